import { least } from 'd3-array';
import type { CountableTimeInterval } from 'd3-time';
import { utcDay, utcHour, utcMinute, utcMonday, utcMonth, utcYear } from 'd3-time';

import type { Grain } from '../calendar/bucket.ts';

import { DAY_MS } from '../calendar/durations.ts';

/** The ticks and the domain of a numeric axis. */
export type NumberTicks = { readonly domain: readonly [number, number]; readonly values: readonly number[] };

/** The ticks of a time axis, in milliseconds UTC, and the step between them. */
export type TimeTicks = { readonly grain: Grain; readonly values: readonly number[] };

const HUGE = 8e307; // twice as much is no number any more

/**
 * Chooses round numbers from below the lowest value to above the highest, in about `count` steps. Includes zero when
 * `zero` is set, and unless all values lie close together.
 */
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
  return { domain: [round(first * step), round(last * step)], values: ticks };
}

type Step = { readonly step: number; readonly first: number; readonly last: number };

/** The round step that leaves the least of the axis empty, with about as many ticks as wanted. d3's own ticks may leave half of it empty. */
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
  return least(candidates, cost) ?? whole;
}

/** Chooses the starts of years, quarters, months … as ticks between two buckets, as many as have room, none finer than the buckets. */
export function timeTicks(first: number, last: number, grain: Grain): TimeTicks {
  const candidates = TICKS.slice(TICKS.findIndex((candidate) => candidate.grain === grain));
  for (const { grain: unit, steps, most } of candidates) {
    for (const step of steps) {
      const values = starts(first, last, unit, step, most);
      if (values.length > 0 && values.length <= most) return { grain: unit, values };
    }
  }
  return { grain, values: [first, last] };
}

/** By what a tick may stand for, after how many of them the next one comes, and how many have room. */
const TICKS: readonly { readonly grain: Grain; readonly steps: readonly number[]; readonly most: number }[] = [
  { grain: 'minute', steps: [1, 5, 15, 30], most: 9 },
  { grain: 'hour', steps: [1, 3, 6, 12], most: 9 },
  { grain: 'day', steps: [1, 2], most: 9 },
  { grain: 'week', steps: [1, 2], most: 9 },
  { grain: 'month', steps: [1, 2, 3], most: 13 },
  { grain: 'quarter', steps: [1, 2], most: 9 },
  { grain: 'year', steps: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000], most: 10 },
];

const INTERVALS: Readonly<Record<Grain, CountableTimeInterval>> = {
  minute: utcMinute,
  hour: utcHour,
  day: utcDay,
  week: utcMonday,
  month: utcMonth,
  quarter: utcMonth,
  year: utcYear,
};

/** The starts of every `step`th unit from `first` to `last`, counted so that they stand at round years, months and hours; at most one more than `most`. */
function starts(first: number, last: number, grain: Grain, step: number, most: number): readonly number[] {
  const interval = INTERVALS[grain];
  const every = grain === 'quarter' ? 3 * step : step;
  const values: number[] = [];
  for (
    let time = roundStart(first, grain, every);
    +time <= last && values.length <= most;
    time = interval.offset(time, every)
  ) {
    if (+time >= first) values.push(+time);
  }
  return values;
}

function roundStart(time: number, grain: Grain, every: number): Date {
  const interval = INTERVALS[grain];
  if (grain === 'week') return interval.floor(new Date(time));
  if (grain === 'day') return new Date(Math.floor(time / (every * DAY_MS)) * every * DAY_MS); // d3 counts days anew in each month
  return (interval.every(every) ?? interval).floor(new Date(time));
}

/** Returns the next of 1, 2, 2.5 and 5 times a power of ten. */
export function roundStep(step: number): number {
  const power = 10 ** Math.floor(Math.log10(step));
  const digit = [1, 2, 2.5, 5].find((each) => step / power <= each) ?? 10;
  return round(digit * power);
}

function round(value: number): number {
  return Number(value.toPrecision(12));
}
