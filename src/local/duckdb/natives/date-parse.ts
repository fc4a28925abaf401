import { LRUCache } from 'lru-cache';

import type { JavaPart } from './date-pattern.ts';

import { fail } from '../../../trino/fail.ts';
import { javaParts, REFUSED_LETTERS } from './date-pattern.ts';
import { DAYS, MONTHS, weekDay } from './local-date-time.ts';

/** Fields as they are read from a text; what is absent is that of 1970-01-01 00:00. */
type Read = { [field: string]: number };

type Reader = { readonly pattern: string; readonly put?: (read: Read, text: string) => void };

const number = (field: string, digits: string): Reader => ({
  pattern: `(\\d${digits})`,
  put: (read, text) => {
    read[field] = Number(text);
  },
});

const name = (field: string, names: readonly string[], offset = 1): Reader => {
  const all = names.flatMap((word) => [word, word.slice(0, 3)]);
  return {
    pattern: `(${all.join('|')})`,
    put: (read, text) => {
      read[field] = names.findIndex((word) => word.toLowerCase().startsWith(text.toLowerCase().slice(0, 3))) + offset;
    },
  };
};

const year = (digits: string): Reader => ({
  pattern: `([+-]?\\d${digits})`,
  put: (read, text) => {
    read.year = Number(text);
  },
});

/** Two digits are the year nearest to 2020: 70 is 1970, 69 is 2069. */
const shortYear: Reader = {
  pattern: '(\\d{2})',
  put: (read, text) => {
    read.year = Number(text) + (Number(text) >= 70 ? 1900 : 2000);
  },
};

const fraction = (digits: string): Reader => ({
  pattern: `(\\d${digits})`,
  put: (read, text) => {
    read.millisecond = Number(text.padEnd(3, '0').slice(0, 3));
  },
});

const halfOfDay: Reader = {
  pattern: '([AaPp][Mm])',
  put: (read, text) => {
    read.afternoon = /p/i.test(text) ? 1 : 0;
  },
};

const zoneOffset: Reader = {
  pattern: '(Z|[+-]\\d{2}:?\\d{2}|UTC)',
  put: (read, text) => {
    const match = /([+-])(\d{2}):?(\d{2})/.exec(text);
    read.offset = match ? (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3])) : 0;
  },
};

const MYSQL_READERS: Readonly<Record<string, Reader | readonly string[]>> = {
  a: name('dayOfWeek', DAYS),
  b: name('month', MONTHS),
  c: number('month', '{1,2}'),
  d: number('day', '{1,2}'),
  e: number('day', '{1,2}'),
  f: fraction('{1,9}'),
  H: number('hour', '{1,2}'),
  h: number('halfHour', '{1,2}'),
  I: number('halfHour', '{1,2}'),
  i: number('minute', '{1,2}'),
  j: number('dayOfYear', '{1,3}'),
  k: number('hour', '{1,2}'),
  l: number('halfHour', '{1,2}'),
  M: name('month', MONTHS),
  m: number('month', '{1,2}'),
  p: halfOfDay,
  r: ['h', ':', 'i', ':', 's', ' ', 'p'],
  S: number('second', '{1,2}'),
  s: number('second', '{1,2}'),
  T: ['H', ':', 'i', ':', 's'],
  v: number('week', '{1,2}'),
  W: name('dayOfWeek', DAYS),
  x: number('weekYear', '{1,4}'),
  Y: year('{1,4}'),
  y: shortYear,
};

