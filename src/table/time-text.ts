import { utcMonday } from 'd3-time';

import { timeOf } from '../calendar/bucket.ts';
import { MONTHS } from '../calendar/day.ts';
import { HOUR_MS, WEEK_MS } from '../calendar/durations.ts';

type Reader = (cell: string) => number | null;

const HOUR = /^(?:19|20)\d{6}(?:[01]\d|2[0-3])$/;

/** The forms in which people write times as text or as a number, each with what reads it. */
const FORMS: readonly { readonly pattern: RegExp; readonly read: Reader }[] = [
  { pattern: /^\d{4}-(0[1-9]|1[0-2])(-([0-2]\d|3[01]))?$/, read: timeOf },
  { pattern: /^\d{4}-\d\d-\d\d[ T]\d\d(:\d\d(:\d\d(\.\d+)?)?)?Z?$/, read: clockOf },
  { pattern: /^(19|20)\d\d(0[1-9]|1[0-2])([0-2]\d|3[01])$/, read: dayOf },
  { pattern: HOUR, read: hourOf },
  { pattern: /^\d{4}\/(0[1-9]|1[0-2])(\/([0-2]\d|3[01]))?$/, read: (cell) => timeOf(cell.replaceAll('/', '-')) },
  { pattern: /^(([0-2]\d|3[01])\.)?(0[1-9]|1[0-2])[./](19|20)\d\d$/, read: endingInYear },
  { pattern: /^[A-Z][a-z]{2,8}\.?[- ](?:19|20)\d\d$/, read: monthOf },
  { pattern: /^(?:\d{4}[- ]?Q[1-4]|Q[1-4][- ]\d{4})$/, read: quarterOf },
  { pattern: /^\d{4}-?W(0[1-9]|[1-4]\d|5[0-3])$/, read: weekOf },
];

const SLASHED = /^(?<first>\d{1,2})\/(?<second>\d{1,2})\/(?<year>(?:19|20)\d\d)$/;

const YEAR_MONTH = /^(?:19|20)\d\d(?:0[1-9]|1[0-2])$/;

const WEEK = /^(?:19|20)\d\d-?(?:0[1-9]|[1-4]\d|5[0-3])$/;

/**
 * Finds the format in which all cells of a column write their times: `2026-05`, `2026-05-31`, `20260531`, `2026/05`, `05/2026`,
 * `31.05.2026`, `May 2026`, `2026-Q2`, `Q2 2026`, `2026-W05`, `2026-05-31T17:30:05Z`, `2026053117`, in a column named after weeks
 * also `2026-05` and `202605`, of several months also `202605`, and days like `5/31/2026` if they tell the month from the day. Returns a function that reads a cell, or
 * undefined when a cell is no time.
 */
export function findTimeReader(name: string, cells: readonly (string | null)[]): Reader | undefined {
  const written = cells.filter((cell) => cell !== null && cell !== undefined);
  if (written.length === 0) return undefined;
  if (/\bweek/i.test(name) && written.every((cell) => WEEK.test(cell))) return weekOf;
  if (new Set(written).size > 1 && written.every((cell) => YEAR_MONTH.test(cell))) return yearMonthOf;
  const form = FORMS.find(({ pattern, read }) => written.every((cell) => pattern.test(cell) && read(cell) !== null));
  return form?.read ?? findSlashReader(written);
}

/** A column that is named after a unit of time, as `Month` and `order_month` are and `Sales this month` and `Last month` are not. */
const namedAfter = (unit: string) =>
  new RegExp(`^(?:(?!this|last|previous|prior|next|per|each)[\\p{L}]+[\\s_-])?(?:${unit})$`, 'iu');

/** Numbers that are times only where their column says so. */
const NAMED_NUMBERS: readonly { readonly column: RegExp; readonly pattern: RegExp; readonly read: Reader }[] = [
  { column: namedAfter('week|yyyyww|year[\\s_-]?week'), pattern: WEEK, read: weekOf },
  { column: namedAfter('month|yyyymm|year[\\s_-]?month'), pattern: YEAR_MONTH, read: yearMonthOf },
  { column: namedAfter('hour|yyyymmddhh'), pattern: HOUR, read: hourOf },
];

