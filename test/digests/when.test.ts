import { expect, test } from 'vitest';

import { cronOf, onceAWeek, weeklyOf, whenOf, whenWords } from '../../src/digests/when.ts';

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

test.each([
  [[1], '09:00', 'every Monday at 09:00', '0 9 * * 1'],
  [[4, 1], '12:30', 'every Monday and Thursday at 12:30', '30 12 * * 1,4'],
  [[0, 6, 5], '07:05', 'every Friday, Saturday and Sunday at 07:05', '5 7 * * 5,6,0'],
  [[5, 4, 3, 2, 1], '08:30', 'every weekday at 08:30', '30 8 * * 1-5'],
  [[0, 1, 2, 3, 4, 5, 6], '00:00', 'every day at 00:00', '0 0 * * *'],
])('days %s at %s are said as %s, and read again', (days, time, words, cron) => {
  expect(whenOf({ days, time })).toBe(words);
  expect(cronOf(words)).toBe(cron);
  expect(weeklyOf(cron)).toEqual({ days: days.toSorted(), time });
  expect(whenWords(cron)).toBe(words);
});

test.each([
  ['0 * * * *', 'every hour'],
  ['0 9 1 * *', 'every month on the 1st at 09:00'],
  ['30 9 22 * *', 'every month on the 22nd at 09:30'],
  ['0 18 11 * *', 'every month on the 11th at 18:00'],
  ['0 18 L * *', 'every month on the last day at 18:00'],
  ['0 9 * * 1#2', undefined],
  ['*/5 * * * *', undefined],
])('%s is no week, and said as %s', (cron, words) => {
  expect(weeklyOf(cron)).toBeUndefined();
  expect(whenWords(cron)).toBe(words);
});

test.each([
  ['30 8 * * 1-5', 'every Monday at 08:30'],
  ['0 9 * * *', 'every Monday at 09:00'],
  ['0 9 * * 2,4', 'every Tuesday at 09:00'],
  ['0 * * * *', 'every Monday at 09:00'],
  ['0 9 1,5,10,15,20,25 * *', 'every Monday at 09:00'],
  ['0 9 * * 3', undefined],
  ['0 9 1 * *', undefined],
  ['0 9 L * *', undefined],
])('onceAWeek(%s) is %s', (cron, words) => {
  expect(onceAWeek(cron)).toBe(words);
});
