import { expect, test } from 'vitest';

import { factTable, tablesOf } from '../../src/check/tables.ts';

test.each([
  ['SELECT 1', {}],
  ['SELECT a FROM facts', { facts: 'facts' }],
  ['SELECT a FROM lake.facts f', { f: 'lake.facts', facts: 'lake.facts' }],
  [
    'SELECT a FROM "Odd name" AS o JOIN dims ON o.k = dims.k',
    { o: '"Odd name"', 'Odd name': '"Odd name"', dims: 'dims' },
  ],
  ['WITH w AS (SELECT a FROM facts f) SELECT a FROM w', { f: 'facts', facts: 'facts', w: 'w' }],
  [
    'SELECT (SELECT MAX(b) FROM dims d) FROM (SELECT a FROM facts f) inner_one',
    { d: 'dims', dims: 'dims', f: 'facts', facts: 'facts' },
  ],
  ['SELECT FROM WHERE', {}],
])('tablesOf(%s)', (sql, expected) => expect(Object.fromEntries(tablesOf(sql))).toEqual(expected));

test.each([
  ['facts', { table: 'facts', alias: 'facts' }],
  ['lake.facts', { table: 'lake.facts', alias: 'facts' }],
  ['facts f', { table: 'facts', alias: 'f' }],
  ['"Odd name" AS "o f"', { table: '"Odd name"', alias: 'o f' }],
  ['(SELECT a FROM facts WHERE b) AS f', { table: '(SELECT a FROM facts WHERE b)', alias: 'f' }],
  ['no table at all', { table: 'no table at all', alias: 'no table at all' }],
])('factTable() of from: %s', (from, expected) => expect(factTable({ from })).toEqual(expected));
