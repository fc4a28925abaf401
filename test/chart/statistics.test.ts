import { expect, test } from 'vitest';

import { correlate } from '../../src/chart/statistics.ts';
import { tableOf } from '../charts/demo.ts';

const correlation = (pairs: readonly (readonly (number | null)[])[]) =>
  correlate(tableOf(['x: double', 'y: double'], pairs), 0, 1);

test.each([
  [
    'one rises with the other',
    [
      [1, 2],
      [2, 4],
      [3, 6],
      [4, 8],
      [5, 10],
    ],
    1,
  ],
  [
    'one falls as the other rises',
    [
      [1, 10],
      [2, 8],
      [3, 6],
      [4, 4],
      [5, 2],
    ],
    -1,
  ],
  [
    'a textbook example',
    [
      [43, 99],
      [21, 65],
      [25, 79],
      [42, 75],
      [57, 87],
      [59, 81],
    ],
    0.5298,
  ],
])('correlate: %s', (_, pairs, expected) => expect(correlation(pairs)).toBeCloseTo(expected, 4));

test.each([
  [
    'fewer than five pairs',
    [
      [1, 2],
      [2, 4],
      [3, 6],
      [4, 8],
    ],
  ],
  [
    'fewer than five that are known',
    [
      [1, 2],
      [2, 4],
      [3, 6],
      [4, 8],
      [5, null],
    ],
  ],
  [
    'one that does not vary',
    [
      [1, 7],
      [2, 7],
      [3, 7],
      [4, 7],
      [5, 7],
    ],
  ],
])('correlate: nothing of %s', (_, pairs) => expect(correlation(pairs)).toBeUndefined());
