import { expect, test } from 'vitest';

import { javaFormat, mysqlFormat } from '../../../../src/local/duckdb/natives/date-format.ts';

const at = (iso: string) => BigInt(Date.parse(iso)) * 1000n;

const AFTERNOON = at('2024-12-30T15:04:05.678Z'); // a Monday in the first week of 2025

test.each([
  ['%Y-%m-%d %H:%i:%s.%f', '2024-12-30 15:04:05.678000'],
  ['%W, %e %M %y', 'Monday, 30 December 24'],
  ['%a %b %c', 'Mon Dec 12'],
  ['%h %I %l %k %p', '03 03 3 15 PM'],
  ['%r|%T', '03:04:05 PM|15:04:05'],
  ['%x-W%v %j', '2025-W01 365'],
  ['100%% %q', '100% q'],
])('mysqlFormat(%j)', (format, text) => expect(mysqlFormat(AFTERNOON, format)).toBe(text));

test.each(['00:30', '12:30'])('the twelfth hour of %s is 12, not 0', (clock) =>
  expect(mysqlFormat(at(`2024-01-01T${clock}:00Z`), '%h')).toBe('12'),
);

test.each(['D', 'U', 'u', 'V', 'w', 'X'])('mysqlFormat() refuses %%%s as Trino does', (letter) =>
  expect(() => mysqlFormat(AFTERNOON, `%${letter}`)).toThrow(`%${letter} not supported in date format string`),
);

test.each([
  ['yyyy-MM-dd HH:mm:ss.SSS', '2024-12-30 15:04:05.678'],
  ['yy M d h a', '24 12 30 3 PM'],
  ["EEE EEEE MMM MMMM 'o''clock'", "Mon Monday Dec December o'clock"],
  ["xxxx-'W'ww-e D", '2025-W01-1 365'],
  ['Z ZZ ZZZ', '+0130 +01:30 Somewhere/Half'],
  ['k K', '15 3'],
  ["''", "'"],
])('javaFormat(%j)', (format, text) => expect(javaFormat(AFTERNOON, format, 90, 'Somewhere/Half')).toBe(text));

test('javaFormat() says which zone it cannot name, and which letter there is not', () => {
  expect(javaFormat(AFTERNOON, 'zzzz', 0, 'UTC')).toBe('Coordinated Universal Time');
  expect(() => javaFormat(AFTERNOON, 'z', 90, 'Somewhere/Half')).toThrow('NOT_SUPPORTED');
  expect(() => javaFormat(AFTERNOON, 'b', 0, 'UTC')).toThrow('Illegal pattern component: b');
});

test('javaFormat() writes offsets west of Greenwich, and years before 1', () => {
  expect(javaFormat(AFTERNOON, 'Z', -210, 'America/St_Johns')).toBe('-0330');
  expect(javaFormat(BigInt(Date.UTC(-43, 2, 15)) * 1000n, 'G', 0, 'UTC')).toBe('BC');
});
