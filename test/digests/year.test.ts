import { expect, test } from 'vitest';

import { simulateYear } from '../storm/year.ts';

test('a year of digests in ten zones comes at each due time of an independent calendar, once', async () => {
  const { expected, posted, wrong } = await simulateYear(70);
  expect(wrong).toEqual([]);
  expect(expected).toBeGreaterThan(7000);
  expect(posted).toBe(expected);
});
