import { greatest, least } from 'd3-array';

import type { IncompleteBuckets } from '../incomplete.ts';
import type { DatedPoint } from '../points.ts';
import type { TimeStep } from '../time-step.ts';

import { byTime } from '../points.ts';

/** A point of a line; a value of null leaves a gap. */
export type Dot = { readonly time: number; readonly value: number | null };

/** One line of a chart, with how it is drawn. */
export type Line = {
  readonly name: string;
  readonly colour: string;
  /** The width of its stroke in pixels. */
  readonly width: number;
  readonly dots: readonly Dot[];
  /** Whether dots were left out because there were more than pixels; a missing one is then no gap. */
  readonly isThinned: boolean;
};

const MOST_DOTS = 1200;

/** Returns the dots of a line in the order of time, at most as many as pixels can show. */
export function dotsOf(points: readonly DatedPoint[], field: 'value' | 'baseline'): Pick<Line, 'dots' | 'isThinned'> {
  const dots = byTime(points).map((point) => ({ time: point.time, value: point[field] }));
  const isThinned = dots.length > MOST_DOTS;
  return { dots: isThinned ? thin(dots) : dots, isThinned };
}

/** How a line is drawn where buckets are missing or incomplete. */
export type LineOptions = Pick<IncompleteBuckets, 'cut' | 'open'> & {
  readonly meets: TimeStep;
  /** The first and the last time of the axis. */
  readonly from: number;
  readonly until: number;
};

const NARROWEST = 1 / 150; // of the axis: a shorter piece of line cannot be seen

type LineRow = {
  readonly part: 'solid' | 'dashed' | 'dot';
  readonly name: string;
  readonly colour: string;
  readonly width: number;
  readonly time: number;
  readonly value: number | null;
};

/** Makes the rows that draw a line: solid stretches with gaps between, single dots, and dashes to and from an incomplete bucket. */
export function lineRows(
  { dots, isThinned, ...line }: Line,
  { cut, open, meets, from, until }: LineOptions,
): readonly LineRow[] {
  const row = (part: LineRow['part'], dot: Dot): LineRow => ({ part, ...line, ...dot });
  const joins = (a: Dot | undefined, b: Dot | undefined): boolean => {
    if (!a || !b || a.value === null || b.value === null) return false;
    return isThinned || meets(a.time, b.time);
  };
  const lengths = stretchLengths(dots, joins);
  const isSeen = (index: number) => (lengths[index] ?? 0) > (until - from) * NARROWEST;
  return dots.flatMap((dot, index) => {
    const [before, after] = [dots[index - 1], dots[index + 1]];
    const [joinsBefore, joinsAfter] = [joins(before, dot), joins(dot, after)];
    if (before && dot.time === open && joinsBefore) return [row('dashed', before), row('dashed', dot), row('dot', dot)];
    if (after && dot.time === cut && joinsAfter) {
      const name = `${line.name} before`; // a line of its own, so that it does not run on to the dashes at the end
      return [row('dot', dot), ...[dot, after].map((each) => ({ ...row('dashed', each), name }))];
    }
    const isGap = before && !joinsBefore;
    const gap = isGap ? [row('solid', { time: (before.time + dot.time) / 2, value: null })] : [];
    const isMarked = dot.value !== null && !isThinned && !isSeen(index);
    return [...gap, row('solid', dot), ...(isMarked ? [row('dot', dot)] : [])];
  });
}

/** How long the stretch without gaps is that each dot belongs to, in milliseconds; 0 for a dot alone. */
function stretchLengths(
  dots: readonly Dot[],
  joins: (a: Dot | undefined, b: Dot | undefined) => boolean,
): readonly number[] {
  const lengths: number[] = [];
  let start = 0;
  for (const [index, dot] of dots.entries()) {
    if (joins(dot, dots[index + 1])) continue;
    lengths.push(...Array.from({ length: index + 1 - start }, () => dot.time - (dots[start]?.time ?? dot.time)));
    start = index + 1;
  }
  return lengths;
}

/** The lowest and the highest of each stretch that a pixel can show: the same line with fewer dots. */
function thin(dots: readonly Dot[]): readonly Dot[] {
  const stretch = Math.ceil((dots.length * 2) / MOST_DOTS);
  const kept: Dot[] = [];
  for (let start = 0; start < dots.length; start += stretch) {
    const part = dots.slice(start, start + stretch);
    const ends = [least(part, ({ value }) => value ?? Number.NaN), greatest(part, ({ value }) => value ?? Number.NaN)];
    kept.push(...byTimeOnce(ends.filter((dot) => dot !== undefined)));
  }
  return kept;
}

function byTimeOnce(dots: readonly Dot[]): readonly Dot[] {
  return [...new Set(dots)].sort((a, b) => a.time - b.time);
}
