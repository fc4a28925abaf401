import { pairs } from 'd3-array';
import { formatSpecifier } from 'd3-format';

import type { ChartInput, DrawnMeasure, TimedInput } from './chart-input.ts';
import type { ChartType } from './chart-type.ts';
import type { Point } from './points.ts';

import { formatBucket } from '../calendar/bucket.ts';
import { splitFormat } from '../text/number.ts';
import { capital } from '../text/text.ts';
import { isTimed } from './chart-input.ts';
import { incompleteBuckets, incompleteNotes } from './incomplete.ts';
import { datedPoints, distinctTimes } from './points.ts';
import { chooseSeries, listedValues } from './series.ts';
import { findTimeStep } from './time-step.ts';
import { topCategories } from './top.ts';

/** The numbers of a chart by category and series, for viewers that draw charts by themselves. */
export type PlainChart = {
  readonly type: 'line' | 'bar' | 'area' | 'pie';
  /** The labels along the axis, each once; of a pie, its parts. */
  readonly categories: readonly string[];
  /** Each series has one value for each category; a pie has one series. */
  readonly series: readonly { readonly name: string; readonly values: readonly number[] }[];
  /** What the categories are, such as `Country`. */
  readonly categoryTitle: string;
  /** What is measured, and its unit: `Sales ($)`. */
  readonly valueTitle: string;
  /** Sentences on what the chart leaves out, and on a bucket that is incomplete. */
  readonly notes: readonly string[];
};

/** The plain type that shows the same as one of ours. Stacked bars become bars side by side. */
const PLAIN_TYPES: ReadonlyMap<ChartType, PlainChart['type']> = new Map([
  ['line', 'line'],
  ['area', 'area'],
  ['column', 'bar'],
  ['bar', 'bar'],
  ['grouped', 'bar'],
  ['stacked', 'bar'],
  ['pie', 'pie'],
]);

/** The most points, series, and categories that are chosen by size: fewer where each has several bars. `Other` comes on top. */
const MOST = { points: 1000, series: 6, categories: 15, groups: 5 } as const;

/**
 * Returns a chart's numbers by category and series; undefined for types that have no plain one, and where a value is
 * missing that a viewer would have to guess.
 */
export function plainChart(type: ChartType, input: ChartInput): PlainChart | undefined {
  const plain = PLAIN_TYPES.get(type);
  const [measure] = input.measures;
  if (!plain || measure.hasRepeats || measure.points.length > MOST.points) return undefined;
  const axis = isTimed(input) ? timeAxis(input, plain) : categoryAxis(input);
  if (!axis) return undefined;
  const { unit, scale } = unitOf(measure);
  const isBar = plain === 'bar' && measure.isAdditive; // no bar reads as zero, as it does in the picture
  const { named, notes } = seriesOf(input, axis);
  const series = named.map(({ name, find }) => {
    const values = axis.categories.map((category) => find(category) ?? (isBar ? 0 : Number.NaN));
    return { name, values: values.map((value) => Number((value * scale).toPrecision(12))) };
  });
  if (series.some(({ values }) => values.some((value) => !Number.isFinite(value)))) return undefined;
  return {
    type: plain === 'area' && series.length > 1 ? 'line' : plain,
    categories: axis.categories,
    series,
    categoryTitle: axis.title,
    valueTitle: unit === '' ? measure.name : `${measure.name} (${unit})`,
    notes: [...axis.notes, ...notes],
  };
}

type Axis = {
  readonly title: string;
  readonly points: readonly Point[];
  readonly categories: readonly string[];
  readonly categoryOf: (point: Point) => string;
  readonly notes: readonly string[];
};

/** The times of a chart as categories; undefined where one is unknown, or missing between two that a line would join. */
function timeAxis(input: TimedInput, plain: PlainChart['type']): Axis | undefined {
  const { time, measures, options } = input;
  const name = (at: number) => formatBucket(at, time.grain, options.locale);
  const points = datedPoints(measures[0].points);
  const times = distinctTimes(points);
  const meets = findTimeStep(time);
  const isGapless = plain === 'bar' || pairs(times).every(([before, after]) => meets(before, after));
  if (!isGapless || points.length < measures[0].points.length) return undefined;
  const incomplete = incompleteBuckets(input, times[0] ?? 0, times.at(-1) ?? 0);
  return {
    title: time.name,
    points,
    categories: times.map(name),
    categoryOf: (point) => name(point.time ?? 0),
    notes: incompleteNotes('', input, incomplete),
  };
}

function categoryAxis({ dimensions, measures, options: { isOrdered } }: ChartInput): Axis | undefined {
  const [{ points: all, isAdditive }] = measures;
  const [dimension] = dimensions;
  if (!dimension) return undefined;
  const most = all.some(({ series }) => series !== '') ? MOST.groups : MOST.categories;
  const { points, categories, notes } = topCategories(all, { most, isAdditive, isOrdered });
  return { title: dimension.name, points, categories, categoryOf: ({ category }) => category, notes };
}

type NamedSeries = { readonly name: string; readonly find: (category: string) => number | null | undefined };

/** The series of the points, or the one measure with the period that it is compared with. */
function seriesOf(
  input: ChartInput,
  { points, categoryOf }: Axis,
): { readonly named: readonly NamedSeries[]; readonly notes: readonly string[] } {
  const { measures, options, palette } = input;
  const [measure] = measures;
  const read = (name: string, some: readonly Point[], field: 'value' | 'baseline'): NamedSeries => {
    const values = new Map(some.map((point) => [categoryOf(point), point[field]]));
    return { name, find: (category) => values.get(category) };
  };
  if (points.every(({ series }) => series === '')) {
    const isCompared = options.comparison && points.some(({ baseline }) => baseline !== null);
    const before = isCompared ? [read(capital(options.comparison.label), points, 'baseline')] : [];
    return { named: [read(measure.name, points, 'value'), ...before], notes: [] };
  }
  const { isAdditive } = measure;
  const chosen = chooseSeries(points, { palette, isAdditive, values: listedValues(input), most: MOST.series });
  const named = Object.keys(chosen.colours).map((name) => {
    const own = chosen.points.filter(({ series }) => series === name);
    return read(name, own, 'value');
  });
  return { named, notes: chosen.notes };
}

/** The unit around a measure's numbers, and what they are multiplied by to be read in it. */
function unitOf({ format }: DrawnMeasure): { readonly unit: string; readonly scale: number } {
  const { prefix, pattern, suffix } = splitFormat(format);
  const { type, symbol } = formatSpecifier(pattern);
  if (type === '%' || type === 'p') return { unit: '%', scale: 100 };
  return { unit: `${prefix}${symbol === '$' ? '$' : ''}${suffix}`.trim(), scale: 1 };
}
