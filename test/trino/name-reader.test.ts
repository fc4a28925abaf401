import { expect, test } from 'vitest';

import { parseExpression, parseQuery } from '../../src/trino/parse.ts';

const stringOf = (sql: string) => {
  const expression = parseExpression(sql)?.expression;
  return expression?.kind === 'string' ? expression.value : undefined;
};

test.each([
  [`'it''s'`, "it's"],
  [`''`, ''],
  [`U&'\\00e9\\+01F989'`, 'é🦉'],
  [`U&'a!00e9!!' UESCAPE '!'`, 'aé!'],
])('the text %s is %s', (sql, expected) => expect(stringOf(sql)).toBe(expected));

test.each([
  [`SELECT U&'\\00'`, 'Incomplete escape sequence'],
  [`SELECT U&'\\+110000'`, 'Incomplete escape sequence'],
  [`SELECT U&'x' UESCAPE 'a'`, 'Invalid Unicode escape character'],
  ['SELECT "" FROM t', 'Zero-length delimited identifier not allowed'],
  ['SELECT `a` FROM t', 'backquoted identifiers are not supported; use double quotes to quote identifiers'],
  ['SELECT 1a.b FROM t', 'identifiers must not start with a digit; surround the identifier with double quotes'],
])('%s is refused', (sql, message) => expect(() => parseQuery(sql)).toThrow(message));

test('a name keeps its letters and loses its quotes', () => {
  const expression = parseExpression('Lake."Odd ""name"""')?.expression;
  expect(expression?.kind === 'column' && expression.name.map(({ text }) => text)).toEqual(['Lake', 'Odd "name"']);
});
