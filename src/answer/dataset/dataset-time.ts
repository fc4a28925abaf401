import type { Unit } from '../../calendar/period.ts';
import type { Choice } from '../../catalogue/query.ts';
import type { DatasetPlan } from './dataset-plan.ts';

import { daysBetween } from '../../calendar/day.ts';
import { addUnits, monthsIn, startOfUnit } from '../../calendar/span.ts';
import { UserError } from '../../error.ts';

/** The calendar by which Trino's `date_trunc` cuts: weeks begin on Monday, years in January. */
const TRINO = { weekStart: 1, fiscalYearStart: 1 };

/** Returns the calendar unit of a grain: the grain itself, and `day` for `hour`, as calendars have no smaller one. */
export function unitOf(grain: string): Unit {
  return grain === 'hour' ? 'day' : (grain as Unit);
}

/** Returns the first day of the bucket that a day lies in. */
export function bucketStart(day: string, grain: string): string {
  return startOfUnit(unitOf(grain), day, TRINO);
}

/** The units of time that an average may be per, from the shortest to the longest. */
const UNITS = ['day', 'week', 'month', 'quarter', 'year'] as const;

type AverageUnit = (typeof UNITS)[number];

/** How many months a longer unit has. */
const MONTHS: Readonly<Record<string, number>> = { month: 1, quarter: 3, year: 12 };

/** How many units of time a span holds: a part of a month counts by its days. */
function unitsBetween(start: string, end: string, unit: string): number {
  if (end <= start) return 0;
  if (unit === 'day') return daysBetween(start, end);
  if (unit === 'week') return daysBetween(start, end) / 7;
  const [first, last] = [bucketStart(start, 'month'), bucketStart(end, 'month')];
  const months = monthsIn({ start: first, end: last }) + partOfMonth(end) - partOfMonth(start);
  return months / MONTHS[unit]!;
}

/** The part of its month that lies before a day: 0 on the first. */
function partOfMonth(day: string): number {
  const start = bucketStart(day, 'month');
  return daysBetween(start, day) / daysBetween(start, addUnits('month', start, 1));
}

/** Writes, as an SQL literal, the number of units of time in the part of a plan's period that is over. */
export function unitsSql({ span, until }: Pick<DatasetPlan, 'span' | 'until'>, unit: string): string {
  const count = unitsBetween(span.start, until, unit);
  return Number.isInteger(count) ? String(count) : `${count.toFixed(9)}e0`;
}

/** What a cycle of time has an average of; of an hour of the day, everything. */
const PARTS: Readonly<Record<string, readonly AverageUnit[]>> = {
  weekday: ['day', 'week'],
  month_of_year: ['day', 'week', 'month'],
  quarter_of_year: ['day', 'week', 'month', 'quarter'],
};

/**
 * Writes, as SQL over a column `day`, what a day adds to the number of units in the row of a grain or cycle of time
 * that it lies in; undefined where each row has exactly one unit. Throws a UserError where a row is less than a unit.
 */
export function unitsPerDay(unit: string, group: Choice): string | undefined {
  const allowed = PARTS[group.name] ?? UNITS.slice(0, UNITS.indexOf(group.name as AverageUnit) + 1);
  if (!allowed.includes(unit as AverageUnit)) {
    const shorter = allowed.findLast((other) => other !== group.name);
    throw new UserError(
      `an average per ${unit} cannot be shown by ${group.label.toLowerCase()}, which is less than a ${unit}: ${shorter ? `ask per ${shorter}, or ` : ''}by something longer`,
    );
  }
  if (group.name === unit) return undefined;
  if (unit === 'day' || group.name === 'weekday') return '1';
  if (unit === 'week') return '1e0 / 7';
  return `1e0 / day(last_day_of_month(day)) / ${MONTHS[unit]}`;
}
