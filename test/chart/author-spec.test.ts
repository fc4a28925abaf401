import { expect, test } from 'vitest';

import { readAuthorChart } from '../../src/chart/author-spec.ts';
import { inputOf } from '../support/chart-input.ts';

const INPUT = inputOf(
  ['Month: date', 'Product line: varchar', 'Sales: decimal'],
  [
    ['2026-01-01', 'Planes', 5],
    ['2026-02-01', 'Ships', null],
  ],
  { formats: { Sales: ',.0f' } },
);

test.each([
  [
    { mark: 'line', x: 'Month', y: 'Sales' },
    { type: 'line', columns: ['Month', 'Sales'] },
  ],
  [
    { mark: 'bar', x: 'Sales', y: 'product_line' },
    { type: 'bar', columns: ['Sales', 'Product line'] },
  ],
  [
    { mark: 'bar', x: 'Month', y: 'Sales' },
    { type: 'column', columns: ['Month', 'Sales'] },
  ],
  [
    { mark: 'arc', theta: 'Sales', color: 'Product line' },
    { type: 'pie', columns: ['Sales', 'Product line'] },
  ],
  [
    { mark: 'line', y: 'Sales', x: 'Month', size: 'Sales' },
    { type: 'custom', isCompared: false },
  ],
])('readAuthorChart(%j)', (spec, expected) => expect(readAuthorChart(INPUT, spec)).toMatchObject(expected));

test('a mark that is none of ours becomes a spec with the types and formats of its columns', () => {
  const chart = readAuthorChart(INPUT, { mark: 'trail', x: 'Month', y: 'Sales' });
  expect(chart).toMatchObject({
    type: 'custom',
    plot: {
      spec: {
        mark: 'trail',
        encoding: {
          x: { field: 'Month', type: 'temporal', title: 'Month' },
          y: { field: 'Sales', type: 'quantitative', axis: { format: ',.0f' } },
        },
        data: { name: 'table' },
      },
      rows: [
        { Month: '2026-01-01', 'Product line': 'Planes', Sales: 5 },
        { Month: '2026-02-01', 'Product line': 'Ships', Sales: null },
      ],
    },
  });
});

test('of a whole spec a number drawn as it is gets its type, and what the author says stays', () => {
  const spec = { mark: 'bar', encoding: { x: { field: 'Sales' }, y: { aggregate: 'sum', field: 'Sales' } }, width: 99 };
  const chart = readAuthorChart(INPUT, spec);
  expect(chart).toMatchObject({
    plot: { spec: { width: 99, encoding: { x: { type: 'quantitative' }, y: { aggregate: 'sum', field: 'Sales' } } } },
  });
});

test('a spec knows the fields that its transforms make', () => {
  const transform = [{ calculate: 'datum.Sales / 2', as: 'Half' }];
  expect(() =>
    readAuthorChart(INPUT, { transform, mark: 'bar', encoding: { x: { field: 'Half', type: 'quantitative' } } }),
  ).not.toThrow();
});

test('a spec that reads the baseline is compared', () => {
  const input = inputOf(['Month: date', 'Sales: decimal', 'Before: decimal'], [['2026-01-01', 5, 4]], {
    comparison: { label: 'last year', columns: { Sales: 'Before' } },
  });
  const compared = (field: string) => readAuthorChart(input, { mark: 'bar', encoding: { x: { field } } });
  expect([compared('Before'), compared('Sales')]).toMatchObject([{ isCompared: true }, { isCompared: false }]);
});

test.each([
  [{ x: 'Month' }, 'the chart in this header has no mark: write one, as in { mark: bar, x: Month, y: Sales }'],
  [{ mark: 'bar', x: 'Profit' }, 'reads "Profit", and the result has Month, Product line, Sales: name one of these'],
  [{ layer: [{ encoding: { y: { field: 'Profit' } } }] }, 'reads "Profit"'],
])('readAuthorChart(%j) refuses', (spec, sentence) => expect(() => readAuthorChart(INPUT, spec)).toThrow(sentence));

test('Vega writes the numbers of an own chart with the separators of the locale', () => {
  const input = { ...INPUT, options: { ...INPUT.options, locale: 'hi-IN' } };
  expect(readAuthorChart(input, { mark: 'trail', x: 'Month', y: 'Sales' })).toMatchObject({
    plot: { spec: { config: { locale: { number: { thousands: ',', decimal: '.', currency: ['$', ''] } } } } },
  });
  expect(readAuthorChart(INPUT, { mark: 'trail', x: 'Month', y: 'Sales' })).not.toHaveProperty('plot.spec.config');
});
