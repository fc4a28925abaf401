import { describe, expect, test } from 'vitest';

import type { Query } from '../../src/catalogue/query.ts';

import { openValueLists, rawFormsOf } from '../../src/answer/value-lists.ts';
import { parseDataset } from '../../src/catalogue/dataset-file.ts';
import { parseQueryFile } from '../../src/catalogue/query-file.ts';
import { SALES } from '../support/sales-dataset.ts';

test.each([
  [['Norway', 'Norway  ', ' Norway'], { Norway: ['Norway', 'Norway  ', ' Norway'] }],
  [['', '  ', 'A', 'Unknown'], { A: ['A'], Unknown: ['', '  ', 'Unknown'] }],
  [['a', 'A', '\u00a0a'], { a: ['a'], A: ['A'], '\u00a0a': ['\u00a0a'] }],
  [['constructor', '__proto__ '], { constructor: ['constructor'], ['__proto__']: ['__proto__ '] }],
  [[], {}],
])('rawFormsOf(%j) = %j', (raw, expected) => {
  expect([...rawFormsOf(raw)]).toEqual(Object.entries(expected));
});

describe('openValueLists(lookups)', () => {
  const raw = ['', 'France', 'Norway', 'Norway  '];
  const listsOf = (column: () => readonly string[]) =>
    openValueLists({ column: async () => column(), readAt: () => new Date(5) });
  const dataset = parseDataset('sales.yml', SALES).query!;
  const paramOf = (query: Query, name: string) => query.params.find((param) => param.name === name)!;

  test('a dataset shows trimmed values, and knows their raw forms', async () => {
    const lists = listsOf(() => raw);
    const country = paramOf(dataset, 'country');
    expect(await lists.values(dataset, country)).toEqual(['France', 'Norway', 'Unknown']);
    expect((await lists.rawForms(dataset, country)).get('Norway')).toEqual(['Norway', 'Norway  ']);
    expect(lists.listedAt(dataset, country)).toEqual(new Date(5));
  });

  test('the list stays the same array as long as what was read does', async () => {
    let list: readonly string[] = raw;
    const lists = listsOf(() => list);
    const country = paramOf(dataset, 'country');
    const first = await lists.values(dataset, country);
    expect(await lists.values(dataset, country)).toBe(first);
    list = ['Spain'];
    expect(await lists.values(dataset, country)).toEqual(['Spain']);
  });

  test('a query file has the values that it lists itself, or that its SQL gives as they are', async () => {
    const header =
      'params:\n  a: { type: string, optional: true, values: [x, y] }\n  b: { type: string, optional: true, values: SELECT 1 }';
    const query = parseQueryFile('q.sql', `/*---\n${header}\n---*/\nSELECT 1 [[ , {{a}} ]] [[ , {{b}} ]]`).query!;
    const lists = listsOf(() => raw);
    expect(await lists.values(query, paramOf(query, 'a'))).toEqual(['x', 'y']);
    expect(await lists.values(query, paramOf(query, 'b'))).toBe(raw);
    expect(lists.listedAt(query, paramOf(query, 'a'))).toBeUndefined();
    expect((await lists.rawForms(query, paramOf(query, 'b'))).size).toBe(0);
  });
});
