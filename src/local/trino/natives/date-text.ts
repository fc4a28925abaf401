import { fail } from '../fault.ts';

/** The clock on the wall at microseconds since 1970-01-01 00:00. */
type Wall = {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly millisecond: number;
  /** 1 is Monday. */
  readonly dayOfWeek: number;
  readonly dayOfYear: number;
  readonly week: number;
  readonly weekYear: number;
};

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const DAY = 86_400_000;

function wallAt(micros: bigint): Wall {
  const milliseconds = Number(micros >= 0n ? micros / 1000n : -((-micros + 999n) / 1000n));
  const date = new Date(milliseconds);
  const dayOfWeek = ((date.getUTCDay() + 6) % 7) + 1;
  const thursday = new Date(milliseconds + (4 - dayOfWeek) * DAY);
  const startOf = (year: number): number =>
    Date.UTC(2000, 0, 1) + (new Date(0).setUTCFullYear(year, 0, 1) - Date.UTC(2000, 0, 1));
  const daysSince = (from: number, to: number): number => Math.floor((to - from) / DAY);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    millisecond: date.getUTCMilliseconds(),
    dayOfWeek,
    dayOfYear: daysSince(startOf(date.getUTCFullYear()), milliseconds) + 1,
    week: Math.floor(daysSince(startOf(thursday.getUTCFullYear()), thursday.getTime()) / 7) + 1,
    weekYear: thursday.getUTCFullYear(),
  };
}

const pad = (value: number, width: number): string =>
  `${value < 0 ? '-' : ''}${String(Math.abs(value)).padStart(width, '0')}`;
const halfDay = (hour: number): number => ((hour + 11) % 12) + 1;

/** What `date_format` writes for each letter behind a `%`. */
const MYSQL: Readonly<Record<string, (wall: Wall) => string>> = {
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
  r: (wall) => mysql(wall, '%h:%i:%s %p'),
  S: ({ second }) => pad(second, 2),
  s: ({ second }) => pad(second, 2),
  T: (wall) => mysql(wall, '%H:%i:%s'),
  v: ({ week }) => pad(week, 2),
  W: ({ dayOfWeek }) => DAYS[dayOfWeek - 1]!,
  x: ({ weekYear }) => pad(weekYear, 4),
  Y: ({ year }) => pad(year, 4),
  y: ({ year }) => pad(year % 100, 2),
  '%': () => '%',
};
/** Letters that MySQL has and Trino refuses. */
const REFUSED = /[DUuVwX]/;

export const mysqlFormat = (micros: bigint, format: string): string => mysql(wallAt(micros), format);

function mysql(wall: Wall, format: string): string {
  return format.replace(/%(.)/gs, (_, letter: string) => {
    if (REFUSED.test(letter)) fail('INVALID_FUNCTION_ARGUMENT', `%${letter} not supported in date format string`);
    return MYSQL[letter]?.(wall) ?? letter;
  });
}

/** https://www.joda.org/joda-time/key_format.html; `offset` are minutes east of Greenwich, `zone` its name. */
export function javaFormat(micros: bigint, format: string, offset: number, zone: string): string {
  const wall = wallAt(micros);
  return javaParts(format)
    .map(({ letter, count, text }) => (letter === '' ? text : javaField(wall, letter, count, offset, zone)))
    .join('');
}

type JavaPart = { readonly letter: string; readonly count: number; readonly text: string };

/** Runs of one letter, and the text between them; quotes keep text as it is. */
function javaParts(format: string): JavaPart[] {
  const parts: JavaPart[] = [];
  for (const match of format.matchAll(/'((?:[^']|'')*)(?:'|$)|([A-Za-z])\2*|[^A-Za-z']+/g)) {
    const [whole, quoted, letter] = match;
    if (letter) parts.push({ letter, count: whole.length, text: '' });
    else
      parts.push({
        letter: '',
        count: 0,
        text: quoted === undefined ? whole : quoted === '' && whole.length === 2 ? "'" : quoted.replaceAll("''", "'"),
      });
  }
  return parts;
}

