import { describe, expect, test } from 'vitest';

import type { Query } from '../../src/catalogue/query.ts';

import { newsOf, recordCatalogue } from '../../src/catalogue/catalogue-news.ts';

type Written = { readonly name: string; readonly measures?: readonly string[]; readonly by?: readonly string[] };

/** A query with these measures and dimensions; another `version` is another file. */
const queryOf = ({ name, measures = ['sales'], by = ['country'] }: Written, version = 'v1') => {
  const choicesOf = (names: readonly string[]) => names.map((each) => ({ name: each, label: each.toUpperCase() }));
  const params = [
    { role: 'measure', choices: choicesOf(measures) },
    { role: 'dimension', choices: choicesOf(by) },
    { role: 'series', choices: choicesOf(by) },
  ];
  return { name, version, params } as unknown as Query;
};

const catalogueOf = (...queries: readonly Query[]) => ({ queries });

/** The record after a catalogue was seen on each of some days, written and read as it is kept. */
const recordedOn = (...days: readonly (readonly [string, ReturnType<typeof catalogueOf>])[]) =>
  days.reduce<ReturnType<typeof recordCatalogue> | undefined>((before, [day, catalogue]) => {
    return JSON.parse(JSON.stringify(recordCatalogue(catalogue, before, day)));
  }, undefined)!;

const told = (...given: Parameters<typeof newsOf>) =>
  newsOf(...given).map(({ query, day, ...news }) => `${query.name} ${day} ${Object.values(news).flat().join(' ')}`);

const since = '2026-11-10';

describe('newsOf(catalogue, record)', () => {
  const [sales, stock] = [queryOf({ name: 'sales' }), queryOf({ name: 'stock' })];

  test('nothing is new when the record begins', () => {
    const catalogue = catalogueOf(sales);
    expect(told(catalogue, recordedOn(['2026-11-20', catalogue]), { since, isWhole: true })).toEqual([]);
  });

  test('a query, a measure, a dimension and a definition are new on the day on which they were first served', () => {
    const later = queryOf({ name: 'sales', measures: ['sales', 'margin'], by: ['country', 'depot'] }, 'v2');
    const now = catalogueOf(later, stock, queryOf({ name: 'orders' }, 'v2'));
    const before = catalogueOf(sales, queryOf({ name: 'orders' }));
    const record = recordedOn(
      ['2026-10-01', before],
      ['2026-11-20', catalogueOf(sales, stock)],
      ['2026-11-24', now],
      ['2026-11-25', now],
    );
    expect(told(now, record, { since, isWhole: true })).toEqual([
      'sales 2026-11-24 extended MARGIN DEPOT',
      'orders 2026-11-24 new',
      'stock 2026-11-20 new',
    ]);
    const changed = catalogueOf(queryOf({ name: 'sales' }, 'v2'));
    const record2 = recordedOn(['2026-10-01', catalogueOf(sales)], ['2026-11-24', changed]);
    expect(told(changed, record2, { since, isWhole: true })).toEqual(['sales 2026-11-24 changed']);
  });

  test('what is older is no news', () => {
    const now = catalogueOf(sales, stock);
    const record = recordedOn(['2026-10-01', catalogueOf(sales)], ['2026-11-09', now], ['2026-11-24', now]);
    expect(told(now, record, { since, isWhole: true })).toEqual([]);
  });

  test('an asker is told nothing of what is not for them', () => {
    const now = catalogueOf(queryOf({ name: 'sales', measures: ['sales', 'margin'] }, 'v2'), stock);
    const record = recordedOn(['2026-10-01', catalogueOf(sales)], ['2026-11-24', now]);
    const own = catalogueOf(queryOf({ name: 'sales' }, 'v2'));
    expect(told(own, record, { since, isWhole: false })).toEqual([]);
  });

  test('a query that was taken away and comes back is new', () => {
    const now = catalogueOf(sales, stock);
    const record = recordedOn(['2026-10-01', now], ['2026-11-01', catalogueOf(sales)], ['2026-11-24', now]);
    expect(told(now, record, { since, isWhole: true })).toEqual(['stock 2026-11-24 new']);
  });
});
