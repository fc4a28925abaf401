import { expect, test } from 'vitest';

import {
  decimalText,
  doubleText,
  intervalText,
  realText,
  rounded,
} from '../../../../src/local/duckdb/natives/number-text.ts';

test.each([
  [1.5, '1.5'],
  [1, '1.0'],
  [9_999_999, '9999999.0'],
  [1e7, '1.0E7'],
  [1.25e-4, '1.25E-4'],
  [0.001, '0.001'],
  [-0, '-0.0'],
  [Number.NaN, 'NaN'],
  [Number.NEGATIVE_INFINITY, '-Infinity'],
  [5e-324, '5.0E-324'],
])('doubleText(%d)', (value, text) => expect(doubleText(value)).toBe(text));

test('realText() has the fewest digits that give back the same number', () => {
  expect(realText(Math.fround(0.1))).toBe('0.1');
  expect(realText(Math.fround(16_777_216))).toBe('1.6777216E7');
  expect(realText(-0)).toBe('-0.0');
});

test.each([
  [93_784_567, '1 02:03:04.567'],
  [-1, '-0 00:00:00.001'],
  [0, '0 00:00:00.000'],
])('intervalText(%d)', (milliseconds, text) => expect(intervalText(milliseconds)).toBe(text));

test.each([
  ['2.5', 0, '3'],
  ['0.125', 2, '0.13'],
  ['1.5E7', 1, '15000000.0'],
  ['4e-3', 2, '0.00'],
  ['5e-3', 2, '0.01'],
])('rounded(%j, %i)', (value, places, text) => expect(rounded(value, places)).toBe(text));

test('decimalText() rounds the shortest text of a double, and fails where it does not fit', () => {
  expect(decimalText(1.005, 10, 2)).toBe('1.01'); // though the double is a little less
  expect(decimalText(-0.5, 3, 0)).toBe('-1');
  expect(decimalText(99.4, 2, 0)).toBe('99');
  for (const value of [99.5, Number.NaN, Number.POSITIVE_INFINITY])
    expect(() => decimalText(value, 2, 0)).toThrow('Cannot cast DOUBLE');
});
