import { expect, test } from 'vitest';

import { relationSentence } from '../../../src/chart/sentences/relation.ts';
import { inputOf } from '../../support/chart-input.ts';

const XS = [1, 2, 3, 4, 5, 6];

test.each([
  ['6 rows: Sales rises with Units.', [2, 4, 6, 8, 10, 12]],
  ['6 rows: Sales falls as Units rises.', [12, 10, 8, 6, 4, 2]],
  ['6 rows: Sales rises loosely with Units.', [3, 1, 4, 6, 2, 6]],
  ['6 rows: Units and Sales hardly depend on each other.', [3, 1, 2, 2, 1, 3]],
  ['6 rows of Units and Sales.', [7, 7, 7, 7, 7, 7]],
])('%s', (sentence, ys) => {
  const rows = XS.map((x, index) => [x, ys[index]!]);
  const input = inputOf(['Units: bigint', 'Sales: decimal'], rows);
  const [across, up] = input.measures;
  expect(relationSentence(input, across, up!)).toBe(sentence);
});
