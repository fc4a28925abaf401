import { expect, test } from 'vitest';

import { simulateYear } from '../storm/year.ts';

/** Until after the changes of the clocks in spring in the north, and in autumn in the south. */
const DAYS = 140;

test('digests in ten zones come at each due time of an independent calendar, once', async () => {
  const { expected, posted, wrong } = await simulateYear(60, { days: DAYS });
  expect(wrong).toEqual([]);
  expect(expected).toBeGreaterThan(2000);
  expect(posted).toBe(expected);
});