const literal = (text: string): Reader => ({ pattern: text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&') });

function mysqlReaders(format: string): Reader[] {
  return [...format.matchAll(/%(.)|[^%]+/gs)].flatMap(([whole, letter]): Reader[] => {
    if (letter === undefined) return [literal(whole)];
    if (REFUSED_LETTERS.test(letter))
      fail('INVALID_FUNCTION_ARGUMENT', `%${letter} not supported in date format string`);
    const reader = MYSQL_READERS[letter];
    if (Array.isArray(reader))
      return reader.map((part: string) =>
        part.length === 1 && /[a-zA-Z]/.test(part) ? (MYSQL_READERS[part] as Reader) : literal(part),
      );
    return [(reader as Reader | undefined) ?? literal(letter)];
  });
}

type Digits = (most: number) => string;

const javaYear = (count: number, digits: Digits): Reader => (count === 2 ? shortYear : year(digits(9)));

/** How `parse_datetime` reads each letter, which stands `count` times; `digits` says how many there may be, up to the most. */
const JAVA_READERS: Readonly<Record<string, (count: number, digits: Digits) => Reader>> = {
  y: javaYear,
  Y: javaYear,
  M: (count, digits) => (count >= 3 ? name('month', MONTHS) : number('month', digits(2))),
  d: (_, digits) => number('day', digits(2)),
  D: (_, digits) => number('dayOfYear', digits(3)),
  E: () => name('dayOfWeek', DAYS),
  H: (_, digits) => number('hour', digits(2)),
  k: (_, digits) => number('hour', digits(2)),
  h: (_, digits) => number('halfHour', digits(2)),
  K: (_, digits) => number('halfHour', digits(2)),
  m: (_, digits) => number('minute', digits(2)),
  s: (_, digits) => number('second', digits(2)),
  S: (_, digits) => fraction(digits(9)),
  a: () => halfOfDay,
  Z: () => zoneOffset,
  z: () => zoneOffset,
  x: (_, digits) => number('weekYear', digits(9)),
  w: (_, digits) => number('week', digits(2)),
};

/** A field before another one has as many digits as its letters; the last of a row may have more. */
function javaReader({ letter, count, text }: JavaPart, isLastNumber: boolean): Reader {
  if (letter === '') return literal(text);
  const reader =
    JAVA_READERS[letter] ??
    fail('NOT_SUPPORTED', `${letter} in a datetime pattern is not supported by the embedded engine`);
  return reader(count, (most) => (isLastNumber ? `{1,${most}}` : `{${count}}`));
}

/** A date pattern as a regular expression, and what its groups mean. */
type DateParser = { readonly expression: RegExp; readonly readers: readonly Reader[] };

function parserOf(readers: readonly Reader[]): DateParser {
  return {
    expression: new RegExp(`^${readers.map(({ pattern }) => pattern).join('')}$`, 'i'),
    readers: readers.filter(({ put }) => put),
  };
}

const mysqlParsers = new LRUCache<string, DateParser>({
  max: 200,
  memoMethod: (format) => parserOf(mysqlReaders(format)),
});

const javaParsers = new LRUCache<string, DateParser>({
  max: 200,
  memoMethod: (format) => {
    const parts = javaParts(format);
    return parserOf(parts.map((part, index) => javaReader(part, !/[A-Za-z]/.test(parts[index + 1]?.letter ?? ''))));
  },
});

/**
 * Implements `date_parse`: returns microseconds since 1970-01-01 00:00, local time, of the date and time that a text
 * says.
 */
export const mysqlParse = (text: string, format: string): bigint => readText(text, mysqlParsers.memo(format)).micros;

/**
 * Implements `parse_datetime`: returns microseconds since the epoch. Fails with NOT_SUPPORTED for a zone other than
 * UTC.
 */
export function javaParse(text: string, format: string): bigint {
  const { micros, offset } = readJavaDate(text, format);
  if (offset !== 0)
    fail(
      'NOT_SUPPORTED',
      'parse_datetime of a text with a zone other than UTC is not supported by the embedded engine',
    );
  return micros;
}

/**
 * Parses a text by a pattern of `parse_datetime`: microseconds since the epoch, and the minutes east of Greenwich
 * that the text says.
 */
export function readJavaDate(text: string, format: string): { micros: bigint; offset: number } {
  const { micros, offset } = readText(text, javaParsers.memo(format));
  return { micros: micros - BigInt(offset) * 60_000_000n, offset };
}

function readText(text: string, { expression, readers }: DateParser): { micros: bigint; offset: number } {
  const match = expression.exec(text);
  if (!match) return fail('INVALID_FUNCTION_ARGUMENT', `Invalid format: "${text}" is malformed`);
  const read: Read = {};
  readers.forEach(({ put }, index) => {
    put!(read, match[index + 1]!);
  });
  const { year = 1970, month = 1, day = 1, minute = 0, second = 0, millisecond = 0 } = read;
  const hour = read.hour ?? ((read.halfHour ?? 0) % 12) + (read.afternoon ?? 0) * 12;
  const date = new Date(0);
  if (read.weekYear !== undefined || read.week !== undefined) {
    const { weekYear = 1970, week = 1, dayOfWeek = 1 } = read;
    return { micros: BigInt(weekDay(weekYear, week, dayOfWeek)) * 1000n, offset: 0 };
  }
  if (read.dayOfYear === undefined) date.setUTCFullYear(year, month - 1, day);
  else date.setUTCFullYear(year, 0, read.dayOfYear);
  const isReal = read.dayOfYear !== undefined || (date.getUTCMonth() === month - 1 && date.getUTCDate() === day);
  if (!isReal || hour > 23 || minute > 59 || second > 59 || (read.halfHour ?? 1) > 12) {
    return fail('INVALID_FUNCTION_ARGUMENT', `Cannot parse "${text}": a field is out of range`);
  }
  date.setUTCHours(hour, minute, second, millisecond);
  return { micros: BigInt(date.getTime()) * 1000n, offset: read.offset ?? 0 };
}
