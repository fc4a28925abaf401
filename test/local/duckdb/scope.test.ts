import { expect, test } from 'vitest';

import type { Field, Scope } from '../../../src/local/duckdb/scope.ts';
import type { Name } from '../../../src/trino/syntax.ts';

import { endsWith, resolveColumn } from '../../../src/local/duckdb/scope.ts';
import { BIGINT } from '../../../src/local/duckdb/types/type.ts';

const names = (text: string) => text.split('.').map((part) => ({ text: part, at: { line: 1, column: 8 } }) as Name);

const field = (name: string, ...relation: string[]): Field => ({
  name,
  relation,
  type: BIGINT,
  sql: [...relation, name].join('.'),
});

const OUTER: Scope = { fields: [field('id', 'customers'), field('city', 'customers')] };

const SCOPE: Scope = {
  fields: [field('id', 'shop', 'orders'), field('id', 'shop', 'items'), field('day', 'shop', 'orders')],
  parent: OUTER,
};

const resolved = (text: string) => {
  const { field: found, rest, depth } = resolveColumn(names(text), SCOPE);
  return [found.sql, rest.map((each) => each.text).join('.'), depth];
};

test.each([
  ['day', ['shop.orders.day', '', 0]],
  ['DAY', ['shop.orders.day', '', 0]],
  ['orders.id', ['shop.orders.id', '', 0]],
  ['shop.items.id', ['shop.items.id', '', 0]],
  ['day.year.month', ['shop.orders.day', 'year.month', 0]],
  ['city', ['customers.city', '', 1]],
  ['customers.id', ['customers.id', '', 1]],
])('resolveColumn(%j)', (text, expected) => expect(resolved(text)).toEqual(expected));

test('what two relations have must be qualified, and what none has is told', () => {
  expect(() => resolved('id')).toThrow("line 1:8: Column 'id' is ambiguous");
  expect(() => resolved('Orders.Price')).toThrow("line 1:8: Column 'orders.price' cannot be resolved");
});

test('endsWith() compares the ends of names', () => {
  expect(endsWith(['a', 'b'], ['b'])).toBe(true);
  expect(endsWith(['a', 'b'], [])).toBe(true);
  expect(endsWith(['b'], ['a', 'b'])).toBe(false);
});
