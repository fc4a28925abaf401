import { expect, test } from 'vitest';

import { kindOf, numberOf } from '../../src/table/table.ts';

test.each([
  ['decimal', 'number'],
  ['bigint', 'number'],
  ['real', 'number'],
  ['date', 'time'],
  ['timestamp with time zone', 'time'],
  ['time', 'text'],
  ['boolean', 'boolean'],
  ['varchar', 'text'],
  ['array', 'text'],
])('kindOf a column of type %s is %s', (type, kind) => {
  expect(kindOf({ name: 'x', type, precision: 0, scale: 0 })).toBe(kind);
});

test.each([
  ['1234.50', 1234.5],
  ['-0.0', -0],
  ['1.5E300', 1.5e300],
  ['', null],
  [null, null],
  [undefined, null],
  ['NaN', null],
  ['Infinity', null],
  ['12 apples', null],
])('numberOf(%j) is %s', (cell, expected) => expect(numberOf(cell)).toBe(expected));
