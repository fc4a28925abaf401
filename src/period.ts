import type { Day } from './day.ts';

import { addDays, addMonths, BOUNDS, daysBetween, isDay, today, weekday } from './day.ts';

const UNITS = ['day', 'week', 'month', 'quarter', 'year'] as const;

type Unit = (typeof UNITS)[number];

/** How this company counts time. Settings, not guesses: they change what `last quarter` means. */
export type Calendar = {
  /** IANA name; decides which day `today` is. */
  readonly timezone: string;
  /** 1 for Monday to 7 for Sunday. */
  readonly weekStart: number;
  /** The month in which the year of `this year`, `last quarter`, `ytd` and `qtd` begins, 1 to 12. */
  readonly fiscalYearStart: number;
};

/** Days from `start` up to, not including, `end`. */
export type Span = { readonly start: Day; readonly end: Day };

/** A named period as the calendar sees it, before anyone asks what day it is. */
type Period =
  | { readonly kind: 'relative'; readonly which: 'this' | 'last'; readonly unit: Unit; readonly count: number }
  | { readonly kind: 'toDate'; readonly unit: Unit }
  | { readonly kind: 'range'; readonly from?: string; readonly to?: string; readonly before?: string };

const TO_DATE: Readonly<Record<string, Unit>> = { wtd: 'week', mtd: 'month', qtd: 'quarter', ytd: 'year' };

const MONTHS = 'january february march april may june july august september october november december'.split(' ');

const SHORT_MONTHS = new Map(
  [...MONTHS.entries()].flatMap(([index, name]) => [
    [name, index + 1] as const,
    [name.slice(0, 3), index + 1] as const,
  ]),
);

SHORT_MONTHS.set('sept', 9);

/** The periods that a menu offers, most used first. */
export const COMMON_PERIODS = [
  'today',
  'yesterday',
  'this week',
  'last week',
  'this month',
  'last month',
  'last 3 months',
  'last 12 months',
  'this quarter',
  'last quarter',
  'this year',
  'last year',
  'all time',
] as const;

/**
 * The canonical text of a period, or undefined when the text is none: `Q3 2025` → `2025-Q3`, `March 2025` → `2025-03`,
 * `2003 to 2005` → `2003..2005`. Days that do not exist and ranges that run backwards are none.
 */
export function canonicalPeriod(text: string): string | undefined {
  const period = parsePeriod(text.toLowerCase().trim().replace(/\s+/g, ' '));
  return period && formatPeriod(period);
}

/** The days of a canonical period at the moment `now`. Throws on text that `canonicalPeriod` refuses. */
export function spanOf(text: string, now: Date, calendar: Calendar): Span {
  const period = parsePeriod(text.toLowerCase());
  if (!period) throw new Error(`not a canonical period: ${text}`);
  const day = today(now, calendar.timezone);
  if (period.kind === 'relative') return relativeSpan(period, day, calendar);
  if (period.kind === 'toDate') return { start: startOf(period.unit, day, calendar), end: addDays(day, 1) };
  return {
    start: period.from === undefined ? BOUNDS.first : pointSpan(period.from).start,
    end: period.before ? pointSpan(period.before).start : period.to ? pointSpan(period.to).end : BOUNDS.last,
  };
}

/**
 * The span to compare with. `previous` is the same length just before, counted in months when the span is made of whole
 * months and in days otherwise; `last year` is the same days a year earlier. Of a span that is not over yet only the days
 * up to today have a counterpart, so that a part is never held against a whole. Undefined when the span has no beginning.
 */
