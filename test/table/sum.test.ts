import { expect, test } from 'vitest';

import { sum, sumColumn } from '../../src/table/sum.ts';
import { tableOf } from '../charts/demo.ts';

test.each([
  [['0.1', '0.2'], 0.3],
  [['-1.005', '1.005', '3'], 3],
  [['9007199254740993', '-9007199254740992'], 1],
  [['1e3', '0.5'], 1000.5],
  [['NaN', '2', 'Infinity'], 2],
  [[null, '4', null], 4],
  [[null], null],
  [[], null],
])('sumColumn(%j) is %s', (cells, expected) => {
  expect(
    sumColumn(
      tableOf(
        ['Sales: decimal'],
        cells.map((cell) => [cell]),
      ),
      0,
    ),
  ).toBe(expected);
});

test('sum(values) keeps what single additions lose', () => {
  expect(sum([1e100, 1, -1e100, null])).toBe(1);
});
