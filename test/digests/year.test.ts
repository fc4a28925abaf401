import { expect, test } from 'vitest';

import { simulateYear } from '../storm/year.ts';
import { tries } from '../support/thorough.ts';

/** From late in November until after the changes of the clocks in spring in the north, and in autumn in the south. */
const DAYS = 140;

/** In ten zones: on the first, the 31st and the last day of a month, and each night at an hour that clocks skip; then the other plans, too. */
const DIGESTS = tries(40, 120);

test('digests in ten zones come at each due time of an independent calendar, once', async () => {
  const { expected, posted, wrong } = await simulateYear(DIGESTS, { days: DAYS });
  expect(wrong).toEqual([]);
  expect(expected).toBeGreaterThan(1000);
  expect(posted).toBe(expected);
});
