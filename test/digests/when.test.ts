import { expect, test } from 'vitest';

import { cronOf } from '../../src/digests/when.ts';

test.each([
  ['every Monday at 09:00', '0 9 * * 1'],
  ['every monday at 9', '0 9 * * 1'],
  ['Every  Monday and Thursday at noon', '0 12 * * 1,4'],
  ['every Mondays, Wednesdays and Fridays at 7:45', '45 7 * * 1,3,5'],
  ['every weekday at 8:30', '30 8 * * 1-5'],
  ['every day at 9am', '0 9 * * *'],
  ['every day at 12am', '0 0 * * *'],
  ['every day at 12:15 pm', '15 12 * * *'],
  ['every day at midnight', '0 0 * * *'],
  ['every month on the 1st at 09:00', '0 9 1 * *'],
  ['every month on the last day at 18:00', '0 18 L * *'],
  ['every hour', '0 * * * *'],
  ['every Monday', undefined],
  ['every Monday at 25:00', undefined],
  ['every Monday at 9:60', undefined],
  ['every day at 13pm', undefined],
  ['every month on the 32nd at 9', undefined],
  ['every fortnight at 9', undefined],
  ['Monday at 9', undefined],
  ['every constructor at 9', undefined],
])('cronOf(%j) is %j', (words, cron) => {
  expect(cronOf(words)).toBe(cron);
});
