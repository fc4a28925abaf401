import { expect, test } from 'vitest';

import { averagedPer, grainOf, measureColumns, shownName } from '../../../src/answer/dataset/dataset-columns.ts';
import { CONTEXT } from '../../support/rules.ts';

const { query } = CONTEXT;

const choices = query.params.find(({ name }) => name === 'by')!.choices;

test.each([
  ['average_per_product_line', 'product line'],
  ['share', undefined],
])('averagedPer(%s) → %s', (show, expected) => expect(averagedPer(show)).toBe(expected));

test.each([
  ['share', undefined, 'Sales, share of total'],
  ['with_share', undefined, 'Sales, share of total'],
  ['share_of_all', undefined, 'Sales, share of all'],
  ['with_running_total', 'month', 'Sales, running total'],
  ['running_total', 'month', 'Sales, running total'],
  ['change', 'month', 'Sales, change on the month before'],
  ['change_last_year', 'month', 'Sales, change on last year'],
  ['average_per_month', undefined, 'Sales per month'],
])('shownName(%s, %s) → %s', (show, grain, expected) => expect(shownName('Sales', show, { grain })).toBe(expected));

test('shownName() of shares within a group names it', () =>
  expect(shownName('Sales', 'share', { within: 'Product line' })).toBe('Sales, share within each product line'));

test.each([
  [['month'], 'month'],
  [['country', 'quarter'], 'quarter'],
  [['country'], undefined],
  [[], undefined],
])('grainOf(%j) → %s', (names, expected) =>
  expect(
    grainOf(
      names.map((name) => choices.find((choice) => choice.name === name)!),
      query.dataset!,
    ),
  ).toBe(expected),
);

test.each([
  [{}, [{ name: 'Sales', format: '$,.0f', isAdditive: true }]],
  [
    { measure: ['orders', 'margin_rate'] },
    [
      { name: 'Orders', isAdditive: false },
      { name: 'Margin rate', format: '.1%', isAdditive: false },
    ],
  ],
])('measureColumns() of %j', (values, expected) =>
  expect(measureColumns(query, { query: 'sales', values, excluded: [] })).toEqual(expected),
);

test('measureColumns() of a query without a dataset: none', () =>
  expect(measureColumns({ ...query, dataset: undefined }, { query: 'sales', values: {}, excluded: [] })).toEqual([]));
