import { expect, test } from 'vitest';

import { histogramPlot } from '../../../src/chart/plots/histogram.ts';
import * as easy from '../../charts/easy.ts';
import { inputOf } from '../../support/chart-input.ts';
import { drawn } from '../../support/drawn-chart.ts';

const binsOf = (values: readonly (number | null)[]) => {
  const { rows, notes } = histogramPlot(
    inputOf(
      ['Sales: decimal'],
      values.map((value) => [value]),
    ),
  );
  return { bins: rows.map(({ start, end, count }) => `${start}–${end}: ${count}`), notes };
};

test.each([
  ['one value', [5, 5], ['5–10: 2']],
  ['whole numbers', [1, 2, 2, 3, 3, 3, 4, 4, 5], ['0–2: 1', '2–4: 5', '4–6: 3']],
  ['below zero', [-5, 0, 5, 10], ['-20–0: 1', '0–20: 3']],
])('%s', (_, values, bins) => expect(binsOf(values).bins).toEqual(bins));

test('every value is in a bin, and there are at most 25', () => {
  const values = Array.from({ length: 5000 }, (_, index) => Math.exp((index % 97) / 9));
  const { rows } = histogramPlot(
    inputOf(
      ['Sales: decimal'],
      values.map((value) => [value]),
    ),
  );
  expect(rows.reduce((sum, { count }) => sum + Number(count), 0)).toBe(5000);
  expect(rows.length).toBeLessThanOrEqual(25);
});

test('says how many rows have no value', () => {
  expect(binsOf([1, 2, null, null]).notes).toEqual(['2 rows have no value and are not drawn.']);
});

test('a histogram says what its height is', () => {
  expect(JSON.stringify(drawn(easy.histogramOfOrders()).spec)).toContain('"title":"How many"');
});
