import { expect, test } from 'vitest';

import { javaParse, mysqlParse, readJavaDate } from '../../../../src/local/duckdb/natives/date-parse.ts';

const iso = (micros: bigint) => new Date(Number(micros / 1000n)).toISOString();

test.each([
  ['2022/10/20/05', '%Y/%m/%d/%H', '2022-10-20T05:00:00.000Z'],
  ['20 oct 2022', '%d %b %Y', '2022-10-20T00:00:00.000Z'],
  ['12:30:00 AM', '%r', '1970-01-01T00:30:00.000Z'],
  ['12:30:00 pm', '%r', '1970-01-01T12:30:00.000Z'],
  ['69-01', '%y-%m', '2069-01-01T00:00:00.000Z'],
  ['70-01', '%y-%m', '1970-01-01T00:00:00.000Z'],
  ['2024-060', '%Y-%j', '2024-02-29T00:00:00.000Z'],
  ['10:20:30.5', '%T.%f', '1970-01-01T10:20:30.500Z'],
  ['2025 01', '%x %v', '2024-12-30T00:00:00.000Z'],
])('mysqlParse(%j, %j)', (text, format, expected) => expect(iso(mysqlParse(text, format))).toBe(expected));

test.each([
  ['2023-02-29', '%Y-%m-%d', 'a field is out of range'],
  ['24', '%H', 'a field is out of range'],
  ['13', '%h', 'a field is out of range'],
  ['2023-02-01 x', '%Y-%m-%d', 'is malformed'],
  ['1', '%w', 'not supported in date format string'],
])('mysqlParse(%j, %j) fails', (text, format, message) => expect(() => mysqlParse(text, format)).toThrow(message));

test.each([
  ['20221020', 'yyyyMMdd', '2022-10-20T00:00:00.000Z'],
  ['2022-1-2 3:4', 'yyyy-MM-dd HH:mm', '2022-01-02T03:04:00.000Z'],
  ["5 o'clock PM", "h 'o''clock' a", '1970-01-01T17:00:00.000Z'],
  ['October 1, 2022', 'MMMM d, yyyy', '2022-10-01T00:00:00.000Z'],
])('javaParse(%j, %j)', (text, format, expected) => expect(iso(javaParse(text, format))).toBe(expected));

test('readJavaDate() has the instant and its offset, which javaParse() refuses', () => {
  const { micros, offset } = readJavaDate('2022-10-20 05:00 +02:30', 'yyyy-MM-dd HH:mm Z');
  expect([iso(micros), offset]).toEqual(['2022-10-20T02:30:00.000Z', 150]);
  expect(() => javaParse('05:00 -01:00', 'HH:mm Z')).toThrow('NOT_SUPPORTED');
  expect(iso(javaParse('05:00 Z', 'HH:mm Z'))).toBe('1970-01-01T05:00:00.000Z');
});
