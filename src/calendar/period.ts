import type { Span } from './day.ts';

import { addDays, addMonths, isDay, MONTHS, SHORT_MONTHS } from './day.ts';

const UNITS = ['day', 'week', 'month', 'quarter', 'year'] as const;

/** A unit of time that periods are counted in. */
export type Unit = (typeof UNITS)[number];

/** A period by its name, independent of the present day. */
export type Period =
  | {
      readonly kind: 'relative';
      readonly which: 'this' | 'last';
      readonly unit: Unit;
      readonly count: number;
      /** Whether the current unit counts as the last of them: `last 30 days with today`. */
      readonly withCurrent?: boolean;
    }
  | { readonly kind: 'toDate'; readonly unit: Unit }
  | { readonly kind: 'range'; readonly from?: string; readonly to?: string; readonly before?: string };

const TO_DATE: ReadonlyMap<string, Unit> = new Map([
  ['wtd', 'week'],
  ['mtd', 'month'],
  ['qtd', 'quarter'],
  ['ytd', 'year'],
]);

/** The numbers of the months, 1 to 12, by the names that people type. */
const MONTH_NUMBERS: ReadonlyMap<string, number> = new Map([
  ...[...MONTHS, ...SHORT_MONTHS].map((name, index) => [name.toLowerCase(), (index % 12) + 1] as const),
  ['sept', 9],
]);

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
 * Returns the canonical text of a period: `Q3 2025` → `2025-Q3`, `March 2025` → `2025-03`, `2003 to 2005` →
 * `2003..2005`. Undefined for any other text, for days that do not exist and for ranges that run backwards.
 */
export function canonicalPeriod(text: string): string | undefined {
  const period = parsePeriod(text.toLowerCase().trim().replace(/\s+/g, ' '));
  return period && formatPeriod(period);
}

/** Reads a period in lower case, such as `last 12 months`, `2025-q3` or `since 2025-03-01`; undefined for other text. */
export function parsePeriod(text: string): Period | undefined {
  if (text === 'all time' || text === 'ever') return { kind: 'range' };
  if (text === 'today') return { kind: 'relative', which: 'this', unit: 'day', count: 1 };
  if (text === 'yesterday') return { kind: 'relative', which: 'last', unit: 'day', count: 1 };
  const toDate =
    TO_DATE.get(text) ?? UNITS.find((unit) => text === `${unit} to date` || text === `this ${unit} to date`);
  if (toDate) return { kind: 'toDate', unit: toDate };
  const relative = /^(this|current|last|past|previous) (?:(\d{1,4}) )?(day|week|month|quarter|year)(s?)$/.exec(text);
  const withToday = /^last (\d{1,4}) days with today$/.exec(text);
  if (withToday && Number(withToday[1]) > 0)
    return { kind: 'relative', which: 'last', unit: 'day', count: Number(withToday[1]), withCurrent: true };
  if (relative) return parseRelative(relative[1]!, relative[2], relative[3] as Unit, relative[4]!);
  const half = /^(?:h([12]) (\d{4})|(\d{4})-?\s?h([12]))$/.exec(text);
  if (half) return halfYear(half[2] ?? half[3]!, half[1] ?? half[4]!);
  const since = /^(?:since|from) (.+)$/.exec(text);
  const before = /^before (.+)$/.exec(text);
  const range =
    /^between (.+?)(?: to | and )(.+)$/.exec(text) ?? /^(?:from )?(.+?)(?: ?\.\. ?| to | until )(.+)$/.exec(text); // `1 and 2` may leave out what lies between
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
  const number = named && MONTH_NUMBERS.get(named[1]!);
  if (number) return `${named[2]}-${String(number).padStart(2, '0')}`;
  return isDay(text) && text >= '1000' ? text : undefined;
}

function halfYear(year: string, half: string): Period {
  const [from, to] = half === '1' ? ['01', '06'] : ['07', '12'];
  return { kind: 'range', from: `${year}-${from}`, to: `${year}-${to}` };
}

function namedDay(year: string, month: string, day: string): string | undefined {
  const number = MONTH_NUMBERS.get(month);
  const text = number === undefined ? '' : `${year}-${String(number).padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isDay(text) && text >= '1000' ? text : undefined;
}

function formatPeriod(period: Period): string {
  if (period.kind === 'toDate') return `${period.unit[0]}td`.replace('dtd', 'today');
  if (period.kind === 'relative') {
    if (period.withCurrent) return `last ${period.count} days with today`;
    if (period.unit === 'day' && period.count === 1) return period.which === 'this' ? 'today' : 'yesterday';
    return period.count === 1 ? `${period.which} ${period.unit}` : `${period.which} ${period.count} ${period.unit}s`;
  }
  if (period.from === undefined) return period.before === undefined ? 'all time' : `before ${period.before}`;
  if (period.to === undefined) return `since ${period.from}`;
  return period.from === period.to ? period.from : `${period.from}..${period.to}`;
}

/** Returns the days of a year, quarter, month or day: `2025`, `2025-Q3`, `2025-03`, `2025-03-01`. */
export function pointSpan(point: string): Span {
  const quarter = /^(\d{4})-Q([1-4])$/.exec(point);
  if (quarter) {
    const start = `${quarter[1]}-${String((Number(quarter[2]) - 1) * 3 + 1).padStart(2, '0')}-01`;
    return { start, end: addMonths(start, 3) };
  }
  if (point.length === 4) return { start: `${point}-01-01`, end: addMonths(`${point}-01-01`, 12) };
  if (point.length === 7) return { start: `${point}-01`, end: addMonths(`${point}-01`, 1) };
  return { start: point, end: addDays(point, 1) };
}
