import { expect, test } from 'vitest';

import { parseExpression } from '../../src/trino/parse.ts';

test.each([
  ['t.a', 'column'],
  ["'text'", 'string'],
  ['a + 1', 'arithmetic'],
  ["a || 'x'", 'concatenation'],
  ['CASE WHEN a THEN 1 ELSE 2 END', 'case'],
  ['CAST(a AS varchar)', 'cast'],
  ['ARRAY[1, 2]', 'array'],
  ['ROW(1, 2)', 'row'],
  ['(SELECT 1)', 'subquery'],
  ['EXISTS (SELECT 1)', 'exists'],
  ['x -> x + 1', 'lambda'],
  ['?', 'parameter'],
  ['EXTRACT(year FROM a)', 'extract'],
  ['current_date', 'current'],
  ["a AT TIME ZONE 'UTC'", 'at time zone'],
  ['a[1]', 'subscript'],
])('%s is a %s', (text, kind) => expect(parseExpression(text)?.expression.kind).toBe(kind));

test.each(['SUM(x) / 2', 'a.b.c'])('the range of %s is all of it', (text) =>
  expect(parseExpression(text)?.expression.range).toEqual({ start: 0, end: text.length }),
);
