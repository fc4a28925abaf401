import { expect, test } from 'vitest';

import { joinedSelects } from '../../src/check/relations.ts';
import { parseQuery } from '../../src/trino/parse.ts';

const found = (sql: string) =>
  joinedSelects(parseQuery(sql)).map(({ relations, conditions, using, prefix }) => ({
    relations: relations.map(({ alias, text }) => (text.toLowerCase() === alias ? text : `${alias}: ${text}`)),
    conditions: conditions.length,
    using: using.map(({ left, right, names }) => `${left.join(',')} ~ ${right} by ${names.join(',')}`),
    prefix,
  }));

const NONE = { conditions: 0, using: [], prefix: '' };

test.each([
  ['one relation', 'SELECT a FROM t', []],
  ['UNNEST', 'SELECT a FROM t CROSS JOIN UNNEST(t.xs) AS u (x)', []],
  [
    'terms of ON and WHERE',
    'SELECT a FROM t JOIN d ON t.k = d.k AND d.x > 1 WHERE t.y = 2',
    [{ ...NONE, relations: ['t', 'd'], conditions: 3 }],
  ],
  ['a comma', 'SELECT a FROM t, lake.d AS e', [{ ...NONE, relations: ['t', 'e: lake.d AS e'] }]],
  [
    'USING',
    'SELECT a FROM t JOIN d USING (k) JOIN e USING (m, n)',
    [{ ...NONE, relations: ['t', 'd', 'e'], using: ['t ~ d by k', 't,d ~ e by m,n'] }],
  ],
  [
    'a query below, with the WITH queries that it may name',
    'WITH w AS (SELECT 1 AS k), v AS (SELECT w.k FROM w JOIN t ON w.k = t.k) SELECT k FROM v',
    [{ ...NONE, relations: ['w', 't'], conditions: 1, prefix: 'WITH w AS (SELECT 1 AS k)\n' }],
  ],
  [
    'a subquery as a relation',
    'SELECT a FROM t JOIN (SELECT k FROM d) AS s ON t.k = s.k',
    [{ ...NONE, relations: ['t', 's: (SELECT k FROM d) AS s'], conditions: 1 }],
  ],
])('joinedSelects: %s', (_, sql, expected) => expect(found(sql)).toEqual(expected));