function javaField(wall: Wall, letter: string, count: number, offset: number, zone: string): string {
  switch (letter) {
    case 'G':
      return wall.year > 0 ? 'AD' : 'BC';
    case 'C':
      return pad(Math.floor(wall.year / 100), count);
    case 'Y':
    case 'y':
      return count === 2 ? pad(wall.year % 100, 2) : pad(wall.year, count);
    case 'x':
      return count === 2 ? pad(wall.weekYear % 100, 2) : pad(wall.weekYear, count);
    case 'w':
      return pad(wall.week, count);
    case 'e':
      return pad(wall.dayOfWeek, count);
    case 'E':
      return count >= 4 ? DAYS[wall.dayOfWeek - 1]! : DAYS[wall.dayOfWeek - 1]!.slice(0, 3);
    case 'D':
      return pad(wall.dayOfYear, count);
    case 'M':
      if (count >= 4) return MONTHS[wall.month - 1]!;
      return count === 3 ? MONTHS[wall.month - 1]!.slice(0, 3) : pad(wall.month, count);
    case 'd':
      return pad(wall.day, count);
    case 'a':
      return wall.hour < 12 ? 'AM' : 'PM';
    case 'K':
      return pad(wall.hour % 12, count);
    case 'h':
      return pad(halfDay(wall.hour), count);
    case 'H':
      return pad(wall.hour, count);
    case 'k':
      return pad(wall.hour === 0 ? 24 : wall.hour, count);
    case 'm':
      return pad(wall.minute, count);
    case 's':
      return pad(wall.second, count);
    case 'S':
      return pad(wall.millisecond, 3).padEnd(count, '0').slice(0, count);
    case 'Z':
      return count >= 3 ? zone : offsetText(offset, count === 2 ? ':' : '');
    case 'z':
      return zone === 'UTC'
        ? count >= 4
          ? 'Coordinated Universal Time'
          : 'UTC'
        : fail('NOT_SUPPORTED', 'z in a datetime pattern is supported by the embedded engine for UTC only');
    default:
      return fail('INVALID_FUNCTION_ARGUMENT', `Illegal pattern component: ${letter}`);
  }
}

