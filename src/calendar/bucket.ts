import { writeDate } from './date-text.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, WEEK_MS } from './durations.ts';

/** Reads a date or timestamp cell as milliseconds in UTC; null for SQL NULL and for what is no date. */
export function timeOf(cell: string | null | undefined): number | null {
  if (cell?.[4] !== '-') return null;
  const [year, month] = [digits(cell, 0, 4), digits(cell, 5, 2)];
  if (Number.isNaN(year + month)) return null;
  const day = cell[7] === '-' ? digits(cell, 8, 2) : Number.NaN;
  const clock = Number.isNaN(day) ? 7 : 10;
  const hasClock = (cell[clock] === ' ' || cell[clock] === 'T') && cell[clock + 3] === ':';
  const [hour, minute] = hasClock ? [digits(cell, clock + 1, 2), digits(cell, clock + 4, 2)] : [0, 0];
  const isRead = !Number.isNaN(hour + minute);
  const milliseconds = isRead && cell[clock + 6] === ':' ? secondsAt(cell, clock + 7) : 0;
  const time = Date.UTC(year, month - 1, day || 1, isRead ? hour : 0, isRead ? minute : 0, 0, milliseconds);
  return year < 100 ? new Date(time).setUTCFullYear(year) : time; // Date.UTC takes 99 for 1999
}

/** The number that `count` digits write, read by hand because a table has many times; NaN when one is no digit. */
function digits(text: string, start: number, count: number): number {
  let number = 0;
  for (let index = start; index < start + count; index++) {
    const digit = text.charCodeAt(index) - 48;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    number = number * 10 + digit;
  }
  return number;
}

/** The milliseconds of the seconds that begin at a place of a text, with three digits of their fraction; 0 when there are none. */
function secondsAt(text: string, start: number): number {
  const fraction = text[start + 2] === '.' ? digits(text, start + 3, 3) || 0 : 0;
  return (digits(text, start, 2) || 0) * 1000 + fraction;
}

/** Returns the start of the bucket after the one that starts at `time`. */
export function nextBucket(time: number, grain: Grain): number {
  const date = new Date(time);
  if (grain === 'year') return date.setUTCFullYear(date.getUTCFullYear() + 1);
  if (grain === 'quarter') return date.setUTCMonth(date.getUTCMonth() + 3);
  if (grain === 'month') return date.setUTCMonth(date.getUTCMonth() + 1);
  return time + { week: WEEK_MS, day: DAY_MS, hour: HOUR_MS, minute: MINUTE_MS }[grain];
}

/** Until when there can be data: now, or the end of a period that is over. */
type End = { readonly now: Date; readonly until?: Date };

/** Returns `last`, the start of the last bucket, when that bucket reaches beyond the last day of the data; undefined when it is whole. */
export function openBucket(last: number, grain: Grain, end: End): number | undefined {
  const day = (isPeriodOver(end) ? end.until! : end.now).getTime();
  return nextBucket(last, grain) > day && last <= day ? last : undefined;
}

/** Whether the period that was asked for has an end and is over, so that its last bucket gets no more data. */
export function isPeriodOver({ now, until }: End): boolean {
  return until !== undefined && until.getTime() <= now.getTime();
}

/** Returns `first`, the start of the first bucket, when the data begins only within that bucket; undefined when it is whole. */
export function cutBucket(first: number, since: Date | undefined): number | undefined {
  return since && first < since.getTime() ? first : undefined;
}

/** The unit of time that a bucket spans. */
export type Grain = 'year' | 'quarter' | 'month' | 'week' | 'day' | 'hour' | 'minute';

/**
 * Writes a bucket's name from its start in milliseconds UTC: `2025`, `Q3 2025`, `Nov 2025`, `3 Nov 2025`, and its clock, with seconds
 * where there are some. `locale` is the
 * language tag whose order of date parts is used; day, month, year when missing.
 */
export function formatBucket(milliseconds: number, grain: Grain, locale?: string): string {
  const date = new Date(milliseconds);
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
  if (grain === 'year') return String(year);
  if (grain === 'quarter') return `Q${Math.ceil(month / 3)} ${year}`;
  if (grain === 'month') return writeDate({ month, year }, locale);
  const text = writeDate({ day, month, year }, locale);
  if (grain === 'week') return `week of ${text}`;
  const clockEnd = milliseconds % MINUTE_MS === 0 ? 16 : 19;
  return grain === 'day' ? text : `${text} ${date.toISOString().slice(11, clockEnd)}`;
}
