import type { Unit } from '../../calendar/period.ts';
import type { DatasetPlan } from './dataset-plan.ts';

import { addDays, daysBetween } from '../../calendar/day.ts';
import { monthsIn, startOfUnit } from '../../calendar/span.ts';

/** The calendar by which Trino's `date_trunc` cuts: weeks begin on Monday, years in January. */
const TRINO = { weekStart: 1, fiscalYearStart: 1 };

/** Returns the unit of days by which a grain counts. */
export function unitOf(grain: string): Unit {
  return grain === 'hour' ? 'day' : (grain as Unit);
}

/** Returns the first day of the bucket that a day lies in. */
export function bucketStart(day: string, grain: string): string {
  return startOfUnit(unitOf(grain), day, TRINO);
}

/** How many units of time a span touches. */
function unitsBetween(start: string, end: string, unit: string): number {
  const last = addDays(end, -1);
  if (last < start) return 0;
  const [from, to] = [bucketStart(start, unit), bucketStart(last, unit)];
  if (unit === 'day') return daysBetween(from, to) + 1;
  if (unit === 'week') return daysBetween(from, to) / 7 + 1;
  return (
    monthsIn({ start: from, end: to }) / { month: 1, quarter: 3, year: 12 }[unit as 'month' | 'quarter' | 'year'] + 1
  );
}

/** Writes, as an SQL literal, how many units of time a plan's period touches as far as it is over. */
export function unitsOf({ span, until }: DatasetPlan, unit: string): string {
  return String(unitsBetween(span.start, until, unit));
}