const offsetText = (minutes: number, colon: string): string => {
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${pad(Math.floor(size / 60), 2)}${colon}${pad(size % 60, 2)}`;
};

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
    if (REFUSED.test(letter)) fail('INVALID_FUNCTION_ARGUMENT', `%${letter} not supported in date format string`);
    const reader = MYSQL_READERS[letter];
    if (Array.isArray(reader))
      return reader.map((part: string) =>
        part.length === 1 && /[a-zA-Z]/.test(part) ? (MYSQL_READERS[part] as Reader) : literal(part),
      );
    return [(reader as Reader | undefined) ?? literal(letter)];
  });
}

function javaReader({ letter, count, text }: JavaPart, isLastNumber: boolean): Reader {
  const upTo = (most: number): string => (isLastNumber ? `{1,${most}}` : `{${count}}`);
  switch (letter) {
    case '':
      return literal(text);
    case 'y':
    case 'Y':
      return count === 2 ? shortYear : year(isLastNumber ? '{1,9}' : `{${count}}`);
    case 'M':
      return count >= 3 ? name('month', MONTHS) : number('month', upTo(2));
    case 'd':
      return number('day', upTo(2));
    case 'D':
      return number('dayOfYear', upTo(3));
    case 'E':
      return name('dayOfWeek', DAYS);
    case 'H':
      return number('hour', upTo(2));
    case 'k':
      return number('hour', upTo(2));
    case 'h':
    case 'K':
      return number('halfHour', upTo(2));
    case 'm':
      return number('minute', upTo(2));
    case 's':
      return number('second', upTo(2));
    case 'S':
      return fraction(isLastNumber ? '{1,9}' : `{${count}}`);
    case 'a':
      return halfOfDay;
    case 'Z':
    case 'z':
      return zoneOffset;
    case 'x':
      return number('weekYear', upTo(9));
    case 'w':
      return number('week', upTo(2));
    default:
      return fail('NOT_SUPPORTED', `${letter} in a datetime pattern is not supported by the embedded engine`);
  }
}

const parsers = new Map<string, { expression: RegExp; readers: readonly Reader[] }>();

function parserOf(key: string, readersOf: () => readonly Reader[]): { expression: RegExp; readers: readonly Reader[] } {
  let parser = parsers.get(key);
  if (!parser) {
    const readers = readersOf();
    parser = {
      expression: new RegExp(`^${readers.map(({ pattern }) => pattern).join('')}$`, 'i'),
      readers: readers.filter(({ put }) => put),
    };
    parsers.set(key, parser);
  }
  return parser;
}

/** `date_parse`: microseconds since 1970-01-01 00:00 on the wall. */
export const mysqlParse = (text: string, format: string): bigint =>
  readText(
    text,
    parserOf(`mysql ${format}`, () => mysqlReaders(format)),
  ).micros;

/** `parse_datetime`: microseconds since the epoch. A zone other than UTC cannot be kept, so it is refused. */
export function javaParse(text: string, format: string): bigint {
  const parser = parserOf(`java ${format}`, () => {
    const parts = javaParts(format);
    return parts.map((part, index) => javaReader(part, !/[A-Za-z]/.test(parts[index + 1]?.letter ?? '')));
  });
  const { micros, offset } = readText(text, parser);
  if (offset !== 0)
    fail(
      'NOT_SUPPORTED',
      'parse_datetime of a text with a zone other than UTC is not supported by the embedded engine',
    );
  return micros;
}

function readText(
  text: string,
  { expression, readers }: ReturnType<typeof parserOf>,
): { micros: bigint; offset: number } {
  const match = expression.exec(text);
  if (!match) return fail('INVALID_FUNCTION_ARGUMENT', `Invalid format: "${text}" is malformed`);
  const read: Read = {};
  readers.forEach(({ put }, index) => {
    put!(read, match[index + 1]!);
  });
  const { year = 1970, month = 1, day = 1, minute = 0, second = 0, millisecond = 0 } = read;
  const hour = read.hour ?? ((read.halfHour ?? 0) % 12) + (read.afternoon ?? 0) * 12;
  const date = new Date(0);
  if (read.weekYear !== undefined || read.week !== undefined) return weekDate(read, date);
  if (read.dayOfYear === undefined) date.setUTCFullYear(year, month - 1, day);
  else date.setUTCFullYear(year, 0, read.dayOfYear);
  const isReal = read.dayOfYear !== undefined || (date.getUTCMonth() === month - 1 && date.getUTCDate() === day);
  if (!isReal || hour > 23 || minute > 59 || second > 59 || (read.halfHour ?? 1) > 12) {
    return fail('INVALID_FUNCTION_ARGUMENT', `Cannot parse "${text}": a field is out of range`);
  }
  date.setUTCHours(hour, minute, second, millisecond);
  return { micros: BigInt(date.getTime()) * 1000n, offset: read.offset ?? 0 };
}

function weekDate({ weekYear = 1970, week = 1, dayOfWeek = 1 }: Read, date: Date): { micros: bigint; offset: number } {
  date.setUTCFullYear(weekYear, 0, 4);
  const monday = date.getTime() - ((date.getUTCDay() + 6) % 7) * DAY;
  return { micros: BigInt(monday + ((week - 1) * 7 + dayOfWeek - 1) * DAY) * 1000n, offset: 0 };
}

/** `2024-01-31`, `2024-W05-3`, `2024-031`. */
export function isoDate(text: string): string {
  const match = /^([+-]?\d{4,})(?:-(\d{2})(?:-(\d{2}))?|-W(\d{2})(?:-(\d))?|-(\d{3}))?$/.exec(text);
  if (!match) return fail('INVALID_FUNCTION_ARGUMENT', `Invalid format: "${text}"`);
  const [, year, month = '1', day = '1', week, weekday = '1', dayOfYear] = match;
  const date = new Date(0);
  if (week)
    return new Date(
      Number(weekDate({ weekYear: Number(year), week: Number(week), dayOfWeek: Number(weekday) }, date).micros / 1000n),
    )
      .toISOString()
      .slice(0, 10);
  if (dayOfYear) date.setUTCFullYear(Number(year), 0, Number(dayOfYear));
  else date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  if (!dayOfYear && (date.getUTCMonth() !== Number(month) - 1 || date.getUTCDate() !== Number(day))) {
    fail('INVALID_FUNCTION_ARGUMENT', `Cannot parse "${text}": a field is out of range`);
  }
  return date.toISOString().slice(0, 10);
}

/** Milliseconds since the epoch and the zone's offset in minutes. */
export function readIsoTimestamp(text: string): { milliseconds: number; offset: number } | undefined {
  const match =
    /^([^T]+)(?:T(?:(\d{2})(?::(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?)?)?(Z|[+-]\d{2}(?::?\d{2})?)?$/.exec(text);
  if (!match) return undefined;
  const [, day = '', hour = '0', minute = '0', second = '0', fractionText = '', zone = 'Z'] = match;
  const start = Date.parse(`${isoDate(day)}T00:00:00Z`);
  const [, sign, hours = '0', minutes = '0'] = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone) ?? [];
  const offset = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  const clock =
    ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000 +
    Number(fractionText.padEnd(3, '0').slice(0, 3));
  return { milliseconds: start + clock - offset * 60_000, offset };
}

/** A zone other than UTC cannot be kept in a column, so it is refused. */
export function isoTimestamp(text: string): bigint {
  const read = readIsoTimestamp(text);
  if (!read) return fail('INVALID_FUNCTION_ARGUMENT', `Invalid format: "${text}"`);
  if (read.offset !== 0)
    fail('NOT_SUPPORTED', 'A column of timestamps in zones other than UTC is not supported by the embedded engine');
  return BigInt(read.milliseconds);
}

const DURATION_UNITS: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: DAY,
};

export function parseDuration(text: string): bigint {
  const match = /^\s*(\d+(?:\.\d+)?)\s*([a-zA-Z]+)\s*$/.exec(text);
  const unit = DURATION_UNITS[match?.[2] ?? ''];
  if (!match || unit === undefined)
    return fail('INVALID_FUNCTION_ARGUMENT', `duration is not a valid data duration string: ${text}`);
  return BigInt(Math.round(Number(match[1]) * unit));
}

/** `1 week, 2 days, 3 hours, 4 minutes, 5 seconds`. */
export function humanSeconds(seconds: number): string {
  if (!Number.isFinite(seconds)) fail('INVALID_FUNCTION_ARGUMENT', 'Invalid argument found');
  let rest = Math.round(Math.abs(seconds));
  const parts = [
    ['week', 604_800],
    ['day', 86_400],
    ['hour', 3600],
    ['minute', 60],
    ['second', 1],
  ] as const;
  const words = parts.flatMap(([word, size]) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return count > 0 ? [`${count} ${word}${count === 1 ? '' : 's'}`] : [];
  });
  return words.length > 0 ? words.join(', ') : '0 seconds';
}
