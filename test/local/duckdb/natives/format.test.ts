import { listValue } from '@duckdb/node-api';
import { expect, test } from 'vitest';

import { formatNumber, javaText } from '../../../../src/local/duckdb/natives/format.ts';

test.each([
  ['%s%%', ['123'], '123%'],
  ['%.4f', ['3.141592653589793'], '3.1416'],
  ['%03d', ['8'], '008'],
  ['%,.2f', ['1234567.89'], '1,234,567.89'],
  ['%-7s,%7s', ['hello', 'world'], 'hello  ,  world'],
  ['%2$s %3$s %1$s', ['a', 'b', 'c'], 'b c a'],
  ['%+d % d %(d', ['1', '2', '-3'], '+1  2 (3)'],
  ['%06d', ['-12'], '-00012'],
  ['%x', ['-1'], 'ffffffffffffffff'],
  ['%e', ['12345.678'], '1.234568e+04'],
  ['%S %b', ['a', 'true'], 'A true'],
  ['%5d|%s', [null, null], ' null|null'],
  ['%.2s%n', ['abc'], 'ab\n'],
])('javaText(%j, %j)', (format, values, text) => expect(javaText(format, listValue(values))).toBe(text));

test.each([
  ['%d', ['1.5'], 'Invalid format string: %d'],
  ['%f', ['1'], 'Invalid format string: %f'],
  ['%s %s', ['a'], "Format specifier '%s'"],
  ['%', ['a'], 'Invalid format string'],
  ['%?', ['a'], 'Invalid format string'],
  ['%tY', ['a'], 'NOT_SUPPORTED'],
])('javaText(%j, %j) fails', (format, values, message) =>
  expect(() => javaText(format, listValue(values))).toThrow(message),
);

test.each([
  [123_456, '123K'],
  [1_000_000, '1M'],
  [1_234_567, '1.23M'],
  [12_345, '12.3K'],
  [999, '999'],
  [0, '0'],
  [-12_345, '-12.35K'],
  [Number.POSITIVE_INFINITY, 'Infinity'],
])('formatNumber(%d)', (number, text) => expect(formatNumber(number)).toBe(text));
