import type { Grain } from '../calendar/bucket.ts';

import { nextBucket } from '../calendar/bucket.ts';

export type NumberTicks = { readonly domain: readonly [number, number]; readonly values: readonly number[] };

export type TimeTicks = { readonly grain: Grain; readonly values: readonly number[] };

const HUGE = 8e307; // twice as much is no number any more

/** Round numbers from below the lowest value to above the highest, about `count` steps, with zero unless all lie close together. */
export function numberTicks(values: readonly number[], { count = 4, zero = false } = {}): NumberTicks {
  const finite = values.filter(Number.isFinite);
  let low = finite.reduce((a, b) => Math.min(a, b), Infinity);
  let high = finite.reduce((a, b) => Math.max(a, b), -Infinity);
  if (finite.length === 0) [low, high] = [0, 1];
  [low, high] = [Math.max(low, -HUGE), Math.min(high, HUGE)];
  const isClose = !zero && low !== high && (high - low) / Math.max(Math.abs(low), Math.abs(high)) < 0.2;
  if (!isClose) [low, high] = [Math.min(low, 0), Math.max(high, 0)];
  if (low === high) high = low + 1;
  const { step, first, last } = bestStep(low, high, count, finite.every(Number.isInteger));
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => round((first + index) * step));
  return { domain: [ticks[0]!, ticks.at(-1)!], values: ticks };
}

type Step = { readonly step: number; readonly first: number; readonly last: number };

/** The round step that leaves the least of the axis empty, with about as many ticks as wanted. */
function bestStep(low: number, high: number, count: number, isWhole: boolean): Step {
  const power = 10 ** Math.floor(Math.log10((high - low) / count));
  const steps = [1, 2, 2.5, 5, 10, 20].map((digit) => round(digit * power));
  const candidates = steps
    .filter((step) => !isWhole || Number.isInteger(step))
    .map((step) => ({ step, first: Math.floor(low / step + 1e-9), last: Math.ceil(high / step - 1e-9) }))
    .filter(({ first, last }) => last - first <= count + 2);
  const cost = ({ step, first, last }: Step) => {
    const used = (high - low) / ((last - first) * step);
    return 1 - used + 0.05 * Math.abs(last - first - count);
  };
  const whole = { step: high - low, first: Math.floor(low / (high - low)), last: Math.ceil(high / (high - low)) };
  return candidates.reduce<Step | undefined>((a, b) => (a && cost(a) <= cost(b) ? a : b), undefined) ?? whole;
}

/** The starts of years, quarters, months … between two buckets, as many as have room, none finer than the buckets. */
export function timeTicks(first: number, last: number, grain: Grain): TimeTicks {
  const candidates = TICKS.slice(TICKS.findIndex((candidate) => candidate.grain === grain));
  for (const { grain: unit, step, most } of candidates) {
    const values = starts(first, last, unit, step, most);
    if (values && values.length > 0) return { grain: unit, values };
  }
  return { grain, values: [first, last] };
}

const TICKS: readonly { grain: Grain; step: number; most: number }[] = [
  ...[1, 5, 15, 30].map((step) => ({ grain: 'minute' as const, step, most: 9 })),
  ...[1, 3, 6, 12].map((step) => ({ grain: 'hour' as const, step, most: 9 })),
  ...[1, 2].map((step) => ({ grain: 'day' as const, step, most: 9 })),
  ...[1, 2].map((step) => ({ grain: 'week' as const, step, most: 9 })),
  ...[1, 2, 3].map((step) => ({ grain: 'month' as const, step, most: 13 })),
  ...[1, 2].map((step) => ({ grain: 'quarter' as const, step, most: 9 })),
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].map((step) => ({ grain: 'year' as const, step, most: 10 })),
];

/** Undefined when there would be more than `most`. */
function starts(first: number, last: number, grain: Grain, step: number, most: number): number[] | undefined {
  const values: number[] = [];
  for (let time = floorTo(first, grain, step); time <= last; ) {
    if (time >= first) values.push(time);
    if (values.length > most) return undefined;
    for (let taken = 0; taken < step; taken++) time = nextBucket(time, grain);
  }
  return values;
}

const WEEK = 7 * 86_400_000;

const MONDAY = 4 * 86_400_000; // 1970-01-05

function floorTo(time: number, grain: Grain, step: number): number {
  const date = new Date(time);
  const year = date.getUTCFullYear();
  const month = date.getUTCMonth();
  if (grain === 'week') return Math.floor((time - MONDAY) / WEEK) * WEEK + MONDAY;
  if (grain === 'year') return date.setUTCFullYear(Math.floor(year / step) * step, 0, 1) && startOfDay(date);
  if (grain === 'quarter') return date.setUTCMonth(Math.floor(month / 3 / step) * 3 * step, 1) && startOfDay(date);
  if (grain === 'month') return date.setUTCMonth(Math.floor(month / step) * step, 1) && startOfDay(date);
  const unit = { day: 86_400_000, hour: 3_600_000, minute: 60_000 }[grain] * step;
  return Math.floor(time / unit) * unit;
}

function startOfDay(date: Date): number {
  return date.setUTCHours(0, 0, 0, 0);
}

/** The next of 1, 2, 2.5 and 5 times a power of ten. */
export function roundStep(step: number): number {
  const power = 10 ** Math.floor(Math.log10(step));
  const digit = step / power;
  return round((digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 2.5 ? 2.5 : digit <= 5 ? 5 : 10) * power);
}

function round(value: number): number {
  return Number(value.toPrecision(12));
}
