import { DAY_MS } from './durations.ts';

/** A calendar day as ISO text, `2025-03-01`. Days compare as texts and have no time zone. */
export type Day = string;

const FIRST = '0001-01-01';

const LAST = '9999-12-31';

/** The earliest and the latest day that a Trino DATE literal and a person can both read. */
export const BOUNDS = { first: FIRST, last: LAST } as const;

/** The English names of the months, January first. */
export const MONTHS: readonly string[] = [
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

/** The names of the months in dates, `Jan` to `Dec`. */
export const SHORT_MONTHS: readonly string[] = MONTHS.map((name) => name.slice(0, 3));

/** The English names of the weekdays, Monday first. */
export const WEEKDAYS: readonly string[] = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
];

/** Returns the day at `now` in a time zone (IANA name). */
export function today(now: Date, timezone: string): Day {
  const known = DAY_FORMATS.get(timezone) ?? new Intl.DateTimeFormat('en-CA', { ...DIGITS, timeZone: timezone });
  DAY_FORMATS.set(timezone, known);
  return known.format(now);
}

const DIGITS = { year: 'numeric', month: '2-digit', day: '2-digit' } as const;

/** By time zone: making a format takes as long as a hundred uses of it, and each question needs many. */
const DAY_FORMATS = new Map<string, Intl.DateTimeFormat>();

/** Whether a text names a time zone: `Europe/Paris`, `UTC`. */
export function isTimezone(text: string): boolean {
  if (text === 'UTC') return true; // the first look into ICU's data takes as long as starting a bare process
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return true;
  } catch {
    return false;
  }
}

/** Whether a text is a day that exists: `2023-02-29` is not. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text < FIRST) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** Returns the day `count` days later, or earlier when negative. The result stays within BOUNDS. */
export function addDays(day: Day, count: number): Day {
  const date = utc(day);
  date.setUTCDate(date.getUTCDate() + count);
  return iso(date);
}

/** Returns the same day of the month `count` months later; the month's last day when it has no such day. */
export function addMonths(day: Day, count: number): Day {
  const date = utc(day);
  const wanted = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + count);
  date.setUTCDate(Math.min(wanted, daysInMonth(date)));
  return iso(date);
}

/** Returns the number of whole days from one day to another. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((utc(to).getTime() - utc(from).getTime()) / DAY_MS);
}

/** Returns the day of the week: 0 for Sunday to 6 for Saturday. */
export function weekday(day: Day): number {
  return utc(day).getUTCDay();
}

function utc(day: Day): Date {
  return new Date(`${day}T00:00:00Z`);
}

function iso(date: Date): Day {
  if (Number.isNaN(date.getTime()) || date.getUTCFullYear() > 9999) return LAST;
  if (date.getUTCFullYear() < 1) return FIRST;
  return date.toISOString().slice(0, 10);
}

function daysInMonth(date: Date): number {
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
}

/** The days from `start` up to, but not including, `end`. */
export type Span = { readonly start: Day; readonly end: Day };
