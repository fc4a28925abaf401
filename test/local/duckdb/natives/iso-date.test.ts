import { expect, test } from 'vitest';

import { isoDate, isoTimestamp, readIsoTimestamp } from '../../../../src/local/duckdb/natives/iso-date.ts';

test.each([
  ['2024-01-31', '2024-01-31'],
  ['2024-02', '2024-02-01'],
  ['2024', '2024-01-01'],
  ['2025-W01', '2024-12-30'],
  ['2024-W05-3', '2024-01-31'],
  ['2024-060', '2024-02-29'],
])('isoDate(%j)', (text, day) => expect(isoDate(text)).toBe(day));

test.each(['2023-02-29', '2023-13-01', '23-01-01', '2023-1-1', ''])('isoDate(%j) fails', (text) =>
  expect(() => isoDate(text)).toThrow('INVALID_FUNCTION_ARGUMENT'),
);

test.each([
  ['2024-01-31T10:20:30.5+02:00', '2024-01-31T08:20:30.500Z', 120],
  ['2024-01-31T10', '2024-01-31T10:00:00.000Z', 0],
  ['2024-01-31', '2024-01-31T00:00:00.000Z', 0],
  ['2024-01-31T10:20:30,123456789Z', '2024-01-31T10:20:30.123Z', 0],
  ['2024-01-31T00:00-0330', '2024-01-31T03:30:00.000Z', -210],
])('readIsoTimestamp(%j)', (text, instant, offset) =>
  expect(readIsoTimestamp(text)).toEqual({ milliseconds: Date.parse(instant), offset }),
);

test('isoTimestamp() refuses what a column cannot keep, and what is no timestamp', () => {
  expect(isoTimestamp('2024-01-31T10:20Z')).toBe(BigInt(Date.UTC(2024, 0, 31, 10, 20)));
  expect(() => isoTimestamp('2024-01-31T10:20+01')).toThrow('NOT_SUPPORTED');
  expect(() => isoTimestamp('2024-01-31 10:20')).toThrow('Invalid format');
});
