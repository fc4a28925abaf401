import { describe, expect, test } from 'vitest';

import { changeHeadline, changeRanking, rankByChange } from '../../src/answer/change-ranking.ts';
import { CONTEXT } from '../support/rules.ts';

const rowsOf = (rows: readonly (readonly (string | null)[])[]) => ({
  label: 'last year',
  columns: { Sales: 'Sales, last year' },
  table: {
    columns: [
      { name: 'Country', type: 'varchar', precision: 0, scale: 0 },
      { name: 'Sales', type: 'double', precision: 17, scale: 0 },
      { name: 'Sales, last year', type: 'double', precision: 17, scale: 0 },
    ],
    rows,
    scannedBytes: 0,
    elapsedMs: 0,
    reused: false,
    engine: 'test',
    executionId: 'e1',
  },
});

const COMPARISON = rowsOf([
  ['USA', '150', '100'],
  ['France', '90', '30'],
  ['Japan', '40', null],
  ['Spain', null, '70'],
  ['Norway', '20', '25'],
]);

const AMOUNT = { isAmount: true, isRate: false };

const ranked = (
  by: 'change' | 'growth',
  keeps: 'first' | 'last',
  kind: { readonly isAmount: boolean; readonly isRate: boolean } = AMOUNT,
) => rankByChange(COMPARISON, { by, keeps, count: 3 }, kind).rows.map(([country]) => country);

describe('rankByChange()', () => {
  test('keeps the largest differences; what has no earlier value begins at nothing', () =>
    expect(ranked('change', 'first')).toEqual(['France', 'USA', 'Japan']));

  test('keeps the largest falls; what is gone has fallen to nothing', () =>
    expect(ranked('change', 'last')).toEqual(['Spain', 'Norway', 'Japan']));

  test('in proportion, nothing grows from nothing', () =>
    expect(ranked('growth', 'first')).toEqual(['France', 'USA', 'Norway']));

  test('an average that is missing has no change', () =>
    expect(ranked('change', 'last', { isAmount: false, isRate: false })).toEqual(['Norway', 'USA', 'France']));

  test('the growth of a rate is its difference', () =>
    expect(ranked('growth', 'first', { isAmount: false, isRate: true })).toEqual(['France', 'USA', 'Norway']));
});

test.each([
  ['change', 'first', 'Highest change of sales: USA +$50 (+50%), then France +$60 (+200%).'],
  ['growth', 'last', 'Lowest growth of sales: USA +$50 (+50%), then France +$60 (+200%).'],
] as const)('changeHeadline() of the %s kept from the %s', (by, keeps, sentence) =>
  expect(changeHeadline(COMPARISON, { by, keeps, count: 2 }, { formats: { Sales: '$,.0f' } })).toBe(sentence),
);

test('changeHeadline() of no rows: none', () =>
  expect(changeHeadline(rowsOf([]), { by: 'change', keeps: 'first', count: 2 }, { formats: {} })).toBeUndefined());

test.each([
  [
    { top: ['5'], rank_by: ['change'] },
    { by: 'change', keeps: 'first', count: 5 },
  ],
  [
    { bottom: ['2'], rank_by: ['growth'] },
    { by: 'growth', keeps: 'last', count: 2 },
  ],
  [{ top: ['5'], rank_by: ['margin'] }, undefined],
  [{ rank_by: ['change'] }, undefined],
])('changeRanking() of %j', (values, ranking) =>
  expect(changeRanking(CONTEXT.query, { query: 'sales', values, excluded: [] })).toEqual(ranking),
);
