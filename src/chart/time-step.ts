import { median, pairs } from 'd3-array';

import type { TimeColumn } from '../table/fields.ts';

import { nextBucket } from '../calendar/bucket.ts';

/** Whether nothing is missing between two times of a series, in milliseconds, that follow each other. */
export type TimeStep = (before: number, after: number) => boolean;

const REGULAR = 0.7; // the part of all gaps that makes a step

const LEAST_GAPS = 4; // fewer make none

const TOLERANCE = 1.5; // as between 28 and 31 days, or between the 1st, the 15th and the 1st

/**
 * Finds the step of a time column's own: its calendar unit where most times are one unit apart, else the gap that most of
 * them have about, as 15 minutes, two weeks or month ends. Times without a step are joined where they are one unit apart.
 */
export function findTimeStep({ times, grain }: Pick<TimeColumn, 'times' | 'grain'>): TimeStep {
  const distinct = [...new Set(times)].filter((time) => time !== null).sort((a, b) => a - b);
  const gaps = pairs(distinct);
  const isUnit: TimeStep = (before, after) => nextBucket(before, grain) >= after;
  const unitGaps = gaps.filter(([before, after]) => isUnit(before, after));
  if (gaps.length < LEAST_GAPS || unitGaps.length / gaps.length >= REGULAR) return isUnit;
  const usual = median(gaps, ([before, after]) => after - before) ?? 0;
  const isUsual: TimeStep = (before, after) => after - before <= usual * TOLERANCE;
  const usualGaps = gaps.filter((gap) => isUsual(...gap) && gap[1] - gap[0] >= usual / TOLERANCE);
  return usualGaps.length / gaps.length >= REGULAR ? isUsual : isUnit;
}
