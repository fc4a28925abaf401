import type { Dataset } from '../catalogue/dataset.ts';

import { addDays } from '../calendar/day.ts';

/** A unit of time that rows are grouped by, with the unit below it. */
export type DrilledGrain = 'year' | 'quarter' | 'month' | 'week' | 'day';

const FINER: Readonly<Record<DrilledGrain, string>> = {
  year: 'month',
  quarter: 'month',
  month: 'day',
  week: 'day',
  day: 'hour',
};

/** Whether a name is that of a unit of time with another one below it. */
export function isGrain(name: string): name is DrilledGrain {
  return Object.hasOwn(FINER, name);
}

/** Returns the unit of time below another one; undefined below days, and for a dimension that only has such a name. */
export function finerGrain(grain: DrilledGrain, { time, dimensions }: Dataset): string | undefined {
  const finer = FINER[grain];
  if (!time || dimensions.some(({ name }) => name === grain || name === finer)) return undefined;
  return finer === 'hour' && !time.hasHours ? undefined : finer;
}

/** Returns the period of the bucket that begins at a cell's time: `2025-03-01` by month → `2025-03`. */
export function bucketPeriod(cell: string, grain: DrilledGrain): string {
  const day = cell.slice(0, 10);
  switch (grain) {
    case 'year':
      return day.slice(0, 4);
    case 'quarter':
      return `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
    case 'month':
      return day.slice(0, 7);
    case 'week':
      return `${day}..${addDays(day, 6)}`;
    case 'day':
      return day;
  }
}

/** Returns the period above a bucket, and the grain of that period; undefined at the top. */
export function coarserBucket(
  period: string,
  grain: string,
): { readonly period: string; readonly grain: DrilledGrain } | undefined {
  if (/^\d{4}-\d{2}$/.test(period) && grain === 'day') return { period: period.slice(0, 4), grain: 'month' };
  if (/^\d{4}-Q[1-4]$/.test(period) && grain === 'month') return { period: period.slice(0, 4), grain: 'quarter' };
  if (/^\d{4}-\d{2}-\d{2}$/.test(period) && grain === 'hour') return { period: period.slice(0, 7), grain: 'day' };
  return undefined;
}