/**
 * Finds what reads numbers that are times, of which there are at least two: days written as `20260531`, and in columns named
 * after them months and weeks like `202605` and hours like `2026053117`. Undefined for numbers that are counted or measured.
 */
export function findNumberReader(name: string, cells: readonly (string | null)[]): Reader | undefined {
  const written = cells.filter((cell) => cell !== null && cell !== undefined);
  const all = (read: Reader, pattern: RegExp) =>
    written.every((cell) => pattern.test(cell) && read(cell) !== null) ? read : undefined;
  if (new Set(written).size < 2) return undefined;
  const named = NAMED_NUMBERS.find(({ column }) => column.test(name.trim()));
  return (named && all(named.read, named.pattern)) ?? all(dayOf, /^\d{8}$/);
}

/** Returns the start of a day written as `20260531` in milliseconds UTC; null for what is no day. */
function dayOf(cell: string): number | null {
  const [, year = '', month = '', day = ''] = /^((?:19|20)\d\d)(\d\d)(\d\d)$/.exec(cell) ?? [];
  const time = Date.UTC(Number(year), Number(month) - 1, Number(day));
  const isDay = year !== '' && new Date(time).toISOString().slice(0, 10) === `${year}-${month}-${day}`;
  return isDay ? time : null;
}

/** Reads `2026-05-31 17`, `2026-05-31 17:30` and `2026-05-31T17:30:05Z`; null for a day or an hour that there is not. */
function clockOf(cell: string): number | null {
  const isTime = dayOf(cell.slice(0, 10).replaceAll('-', '')) !== null && Number(cell.slice(11, 13)) < 24;
  return isTime ? timeOf(cell.length === 13 ? `${cell}:00` : cell) : null;
}

/** Reads an hour of a day that is written as `2026053117`. */
function hourOf(cell: string): number | null {
  const day = dayOf(cell.slice(0, 8));
  return day === null ? null : day + Number(cell.slice(8)) * HOUR_MS;
}

/**
 * Finds how days like `1/13/2026` are written: the month comes first if a second number is more than 12, the day if a
 * first one is; undefined when both can be.
 */
function findSlashReader(cells: readonly string[]): Reader | undefined {
  const dates = cells.map((cell) => SLASHED.exec(cell)?.groups);
  const isBeyond = (part: 'first' | 'second') => dates.some((date) => Number(date?.[part]) > 12);
  if (dates.includes(undefined) || isBeyond('first') === isBeyond('second')) return undefined;
  const [month, day] = isBeyond('first') ? ['second', 'first'] : ['first', 'second'];
  const read: Reader = (cell) => {
    const date = SLASHED.exec(cell)?.groups;
    return dayOf([date?.year, date?.[month!]?.padStart(2, '0'), date?.[day!]?.padStart(2, '0')].join(''));
  };
  return cells.every((cell) => read(cell) !== null) ? read : undefined;
}

/** Reads `202605`. */
function yearMonthOf(cell: string): number {
  return Date.UTC(Number(cell.slice(0, 4)), Number(cell.slice(4)) - 1);
}

/** Reads `31.05.2026`, `05.2026` and `05/2026`. */
function endingInYear(cell: string): number | null {
  const [year = '', month = '', day = '01'] = cell.split(/[./]/).reverse();
  return dayOf(year + month + day);
}

/** Reads `May 2026`, `May-2026` and `September 2026`. */
function monthOf(cell: string): number | null {
  const [, word = '', year = ''] = /^([A-Z][a-z]+)\.?[- ](\d+)$/.exec(cell) ?? [];
  const month = MONTHS.findIndex((name) => name === word || name.slice(0, 3) === word);
  return month < 0 ? null : Date.UTC(Number(year), month);
}

function quarterOf(cell: string): number | null {
  const year = /\d{4}/.exec(cell)?.[0];
  const quarter = /Q([1-4])/.exec(cell)?.[1];
  return year && quarter ? Date.UTC(Number(year), (Number(quarter) - 1) * 3) : null;
}

/** The Monday of an ISO week: the first week of a year is the one with 4 January. */
function weekOf(cell: string): number | null {
  const [, year, week] = /^(\d{4})-?W?(\d\d)$/.exec(cell) ?? [];
  if (!year || !week) return null;
  return utcMonday.floor(new Date(Date.UTC(Number(year), 0, 4))).getTime() + (Number(week) - 1) * WEEK_MS;
}
