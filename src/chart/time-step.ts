import { median, pairs } from 'd3-array';

import type { TimeColumn } from '../table/fields.ts';

import { nextBucket } from '../calendar/bucket.ts';
import { DAY_MS } from '../calendar/durations.ts';

/** Returns whether two successive times of a series, in milliseconds, follow each other without a missing one between them. */
export type TimeStep = (before: number, after: number) => boolean;

const REGULAR = 0.7; // the part of all gaps that makes a step

const LEAST_GAPS = 4; // of fewer, all must be alike

const TOLERANCE = 1.5; // as between 28 and 31 days, or between the 1st, the 15th and the 1st

/**
 * Finds the step of a column of times: the calendar unit when most times are one unit apart, or the days of a week on
 * which there is data, as Monday to Friday, else the gap that most of them have, as 15 minutes, two weeks or month ends.
 * Times without a common step follow each other when they are one unit apart.
 */
export function findTimeStep({ times, grain }: Pick<TimeColumn, 'times' | 'grain'>): TimeStep {
  const distinct = [...new Set(times)].filter((time) => time !== null).sort((a, b) => a - b);
  const gaps = pairs(distinct);
  const isUnit: TimeStep = (before, after) => nextBucket(before, grain) >= after;
  const unitGaps = gaps.filter(([before, after]) => isUnit(before, after));
  const isNextOpenDay = grain === 'day' ? findOpenDays(gaps) : undefined;
  if (isNextOpenDay) return isNextOpenDay;
  if (gaps.length < 2 || unitGaps.length / gaps.length >= REGULAR) return isUnit;
  const usual = median(gaps, ([before, after]) => after - before) ?? 0;
  const isUsual: TimeStep = (before, after) => after - before <= usual * TOLERANCE;
  const usualGaps = gaps.filter((gap) => isUsual(...gap) && gap[1] - gap[0] >= usual / TOLERANCE);
  return usualGaps.length / gaps.length >= (gaps.length < LEAST_GAPS ? 1 : REGULAR) ? isUsual : isUnit;
}

/** Finds the step of days that leave out the same one to three days of each week; undefined where none are left out twice. */
function findOpenDays(gaps: readonly (readonly [number, number])[]): TimeStep | undefined {
  const weekday = (time: number) => new Date(time).getUTCDay();
  const open = new Set(gaps.flatMap((gap) => gap.map(weekday)));
  if (open.size < 4 || open.size > 6) return undefined;
  const isNext: TimeStep = (before, after) => {
    let next = before + DAY_MS;
    while (!open.has(weekday(next))) next += DAY_MS;
    return after <= next;
  };
  const next = gaps.filter((gap) => isNext(...gap));
  const acrossClosed = next.filter(([before, after]) => after - before > DAY_MS);
  return acrossClosed.length > 1 && next.length / gaps.length >= REGULAR ? isNext : undefined;
}
