import type { Grain } from '../../calendar/bucket.ts';
import type { IncompleteBuckets } from '../incomplete.ts';
import type { Point } from '../points.ts';

import { nextBucket } from '../../calendar/bucket.ts';

export type Dot = { readonly time: number; readonly value: number | null };

export type Line = {
  readonly name: string;
  readonly colour: string;
  readonly width: number;
  readonly dots: readonly Dot[];
  /** There were more dots than pixels: what lies between two of them is no gap. */
  readonly isThinned: boolean;
};

const MOST_DOTS = 1200;

/** The dots of a line in the order of time, at most as many as pixels can show. */
export function dotsOf(points: readonly Point[], field: 'value' | 'baseline'): Pick<Line, 'dots' | 'isThinned'> {
  const dots = points.map((point) => ({ time: point.time!, value: point[field] })).sort((a, b) => a.time - b.time);
  const isThinned = dots.length > MOST_DOTS;
  return { dots: isThinned ? thin(dots) : dots, isThinned };
}

/** The rows that draw a line: solid stretches with gaps between, single dots, and dashes from and to a bucket that is incomplete. */
export function lineRows(
  { dots, isThinned, ...line }: Line,
  grain: Grain,
  { cut, open }: Pick<IncompleteBuckets, 'cut' | 'open'>,
) {
  const meets = (a: Dot | undefined, b: Dot | undefined) =>
    a !== undefined &&
    b !== undefined &&
    a.value !== null &&
    b.value !== null &&
    (isThinned || nextBucket(a.time, grain) >= b.time);
  return dots.flatMap((dot, index) => {
    const before = dots[index - 1];
    const row = (part: string, { time, value }: Dot) => ({ part, ...line, time, value });
    if (dot.time === open && meets(before, dot)) return [row('dashed', before!), row('dashed', dot), row('dot', dot)];
    if (dot.time === cut && meets(dot, dots[index + 1])) {
      const name = `${line.name} before`; // a line of its own, so that it does not run on to the dashes at the end
      return [row('dot', dot), ...[dot, dots[index + 1]!].map((each) => ({ ...row('dashed', each), name }))];
    }
    const gap =
      before && !meets(before, dot) ? [row('solid', { time: (before.time + dot.time) / 2, value: null })] : [];
    const isAlone = dot.value !== null && !meets(before, dot) && !meets(dot, dots[index + 1]);
    return [...gap, row('solid', dot), ...(isAlone ? [row('dot', dot)] : [])];
  });
}

/** The lowest and the highest of each stretch that a pixel can show: the same line with fewer dots. */
function thin(dots: readonly Dot[]): readonly Dot[] {
  const stretch = Math.ceil((dots.length * 2) / MOST_DOTS);
  const kept: Dot[] = [];
  for (let start = 0; start < dots.length; start += stretch) {
    const valued = dots.slice(start, start + stretch).filter(({ value }) => value !== null);
    const low = valued.reduce<Dot | undefined>((a, b) => (a && a.value! <= b.value! ? a : b), undefined);
    const high = valued.reduce<Dot | undefined>((a, b) => (a && a.value! >= b.value! ? a : b), undefined);
    kept.push(...[low, high].filter((dot) => dot !== undefined).sort((a, b) => a.time - b.time));
  }
  return kept.filter((dot, index) => dot !== kept[index - 1]);
}
