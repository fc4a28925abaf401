import type { LocalDateTime } from './local-date-time.ts';

import { fail } from '../../../trino/fail.ts';
import { javaParts, REFUSED_LETTERS } from './date-pattern.ts';
import { DAYS, localDateTimeAt, MONTHS } from './local-date-time.ts';

const pad = (value: number, width: number): string =>
  `${value < 0 ? '-' : ''}${String(Math.abs(value)).padStart(width, '0')}`;

const halfDay = (hour: number): number => ((hour + 11) % 12) + 1;

/** What `date_format` writes for each letter behind a `%`. */
const MYSQL: Readonly<Record<string, (local: LocalDateTime) => string>> = {
  a: ({ dayOfWeek }) => DAYS[dayOfWeek - 1]!.slice(0, 3),
  b: ({ month }) => MONTHS[month - 1]!.slice(0, 3),
  c: ({ month }) => String(month),
  d: ({ day }) => pad(day, 2),
  e: ({ day }) => String(day),
  f: ({ millisecond }) => `${pad(millisecond, 3)}000`,
  H: ({ hour }) => pad(hour, 2),
  h: ({ hour }) => pad(halfDay(hour), 2),
  I: ({ hour }) => pad(halfDay(hour), 2),
  i: ({ minute }) => pad(minute, 2),
  j: ({ dayOfYear }) => pad(dayOfYear, 3),
  k: ({ hour }) => String(hour),
  l: ({ hour }) => String(halfDay(hour)),
  M: ({ month }) => MONTHS[month - 1]!,
  m: ({ month }) => pad(month, 2),
  p: ({ hour }) => (hour < 12 ? 'AM' : 'PM'),
  r: (local) => mysql(local, '%h:%i:%s %p'),
  S: ({ second }) => pad(second, 2),
  s: ({ second }) => pad(second, 2),
  T: (local) => mysql(local, '%H:%i:%s'),
  v: ({ week }) => pad(week, 2),
  W: ({ dayOfWeek }) => DAYS[dayOfWeek - 1]!,
  x: ({ weekYear }) => pad(weekYear, 4),
  Y: ({ year }) => pad(year, 4),
  y: ({ year }) => pad(year % 100, 2),
  '%': () => '%',
};

/**
 * Formats microseconds since 1970-01-01 00:00 local time by a pattern of `date_format`, such as `%Y-%m`.
 * https://trino.io/docs/current/functions/datetime.html#mysql-date-functions
 */
export const mysqlFormat = (micros: bigint, format: string): string => mysql(localDateTimeAt(micros), format);

function mysql(local: LocalDateTime, format: string): string {
  return format.replace(/%(.)/gs, (_, letter: string) => {
    if (REFUSED_LETTERS.test(letter))
      fail('INVALID_FUNCTION_ARGUMENT', `%${letter} not supported in date format string`);
    return MYSQL[letter]?.(local) ?? letter;
  });
}

/**
 * Formats microseconds since 1970-01-01 00:00 local time by a pattern of `format_datetime`; `offset` is in minutes
 * east of Greenwich, `zone` its name. https://www.joda.org/joda-time/key_format.html
 */
export function javaFormat(micros: bigint, format: string, offset: number, zone: string): string {
  const local = localDateTimeAt(micros);
  return javaParts(format)
    .map(({ letter, count, text }) => (letter === '' ? text : javaField(local, letter, { count, offset, zone })))
    .join('');
}

type JavaField = { readonly count: number; readonly offset: number; readonly zone: string };

const javaYear = (year: number, count: number): string => (count === 2 ? pad(year % 100, 2) : pad(year, count));

const javaName = (name: string, count: number): string => (count >= 4 ? name : name.slice(0, 3));

/** What `format_datetime` writes for each letter, which stands `count` times. */
const JAVA: Readonly<Record<string, (local: LocalDateTime, field: JavaField) => string>> = {
  G: ({ year }) => (year > 0 ? 'AD' : 'BC'),
  C: ({ year }, { count }) => pad(Math.floor(year / 100), count),
  Y: ({ year }, { count }) => javaYear(year, count),
  y: ({ year }, { count }) => javaYear(year, count),
  x: ({ weekYear }, { count }) => javaYear(weekYear, count),
  w: ({ week }, { count }) => pad(week, count),
  e: ({ dayOfWeek }, { count }) => pad(dayOfWeek, count),
  E: ({ dayOfWeek }, { count }) => javaName(DAYS[dayOfWeek - 1]!, count),
  D: ({ dayOfYear }, { count }) => pad(dayOfYear, count),
  M: ({ month }, { count }) => (count >= 3 ? javaName(MONTHS[month - 1]!, count) : pad(month, count)),
  d: ({ day }, { count }) => pad(day, count),
  a: ({ hour }) => (hour < 12 ? 'AM' : 'PM'),
  K: ({ hour }, { count }) => pad(hour % 12, count),
  h: ({ hour }, { count }) => pad(halfDay(hour), count),
  H: ({ hour }, { count }) => pad(hour, count),
  k: ({ hour }, { count }) => pad(hour === 0 ? 24 : hour, count),
  m: ({ minute }, { count }) => pad(minute, count),
  s: ({ second }, { count }) => pad(second, count),
  S: ({ millisecond }, { count }) => pad(millisecond, 3).padEnd(count, '0').slice(0, count),
  Z: (_, { count, offset, zone }) => (count >= 3 ? zone : offsetText(offset, count === 2 ? ':' : '')),
  z: (_, { count, zone }) => {
    if (zone === 'UTC') return count >= 4 ? 'Coordinated Universal Time' : 'UTC';
    return fail('NOT_SUPPORTED', 'z in a datetime pattern is supported by the embedded engine for UTC only');
  },
};

function javaField(local: LocalDateTime, letter: string, field: JavaField): string {
  const write = JAVA[letter] ?? fail('INVALID_FUNCTION_ARGUMENT', `Illegal pattern component: ${letter}`);
  return write(local, field);
}

const offsetText = (minutes: number, colon: string): string => {
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${pad(Math.floor(size / 60), 2)}${colon}${pad(size % 60, 2)}`;
};
