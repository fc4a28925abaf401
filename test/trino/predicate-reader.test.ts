import { expect, test } from 'vitest';

import { parseQuery } from '../../src/trino/parse.ts';

test.each([
  [
    'a = 1 AND b > 2 OR c',
    { kind: 'logical', operator: 'OR', terms: [{ kind: 'logical', operator: 'AND' }, { kind: 'column' }] },
  ],
  ['NOT a', { kind: 'not', operand: { kind: 'column' } }],
  ['a != 1', { kind: 'comparison', operator: '<>' }],
  ['a <= ALL (SELECT 1)', { kind: 'quantified', operator: '<=', quantifier: 'ALL' }],
  ['a = SOME (SELECT 1)', { kind: 'quantified', quantifier: 'ANY' }],
  ['a IS NOT NULL', { kind: 'is null', negated: true }],
  ['a IS DISTINCT FROM b', { kind: 'distinct', negated: false }],
  ['a NOT BETWEEN 1 AND 2', { kind: 'between', negated: true, low: { text: '1' }, high: { text: '2' } }],
  ['a IN (1, 2)', { kind: 'in', negated: false, list: [{ text: '1' }, { text: '2' }] }],
  ['a NOT IN (SELECT 1)', { kind: 'in query', negated: true }],
  [`a LIKE 'x!%' ESCAPE '!'`, { kind: 'like', negated: false, pattern: { value: 'x!%' }, escape: { value: '!' } }],
])('%s', (sql, expected) => {
  const { body } = parseQuery(`SELECT 1 FROM t WHERE ${sql}`).query;
  expect(body.kind === 'select' && body.where).toMatchObject(expected);
});
