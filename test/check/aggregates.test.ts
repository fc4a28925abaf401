import { expect, test } from 'vitest';

import { isAggregate } from '../../src/check/aggregates.ts';
import { parseExpression } from '../../src/trino/parse.ts';

test.each([
  ['SUM(x)', true],
  ['count(DISTINCT x)', true],
  ['approx_percentile(x, 0.5) FILTER (WHERE y)', true],
  ['SUM(x) OVER ()', false],
  ['coalesce(x, 0)', false],
])('isAggregate(%s) is %s', (sql, expected) => {
  const expression = parseExpression(sql)?.expression;
  expect(expression?.kind === 'call' && isAggregate(expression)).toBe(expected);
});
