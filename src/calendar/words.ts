import type { Span } from './day.ts';

import { addDays, BOUNDS } from './day.ts';

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** The days of a span, its last day included, without repeating what both share: `1 Jul – 30 Sep 2026`. */
export function spanWords({ start, end }: Span): string {
  const last = addDays(end, -1);
  if (start === BOUNDS.first) return end === BOUNDS.last ? '' : `until ${dayWords(last)}`;
  if (end === BOUNDS.last) return `from ${dayWords(start)}`;
  if (start === last) return dayWords(start);
  const sameYear = start.slice(0, 4) === last.slice(0, 4);
  const sameMonth = sameYear && start.slice(5, 7) === last.slice(5, 7);
  const from = sameMonth
    ? String(Number(start.slice(8)))
    : sameYear
      ? dayWords(start).replace(/ \d{4}$/, '')
      : dayWords(start);
  return `${from} – ${dayWords(last)}`;
}

/** `2026-09-30` → `30 Sep 2026`. */
export function dayWords(day: string): string {
  return `${Number(day.slice(8, 10))} ${MONTHS[Number(day.slice(5, 7)) - 1]} ${day.slice(0, 4)}`;
}
