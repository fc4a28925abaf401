import { expect, test } from 'vitest';

import { parseExpression } from '../../src/trino/parse.ts';

const callOf = (text: string) => parseExpression(text)?.expression;

test.each([
  ['SUM(x)', { name: 'sum', distinct: false, star: false }],
  ['count(*)', { name: 'count', star: true }],
  ['COUNT(DISTINCT x)', { name: 'count', distinct: true }],
  ['array_agg(x ORDER BY y DESC)', { name: 'array_agg', orderBy: [{ descending: true }] }],
  ['sum(x) FILTER (WHERE y > 1)', { name: 'sum', filter: { kind: 'comparison' } }],
  ['lag(x) IGNORE NULLS OVER (ORDER BY y)', { name: 'lag', nulls: 'IGNORE', over: { orderBy: [{}] } }],
  ['lag(x) RESPECT NULLS OVER (ORDER BY y)', { nulls: 'RESPECT' }],
  ['TRIM(x)', { name: 'trim' }],
  ["TRIM(LEADING '0' FROM x)", { name: 'ltrim' }],
  ["TRIM(TRAILING '0' FROM x)", { name: 'rtrim' }],
  ['SUBSTRING(x FROM 2 FOR 3)', { name: 'substring' }],
  ["POSITION('a' IN x)", { name: 'strpos' }],
])('%s', (text, expected) => expect(callOf(text)).toMatchObject({ kind: 'call', ...expected }));
