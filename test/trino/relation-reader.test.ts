import { expect, test } from 'vitest';

import { parseQuery } from '../../src/trino/parse.ts';

function fromOf(sql: string) {
  const { body } = parseQuery(`SELECT * FROM ${sql}`).query;
  return 'from' in body ? body.from : [];
}

test.each([
  ['t', [{ kind: 'table', name: [{ text: 't' }] }]],
  ['awsdatacatalog.db.t', [{ kind: 'table', name: [{ text: 'awsdatacatalog' }, { text: 'db' }, { text: 't' }] }]],
  ['t AS x', [{ kind: 'alias', name: { text: 'x' }, relation: { kind: 'table' } }]],
  ['t, u', [{ kind: 'table' }, { kind: 'table' }]],
  ['t JOIN u ON t.a = u.a', [{ kind: 'join', type: 'inner', on: { kind: 'comparison' } }]],
  ['t LEFT OUTER JOIN u USING (a)', [{ kind: 'join', type: 'left', using: [{ text: 'a' }] }]],
  ['t CROSS JOIN u', [{ kind: 'join', type: 'cross' }]],
  ['(SELECT 1) AS s (a)', [{ kind: 'alias', columns: [{ text: 'a' }], relation: { kind: 'query' } }]],
  [
    'UNNEST(ARRAY[1, 2]) WITH ORDINALITY AS u (n, i)',
    [{ kind: 'alias', relation: { kind: 'unnest', ordinality: true } }],
  ],
])('FROM %s', (sql, expected) => expect(fromOf(sql)).toMatchObject(expected));
