import { expect, test } from 'vitest';

import { estimateCost } from '../../src/answer/receipt.ts';

test.each([
  [0, 0],
  [1, 50 / 2 ** 20],
  [10 * 2 ** 20, 50 / 2 ** 20],
  [10 * 2 ** 20 + 1, 55 / 2 ** 20],
  [2 ** 30, 5 / 1024],
  [2 ** 40, 5],
  [3 * 2 ** 40, 15],
])('estimateCost(%d) is %d dollars', (bytes, dollars) => {
  expect(estimateCost(bytes)).toBe(dollars);
});
