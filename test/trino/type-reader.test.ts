import { expect, test } from 'vitest';

import type { TypeName } from '../../src/trino/syntax.ts';

import { parseExpression } from '../../src/trino/parse.ts';

/** A type as text again, for one line a case. */
function textOf({ name, arguments: given, fields }: TypeName): string {
  const inside = fields
    ? fields.map((field) => `${field.name ?? '_'} ${textOf(field.type)}`)
    : given.map((argument) => (typeof argument === 'number' ? String(argument) : textOf(argument)));
  return inside.length > 0 ? `${name}(${inside.join(', ')})` : name;
}

test.each([
  ['BIGINT', 'bigint'],
  ['decimal(10, 2)', 'decimal(10, 2)'],
  ['DOUBLE PRECISION', 'double'],
  ['timestamp', 'timestamp'],
  ['timestamp(6) with time zone', 'timestamp with time zone(6)'],
  ['time without time zone', 'time'],
  ['array(varchar(3))', 'array(varchar(3))'],
  ['integer array', 'array(integer)'],
  ['array<integer>', 'array(integer)'],
  ['map<varchar, array<integer>>', 'map(varchar, array(integer))'],
  ['map(varchar, integer)', 'map(varchar, integer)'],
  ['row(a integer, "B" varchar)', 'row(a integer, B varchar)'],
  ['row(integer, varchar)', 'row(_ integer, _ varchar)'],
  ['interval day to second', 'interval day to second'],
])('CAST(x AS %s) reads %s', (written, expected) => {
  const expression = parseExpression(`CAST(x AS ${written})`)?.expression;
  expect(expression?.kind === 'cast' && textOf(expression.type)).toBe(expected);
});
