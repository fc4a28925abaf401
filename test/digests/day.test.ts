import { expect, test } from 'vitest';

import { simulateDay } from '../storm/day.ts';

test('hours on which Slack fails, loses answers and delivers twice lose and double nothing', async () => {
  const { faults, due, posted, lost, doubled, doubledAnswers } = await simulateDay({ hours: 3, tooLate: 0 });
  expect({ due, posted, lost, doubled, doubledAnswers }).toEqual({
    due: 30,
    posted: 30,
    lost: 0,
    doubled: 0,
    doubledAnswers: 0,
  });
  expect(Object.keys(faults).length, 'many kinds of faults').toBeGreaterThan(4);
});
