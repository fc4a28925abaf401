import { expect, test } from 'vitest';

import { isTruncated } from '../../src/chart/options.ts';

test.each([
  [10, 10, true],
  [11, 10, true],
  [9, 10, false],
  [9, undefined, false],
])('isTruncated(%j, { limit: %j }) → %s', (rows, limit, expected) =>
  expect(isTruncated(rows, limit === undefined ? {} : { limit })).toBe(expected),
);
