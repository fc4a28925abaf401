import { expect, test } from 'vitest';

import { categoryTotals } from '../../../src/chart/sentences/category-totals.ts';
import { inputOf } from '../../support/chart-input.ts';

const totals = (input: ReturnType<typeof inputOf>, latest?: number) =>
  categoryTotals(input, input.measures[0], latest).map(({ name, value }) => `${name} ${value}`);

const MONTHS = ['2026-01-01', '2026-02-01'];

test('one dimension has one value each; those without a value are left out', () => {
  expect(
    totals(
      inputOf(
        ['Country: varchar', 'Sales: decimal'],
        [
          ['A', 1],
          ['B', null],
          ['C', 3],
        ],
      ),
    ),
  ).toEqual(['A 1', 'C 3']);
});

test('two dimensions are added up by the first', () => {
  const rows = [
    ['A', 'x', 1],
    ['A', 'y', 2],
    ['B', 'x', 5],
  ];
  expect(totals(inputOf(['Country: varchar', 'Line: varchar', 'Sales: decimal'], rows))).toEqual(['A 3', 'B 5']);
});

test('along a time the series are added up, or told of the latest time', () => {
  const rowsOf = (start: number) =>
    MONTHS.flatMap((month, index) => [
      [month, 'x', start + index],
      [month, 'y', 9 + index],
    ]);
  expect(totals(inputOf(['Month: date', 'Line: varchar', 'Sales: decimal'], rowsOf(1)))).toEqual(['x 3', 'y 19']);
  const rates = inputOf(['Month: date', 'Line: varchar', 'Rate: double'], rowsOf(1));
  expect(totals(rates, Date.parse('2026-02-01T00:00Z'))).toEqual(['x 2', 'y 10']);
});

test('what does not add up has both its names', () => {
  expect(totals(inputOf(['Country: varchar', 'Line: varchar', 'Rate: double'], [['A', 'x', 1]]))).toEqual(['A · x 1']);
});
