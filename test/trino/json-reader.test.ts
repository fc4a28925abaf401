import { expect, test } from 'vitest';

import { parseExpression } from '../../src/trino/parse.ts';

test.each([
  ["JSON_EXISTS(x, 'lax $.a')", 'json_exists'],
  ["JSON_VALUE(x, 'lax $.a')", 'json_value'],
  ["JSON_QUERY(x, 'lax $.a' WITH ARRAY WRAPPER)", 'json_query'],
  ["JSON_OBJECT('a' : 1)", 'json_object'],
  ['JSON_ARRAY(1, 2)', 'json_array'],
])('%s is a call of %s', (text, name) =>
  expect(parseExpression(text)?.expression).toMatchObject({ kind: 'call', name }),
);

test('quotes cannot be omitted inside a wrapper', () =>
  expect(() => parseExpression("JSON_QUERY(x, 'lax $' WITH ARRAY WRAPPER OMIT QUOTES)")).toThrow(
    'OMIT QUOTES behavior specified with WITH ARRAY WRAPPER behavior',
  ));
