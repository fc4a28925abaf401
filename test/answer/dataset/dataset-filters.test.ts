import { expect, test } from 'vitest';

import {
  filterConditions,
  filteredDimensions,
  partitionLiteral,
  shownCondition,
  timeConditions,
} from '../../../src/answer/dataset/dataset-filters.ts';
import { CONTEXT } from '../../support/rules.ts';

const { query } = CONTEXT;

const country = query.params.find(({ name }) => name === 'country')!;

const conditions = (country: readonly string[], excluded: readonly string[] = []) =>
  filterConditions(
    query,
    { query: 'sales', values: { country }, excluded },
    { rawForms: (_, value) => [value, `${value} `] },
  );

test('filterConditions() compares every raw form of a value', () => {
  const [kept, ...others] = conditions(['France']);
  expect(others).toEqual([]);
  expect(kept!.sql).toContain('l.country IN (?, ?)');
  expect(kept!.parameters).toEqual(["'France'", "'France '"]);
});

test('what is not a value may be NULL', () =>
  expect(conditions(['France'], ['country'])[0]!.sql).toMatch(/IS NULL OR .*NOT IN/));

test('a quote in a value stays inside its literal', () =>
  expect(conditions(["it's"])[0]!.parameters).toEqual(["'it''s'", "'it''s '"]));

test('shownCondition() and filteredDimensions()', () => {
  expect(shownCondition('g.d1', country, ['France'], true)).toEqual({
    sql: 'g.d1 NOT IN (?)',
    parameters: ["'France'"],
  });
  expect(
    filteredDimensions(query, { query: 'sales', values: { country: ['France'], top: ['5'] }, excluded: [] }),
  ).toEqual(['country']);
});

test('timeConditions() bounds the time and its partition; an open end has none', () => {
  const { dataset } = query;
  const time = { ...dataset!.time!, partition: { ...dataset!.time!, sql: 'f.dt', format: 'yyyyMMdd' } };
  const written = timeConditions({ ...dataset!, time }, { start: '2025-01-01', end: '9999-12-31' });
  expect(written.map(({ sql, parameters }) => [sql, ...parameters])).toEqual([
    ['f.orderDate >= ?', "DATE '2025-01-01'"],
    ['f.dt >= ?', "'20250101'"],
  ]);
  expect(timeConditions({ ...dataset!, time: undefined }, { start: '2025-01-01', end: '2026-01-01' })).toEqual([]);
});

test.each([
  [undefined, "DATE '2025-03-01'"],
  ['yyyy-MM-dd', "'2025-03-01'"],
  ['yyyyMMdd', "'20250301'"],
  ["'d='yyyy-MM-dd", "'d=2025-03-01'"],
])('partitionLiteral(2025-03-01, %s) → %s', (format, expected) =>
  expect(partitionLiteral('2025-03-01', format)).toBe(expected),
);
