import { expect, test } from 'vitest';

import { parseQuery } from '../../src/trino/parse.ts';

const queryOf = (sql: string) => parseQuery(sql).query;

test.each([
  ['SELECT 1', { body: { kind: 'select', distinct: false }, with: [], orderBy: [] }],
  ['SELECT DISTINCT a FROM t', { body: { kind: 'select', distinct: true } }],
  ['VALUES (1), (2)', { body: { kind: 'values' } }],
  ['SELECT 1 UNION ALL SELECT 2', { body: { kind: 'union', all: true } }],
  ['SELECT 1 INTERSECT SELECT 2', { body: { kind: 'intersect', all: false } }],
  ['SELECT 1 EXCEPT SELECT 2', { body: { kind: 'except', all: false } }],
  ['WITH t AS (SELECT 1) SELECT * FROM t', { with: [{ name: { text: 't' } }], recursive: false }],
  ['SELECT a FROM t ORDER BY a DESC NULLS LAST', { orderBy: [{ descending: true, nullsFirst: false }] }],
  ['SELECT a FROM t LIMIT 5', { limit: { kind: 'count', text: '5' }, offset: undefined }],
  ['SELECT a FROM t OFFSET 2 LIMIT ?', { offset: { text: '2' }, limit: { kind: 'count parameter', index: 0 } }],
  ['SELECT a FROM t FETCH FIRST ROW ONLY', { limit: { kind: 'count', text: '1' }, withTies: false }],
  ['SELECT a FROM t ORDER BY a FETCH FIRST 3 ROWS WITH TIES', { limit: { text: '3' }, withTies: true }],
])('%s', (sql, expected) => expect(queryOf(sql)).toMatchObject(expected));

test('parameters are numbered in the order of the text', () => {
  expect(parseQuery('SELECT ? FROM t WHERE a = ? LIMIT ?').parameterCount).toBe(3);
});
