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
    .map(({ letter, count, text }) => (letter === '' ? text : javaField(local, letter, count, offset, zone)))
    .join('');
}

function javaField(local: LocalDateTime, letter: string, count: number, offset: number, zone: string): string {
  switch (letter) {
    case 'G':
      return local.year > 0 ? 'AD' : 'BC';
    case 'C':
      return pad(Math.floor(local.year / 100), count);
    case 'Y':
    case 'y':
      return count === 2 ? pad(local.year % 100, 2) : pad(local.year, count);
    case 'x':
      return count === 2 ? pad(local.weekYear % 100, 2) : pad(local.weekYear, count);
    case 'w':
      return pad(local.week, count);
    case 'e':
      return pad(local.dayOfWeek, count);
    case 'E':
      return count >= 4 ? DAYS[local.dayOfWeek - 1]! : DAYS[local.dayOfWeek - 1]!.slice(0, 3);
    case 'D':
      return pad(local.dayOfYear, count);
    case 'M':
      if (count >= 4) return MONTHS[local.month - 1]!;
      return count === 3 ? MONTHS[local.month - 1]!.slice(0, 3) : pad(local.month, count);
    case 'd':
      return pad(local.day, count);
    case 'a':
      return local.hour < 12 ? 'AM' : 'PM';
    case 'K':
      return pad(local.hour % 12, count);
    case 'h':
      return pad(halfDay(local.hour), count);
    case 'H':
      return pad(local.hour, count);
    case 'k':
      return pad(local.hour === 0 ? 24 : local.hour, count);
    case 'm':
      return pad(local.minute, count);
    case 's':
      return pad(local.second, count);
    case 'S':
      return pad(local.millisecond, 3).padEnd(count, '0').slice(0, count);
    case 'Z':
      return count >= 3 ? zone : offsetText(offset, count === 2 ? ':' : '');
    case 'z':
      if (zone !== 'UTC')
        fail('NOT_SUPPORTED', 'z in a datetime pattern is supported by the embedded engine for UTC only');
      return count >= 4 ? 'Coordinated Universal Time' : 'UTC';
    default:
      return fail('INVALID_FUNCTION_ARGUMENT', `Illegal pattern component: ${letter}`);
  }
}

const offsetText = (minutes: number, colon: string): string => {
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${pad(Math.floor(size / 60), 2)}${colon}${pad(size % 60, 2)}`;
};