export function comparisonSpan(
  { start, end }: Span,
  compare: 'previous' | 'last year',
  now: Date,
  calendar: Calendar,
): Span | undefined {
  if (start === BOUNDS.first) return undefined;
  const tomorrow = addDays(today(now, calendar.timezone), 1);
  const whole = { start, end: end === BOUNDS.last ? tomorrow : end };
  const earlier = earlierSpan(whole, compare);
  if (tomorrow <= start || tomorrow >= whole.end) return earlier;
  const [months, days] = shiftOf(whole, compare);
  return { start: earlier.start, end: months ? addMonths(tomorrow, -months) : addDays(tomorrow, -days) };
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
 * The comparison that a second period amounts to: `2025` is `last year` for `2026`, `last quarter` is `previous` for
 * `this quarter`. Undefined when it is neither, or when only the day could tell.
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

/** Whole months in a span that starts and ends on the first of a month; otherwise 0. */
export function monthsIn({ start, end }: Span): number {
  if (!start.endsWith('-01') || !end.endsWith('-01')) return 0;
  return (
    (Number(end.slice(0, 4)) - Number(start.slice(0, 4))) * 12 + Number(end.slice(5, 7)) - Number(start.slice(5, 7))
  );
}

function parsePeriod(text: string): Period | undefined {
  if (text === 'all time' || text === 'ever') return { kind: 'range' };
  if (text === 'today') return { kind: 'relative', which: 'this', unit: 'day', count: 1 };
  if (text === 'yesterday') return { kind: 'relative', which: 'last', unit: 'day', count: 1 };
  const toDate = TO_DATE[text] ?? UNITS.find((unit) => text === `${unit} to date` || text === `this ${unit} to date`);
  if (toDate) return { kind: 'toDate', unit: toDate };
  const relative = /^(this|current|last|past|previous) (?:(\d{1,4}) )?(day|week|month|quarter|year)(s?)$/.exec(text);
  if (relative) return parseRelative(relative[1]!, relative[2], relative[3] as Unit, relative[4]!);
  const half = /^(?:h([12]) (\d{4})|(\d{4})-?\s?h([12]))$/.exec(text);
  if (half) return halfYear(half[2] ?? half[3]!, half[1] ?? half[4]!);
  const since = /^(?:since|from) (.+)$/.exec(text);
  const before = /^(?:before|until) (.+)$/.exec(text);
  const range = /^(?:from |between )?(.+?)(?: ?\.\. ?| to | and | until )(.+)$/.exec(text);
  if (range) {
    const [from, to] = [parsePoint(range[1]!), parsePoint(range[2]!)];
    return from && to && pointSpan(from).start < pointSpan(to).end ? { kind: 'range', from, to } : undefined;
  }
  if (since) {
    const from = parsePoint(since[1]!);
    return from === undefined ? undefined : { kind: 'range', from };
  }
  if (before) {
    const point = parsePoint(before[1]!);
    return point === undefined ? undefined : { kind: 'range', before: point };
  }
  const point = parsePoint(text);
  return point === undefined ? undefined : { kind: 'range', from: point, to: point };
}

function parseRelative(which: string, count: string | undefined, unit: Unit, plural: string): Period | undefined {
  const isThis = which === 'this' || which === 'current';
  if (count === undefined)
    return plural ? undefined : { kind: 'relative', which: isThis ? 'this' : 'last', unit, count: 1 };
  const number = Number(count);
  return isThis || number < 1 ? undefined : { kind: 'relative', which: 'last', unit, count: number };
}

/** A year, quarter, month or day in its canonical text: `5 March 2026` and `Mar 5th 2026` are `2026-03-05`. */
function parsePoint(text: string): string | undefined {
  if (/^\d{4}$/.test(text)) return text >= '1000' ? text : undefined;
  const quarter = /^(\d{4})-?\s?q([1-4])$/.exec(text) ?? /^q([1-4])[\s-](\d{4})$/.exec(text);
  if (quarter) return quarter[1]!.length === 4 ? `${quarter[1]}-Q${quarter[2]}` : `${quarter[2]}-Q${quarter[1]}`;
  const month = /^(\d{4})-(\d{2})$/.exec(text);
  if (month) return Number(month[2]) >= 1 && Number(month[2]) <= 12 && month[1]! >= '1000' ? text : undefined;
  const dayFirst = /^(\d{1,2})(?:st|nd|rd|th)? (?:of )?([a-z]+) (\d{4})$/.exec(text);
  const monthFirst = /^([a-z]+) (\d{1,2})(?:st|nd|rd|th)? (\d{4})$/.exec(text);
  if (dayFirst) return namedDay(dayFirst[3]!, dayFirst[2]!, dayFirst[1]!);
  if (monthFirst) return namedDay(monthFirst[3]!, monthFirst[1]!, monthFirst[2]!);
  const named = /^([a-z]+) (\d{4})$/.exec(text);
  const number = named && SHORT_MONTHS.get(named[1]!);
  if (number) return `${named[2]}-${String(number).padStart(2, '0')}`;
  return isDay(text) && text >= '1000' ? text : undefined;
}

function halfYear(year: string, half: string): Period {
  const [from, to] = half === '1' ? ['01', '06'] : ['07', '12'];
  return { kind: 'range', from: `${year}-${from}`, to: `${year}-${to}` };
}

function namedDay(year: string, month: string, day: string): string | undefined {
  const number = SHORT_MONTHS.get(month);
  const text = number === undefined ? '' : `${year}-${String(number).padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isDay(text) && text >= '1000' ? text : undefined;
}

function formatPeriod(period: Period): string {
  if (period.kind === 'toDate') return `${period.unit[0]}td`.replace('dtd', 'today');
  if (period.kind === 'relative') {
    if (period.unit === 'day' && period.count === 1) return period.which === 'this' ? 'today' : 'yesterday';
    return period.count === 1 ? `${period.which} ${period.unit}` : `${period.which} ${period.count} ${period.unit}s`;
  }
  if (period.from === undefined) return period.before === undefined ? 'all time' : `before ${period.before}`;
  if (period.to === undefined) return `since ${period.from}`;
  return period.from === period.to ? period.from : `${period.from}..${period.to}`;
}

function pointSpan(point: string): Span {
  const quarter = /^(\d{4})-Q([1-4])$/.exec(point);
  if (quarter) {
    const start = `${quarter[1]}-${String((Number(quarter[2]) - 1) * 3 + 1).padStart(2, '0')}-01`;
    return { start, end: addMonths(start, 3) };
  }
  if (point.length === 4) return { start: `${point}-01-01`, end: addMonths(`${point}-01-01`, 12) };
  if (point.length === 7) return { start: `${point}-01`, end: addMonths(`${point}-01`, 1) };
  return { start: point, end: addDays(point, 1) };
}

function relativeSpan(
  { which, unit, count }: Extract<Period, { kind: 'relative' }>,
  day: Day,
  calendar: Calendar,
): Span {
  const start = startOf(unit, day, calendar);
  if (which === 'this') return { start, end: add(unit, start, 1) };
  return { start: add(unit, start, -count), end: start };
}

function startOf(unit: Unit, day: Day, { weekStart, fiscalYearStart }: Calendar): Day {
  if (unit === 'day') return day;
  if (unit === 'week') return addDays(day, -((weekday(day) - weekStart + 7) % 7));
  const first = `${day.slice(0, 8)}01`;
  if (unit === 'month') return first;
  const monthsSince = (Number(day.slice(5, 7)) - fiscalYearStart + 12) % 12;
  return addMonths(first, -(unit === 'quarter' ? monthsSince % 3 : monthsSince));
}

function add(unit: Unit, day: Day, count: number): Day {
  if (unit === 'day') return addDays(day, count);
  if (unit === 'week') return addDays(day, 7 * count);
  return addMonths(day, count * { month: 1, quarter: 3, year: 12 }[unit]);
}
