import type { DatedPoint } from '../points.ts';
import type { Series } from '../series.ts';

import { distinctTimes } from '../points.ts';

/** The part of one series in a stack, in the measure's own unit. */
export type StackPart = {
  readonly name: string;
  readonly colour: string;
  readonly size: number;
  readonly start: number;
  readonly end: number;
};

/** The parts of all series at one time, the first at the bottom. */
export type Stack = { readonly time: number; readonly parts: readonly StackPart[] };

/** Stacks the series at each time, a missing value as 0. Requires at least one point. */
export function stackInTime({ points, colours }: Series<DatedPoint>) {
  const values = new Map(points.map(({ time, series, value }) => [`${time} ${series}`, value ?? 0]));
  const times = distinctTimes(points);
  const stacks = times.map((time): Stack => {
    const sizes = Object.entries(colours).map(([name, colour]) => {
      return { name, colour, size: values.get(`${time} ${name}`) ?? 0 };
    });
    return { time, parts: stackParts(sizes) };
  });
  return { stacks, times, first: times[0] ?? 0, last: times.at(-1) ?? 0 };
}

/** Stacks parts in their order. */
export function stackParts<T extends { readonly size: number }>(parts: readonly T[]) {
  let end = 0;
  return parts.map((part) => {
    const start = end;
    end += part.size;
    return { ...part, start, end };
  });
}
