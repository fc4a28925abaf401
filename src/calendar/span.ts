import type { Day, Span } from './day.ts';
import type { Period, Unit } from './period.ts';

import { addDays, addMonths, BOUNDS, daysBetween, today, weekday } from './day.ts';
import { parsePeriod, pointSpan } from './period.ts';

/** The company's settings of time, which decide the days of `last quarter` and the like. */
export type Calendar = {
  /** An IANA name; decides which day `today` is. */
  readonly timezone: string;
  /** The first day of the week: 1 for Monday to 7 for Sunday. */
  readonly weekStart: number;
  /** The month, 1 to 12, in which the year of `this year`, `last quarter`, `ytd` and `qtd` begins. */
  readonly fiscalYearStart: number;
  /** The order of day and month in `1/2/2025`; when missing, people are asked which they mean. */
  readonly dateOrder?: DateOrder | undefined;
};

/** The order of day and month in a date of digits. */
export type DateOrder = (typeof DATE_ORDERS)[number];

/** Both orders, as the setting names them. */
export const DATE_ORDERS = ['day-first', 'month-first'] as const;

/** Returns the days of a canonical period at the moment `now`. Throws on text that `canonicalPeriod` refuses. */
export function spanOf(text: string, now: Date, calendar: Calendar): Span {
  const period = parsePeriod(text.toLowerCase());
  if (!period) throw new Error(`not a canonical period: ${text}`);
  const day = today(now, calendar.timezone);
  if (period.kind === 'relative') return relativeSpan(period, day, calendar);
  if (period.kind === 'toDate') return { start: startOfUnit(period.unit, day, calendar), end: addDays(day, 1) };
  const start = period.from === undefined ? BOUNDS.first : pointSpan(period.from).start;
  if (period.before) return { start, end: pointSpan(period.before).start };
  return { start, end: period.to ? pointSpan(period.to).end : BOUNDS.last };
}

/**
 * Returns the span to compare with. `previous` is the same length just before, in months when the span is made of
 * whole months, else in days; `last year` is the same days a year earlier; anything else is a canonical period. Of a
 * span that is not over yet, only the days up to today are compared. Undefined when one of the two spans has no
 * beginning.
 */
export function comparisonSpan({ start, end }: Span, compare: string, now: Date, calendar: Calendar): Span | undefined {
  if (start === BOUNDS.first) return undefined;
  const tomorrow = addDays(today(now, calendar.timezone), 1);
  const whole = { start, end: end === BOUNDS.last ? tomorrow : end };
  const isOver = tomorrow <= start || tomorrow >= whole.end;
  if (compare === 'previous' || compare === 'last year') {
    const earlier = earlierSpan(whole, compare);
    if (isOver) return earlier;
    const [months, days] = shiftOf(whole, compare);
    return { start: earlier.start, end: months ? addMonths(tomorrow, -months) : addDays(tomorrow, -days) };
  }
  const other = spanOf(compare, now, calendar);
  if (other.start === BOUNDS.first) return undefined;
  const ended = other.end === BOUNDS.last ? tomorrow : other.end;
  if (isOver) return { start: other.start, end: ended };
  const sameDays = addDays(other.start, daysBetween(start, tomorrow));
  return { start: other.start, end: sameDays < ended ? sameDays : ended };
}

/** Returns the period of which a period to date is a part: `mtd` → `this month`; any other canonical period unchanged. */
export function wholePeriod(text: string): string {
  const period = parsePeriod(text.toLowerCase());
  return period?.kind === 'toDate' ? `this ${period.unit}` : text;
}

function earlierSpan(span: Span, compare: 'previous' | 'last year'): Span {
  const [months, days] = shiftOf(span, compare);
  const earlier = (day: Day) => (months ? addMonths(day, -months) : addDays(day, -days));
  return { start: earlier(span.start), end: compare === 'previous' ? span.start : earlier(span.end) };
}

/** How far back a comparison lies, in months or, where they do not divide the span, in days. */
function shiftOf(span: Span, compare: 'previous' | 'last year'): readonly [months: number, days: number] {
  return [compare === 'last year' ? 12 : monthsIn(span), daysBetween(span.start, span.end)];
}

/**
 * Returns the comparison by which a second period is reached from the first: `2025` is `last year` for `2026`, `last
 * quarter` is `previous` for `this quarter`. Undefined when it is neither, or depends on the day.
 */
export function comparisonNamed(period: string, other: string): 'previous' | 'last year' | undefined {
  const isRelative = (text: string) => !/\d{4}/.test(text);
  if (isRelative(period) !== isRelative(other)) return undefined;
  const now = new Date(Date.UTC(2030, 4, 16, 12)); // any day: both move with it
  const calendar: Calendar = { timezone: 'UTC', weekStart: 1, fiscalYearStart: 1 };
  const [span, wanted] = [spanOf(period, now, calendar), spanOf(other, now, calendar)];
  return (['last year', 'previous'] as const).find((compare) => {
    const whole = earlierSpan(span, compare);
    return whole.start === wanted.start && whole.end === wanted.end;
  });
}

/** Returns the number of whole months in a span that starts and ends on the first of a month; 0 for any other span. */
export function monthsIn({ start, end }: Span): number {
  if (!start.endsWith('-01') || !end.endsWith('-01')) return 0;
  return (
    (Number(end.slice(0, 4)) - Number(start.slice(0, 4))) * 12 + Number(end.slice(5, 7)) - Number(start.slice(5, 7))
  );
}

function relativeSpan(
  { which, unit, count, withCurrent }: Extract<Period, { kind: 'relative' }>,
  day: Day,
  calendar: Calendar,
): Span {
  if (withCurrent) return { start: addDays(day, 1 - count), end: addDays(day, 1) };
  const start = startOfUnit(unit, day, calendar);
  if (which === 'this') return { start, end: addUnits(unit, start, 1) };
  return { start: addUnits(unit, start, -count), end: start };
}

/** Returns the first day of the unit in which a day lies. */
export function startOfUnit(
  unit: Unit,
  day: Day,
  { weekStart, fiscalYearStart }: Pick<Calendar, 'weekStart' | 'fiscalYearStart'>,
): Day {
  if (unit === 'day') return day;
  if (unit === 'week') return addDays(day, -((weekday(day) - weekStart + 7) % 7));
  const first = `${day.slice(0, 8)}01`;
  if (unit === 'month') return first;
  const monthsSince = (Number(day.slice(5, 7)) - fiscalYearStart + 12) % 12;
  return addMonths(first, -(unit === 'quarter' ? monthsSince % 3 : monthsSince));
}

/** Returns the day `count` units later, or earlier when negative. */
export function addUnits(unit: Unit, day: Day, count: number): Day {
  if (unit === 'day') return addDays(day, count);
  if (unit === 'week') return addDays(day, 7 * count);
  return addMonths(day, count * { month: 1, quarter: 3, year: 12 }[unit]);
}
