import type { DateParts } from './date-text.ts';
import type { Span } from './day.ts';

import { capital } from '../text/text.ts';
import { writeDate, writeDateRange } from './date-text.ts';
import { addDays, BOUNDS, today } from './day.ts';
import { pointSpan } from './period.ts';

/**
 * Writes the days of a span, its last day included, without repeating a year or month that both ends share: `1 Jul – 30
 * Sep 2026`. Here and below, `locale` is the language tag whose order of date parts is used; day, month, year when missing.
 */
export function spanWords({ start, end }: Span, locale?: string): string {
  const last = addDays(end, -1);
  if (start === BOUNDS.first) return end === BOUNDS.last ? '' : `until ${dayWords(last, locale)}`;
  if (end === BOUNDS.last) return `from ${dayWords(start, locale)}`;
  if (start === last) return dayWords(start, locale);
  return writeDateRange(partsOf(start), partsOf(last), locale);
}

/** Writes a short name of a period, for menus: `last quarter` → `Last quarter`, `2025-Q3` → `Q3 2025`, `2025-01..2025-06` → `1 Jan – 30 Jun 2025`. */
export function periodName(period: string, locale?: string): string {
  const [, year, quarter] = /^(\d{4})-Q([1-4])$/.exec(period) ?? [];
  if (quarter) return `Q${quarter} ${year}`;
  if (/^\d{4}-\d{2}$/.test(period)) return monthWords(period, locale);
  const [, from, to] = /^(\d[^.]*)\.\.(\d.*)$/.exec(period) ?? [];
  if (from && to) return spanWords({ start: pointSpan(from).start, end: pointSpan(to).end }, locale);
  return /^\d{4}-\d{2}-\d{2}$/.test(period) ? dayWords(period, locale) : capital(period);
}

/** Writes a day: `2026-09-30` → `30 Sep 2026`. */
export function dayWords(day: string, locale?: string): string {
  return writeDate(partsOf(day), locale);
}

/** Writes the time of day of a moment, with its day unless that is the day of `now`: `09:02`, `26 Nov 2026 09:02`. */
export function momentWords(
  at: Date,
  { now, timezone, locale }: { readonly now: Date; readonly timezone: string; readonly locale?: string | undefined },
): string {
  const time = at.toLocaleTimeString('en-GB', { timeZone: timezone, hour: '2-digit', minute: '2-digit' });
  const day = today(at, timezone);
  return day === today(now, timezone) ? time : `${dayWords(day, locale)} ${time}`;
}

/** Writes a canonical period that begins with a year: `2025-Q3` → `Q3 2025`, `2025-03` → `Mar 2025`, `2025`, any other as its days. */
export function dateWords(period: string, locale?: string): string {
  const quarter = /^(\d{4})-Q([1-4])$/.exec(period);
  if (quarter) return `Q${quarter[2]} ${quarter[1]}`;
  if (/^\d{4}-\d{2}$/.test(period)) return monthWords(period, locale);
  if (/^\d{4}$/.test(period)) return period;
  const [from, to] = period.split('..');
  return spanWords({ start: pointSpan(from!).start, end: pointSpan(to ?? from!).end }, locale);
}

/** `2025-03` → `Mar 2025` */
function monthWords(month: string, locale: string | undefined): string {
  return writeDate({ month: Number(month.slice(5, 7)), year: Number(month.slice(0, 4)) }, locale);
}

function partsOf(day: string): Required<DateParts> {
  return { day: Number(day.slice(8, 10)), month: Number(day.slice(5, 7)), year: Number(day.slice(0, 4)) };
}
