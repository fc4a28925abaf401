import type { Span } from './day.ts';

import { capital } from '../text/text.ts';
import { addDays, BOUNDS, SHORT_MONTHS, today } from './day.ts';
import { pointSpan } from './period.ts';

/** Writes the days of a span, its last day included, without repeating a year or month that both ends share: `1 Jul – 30 Sep 2026`. */
export function spanWords({ start, end }: Span): string {
  const last = addDays(end, -1);
  if (start === BOUNDS.first) return end === BOUNDS.last ? '' : `until ${dayWords(last)}`;
  if (end === BOUNDS.last) return `from ${dayWords(start)}`;
  if (start === last) return dayWords(start);
  return `${firstDayWords(start, last)} – ${dayWords(last)}`;
}

/** Writes the first day of a span without the year and month that its last day repeats. */
function firstDayWords(start: string, last: string): string {
  if (start.slice(0, 7) === last.slice(0, 7)) return String(Number(start.slice(8)));
  return start.slice(0, 4) === last.slice(0, 4) ? dayWords(start).replace(/ \d{4}$/, '') : dayWords(start);
}

/** Writes a short name of a period, for menus: `last quarter` → `Last quarter`, `2025-Q3` → `Q3 2025`, `2025-01..2025-06` → `1 Jan – 30 Jun 2025`. */
export function periodName(period: string): string {
  const [, year, quarter] = /^(\d{4})-Q([1-4])$/.exec(period) ?? [];
  if (quarter) return `Q${quarter} ${year}`;
  if (/^\d{4}-\d{2}$/.test(period)) return dayWords(pointSpan(period).start).replace('1 ', '');
  const [, from, to] = /^(\d[^.]*)\.\.(\d.*)$/.exec(period) ?? [];
  if (from && to) return spanWords({ start: pointSpan(from).start, end: pointSpan(to).end });
  return /^\d{4}-\d{2}-\d{2}$/.test(period) ? dayWords(period) : capital(period);
}

/** Writes a day: `2026-09-30` → `30 Sep 2026`. */
export function dayWords(day: string): string {
  return `${Number(day.slice(8, 10))} ${SHORT_MONTHS[Number(day.slice(5, 7)) - 1]} ${day.slice(0, 4)}`;
}

/** Writes the time of day of a moment, with its day unless that is the day of `now`: `09:02`, `26 Nov 2026 09:02`. */
export function momentWords(at: Date, { now, timezone }: { readonly now: Date; readonly timezone: string }): string {
  const time = at.toLocaleTimeString('en-GB', { timeZone: timezone, hour: '2-digit', minute: '2-digit' });
  const day = today(at, timezone);
  return day === today(now, timezone) ? time : `${dayWords(day)} ${time}`;
}

/** Writes a canonical period that begins with a year: `2025-Q3` → `Q3 2025`, `2025-03` → `Mar 2025`, `2025`, any other as its days. */
export function dateWords(period: string): string {
  const quarter = /^(\d{4})-Q([1-4])$/.exec(period);
  if (quarter) return `Q${quarter[2]} ${quarter[1]}`;
  if (/^\d{4}-\d{2}$/.test(period)) return dayWords(`${period}-01`).replace('1 ', '');
  if (/^\d{4}$/.test(period)) return period;
  const [from, to] = period.split('..');
  return spanWords({ start: pointSpan(from!).start, end: pointSpan(to ?? from!).end });
}
