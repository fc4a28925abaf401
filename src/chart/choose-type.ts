import { max, pairs } from 'd3-array';

import type { Fields } from '../table/fields.ts';
import type { ChartInput } from './chart-input.ts';
import type { ChartType } from './chart-type.ts';
import type { Point } from './points.ts';

import { isTruncated } from './options.ts';
import { shownInOrder } from './order.ts';
import { datedPoints, distinctTimes } from './points.ts';
import { findTimeStep } from './time-step.ts';
import { orderedCategories } from './top.ts';

const FEW_TIMES = 3;

const MOST_SLICES = 5;

const MOST_COUNTED = 12;

const SHORTEST_STEP = 1 / 100; // of the axis: shorter pieces of line can hardly be seen

/**
 * Chooses the chart type of a table for which neither the question nor the author names one. The first line that
 * describes the table decides; `series` is a second dimension.
 *
 *   one row without dimensions     number
 *   rows that share their names    histogram of one measure, scatter of two: when they may not be added up
 *   several measures               multiples, a chart for each measure along one time or one dimension
 *   time                           line; column for up to three buckets and for those that a limit picked
 *   time, series                   line for each series; bar when all rows have the same time
 *   no dimension                   histogram of one measure, scatter of two
 *   category                       bar; column for years, weekdays and others that have an order of their own
 *   category, series               stacked where parts add up, grouped where few, heatmap where many
 */
export function chooseType(input: ChartInput): ChartType {
  const { table, time, dimensions, measures } = input;
  const [{ points, hasRepeats }] = measures;
  const isOne = measures.length === 1;
  if (table.rows.length === 1 && dimensions.length === 0) return 'number';
  if (hasRepeats) return isOne ? 'histogram' : 'scatter';
  if (reasonAgainst('multiples', input) === undefined && !isOne && isOneWay(input)) return 'multiples';
  if (time) return chooseTimedType(input);
  if (dimensions.length === 0) return isOne ? 'histogram' : 'scatter';
  if (dimensions.length === 1) return isCounted(points) ? 'column' : 'bar';
  if (reasonAgainst('stacked', input) === undefined) return 'stacked';
  return count(points, 'series') <= 4 && count(points, 'category') <= 6 ? 'grouped' : 'heatmap';
}

function chooseTimedType(input: ChartInput): ChartType {
  const { table, dimensions, measures, options } = input;
  const [{ points }] = measures;
  const times = count(points, 'time');
  if (dimensions.length > 0) return times === 1 ? 'bar' : 'line';
  const isPicked = isTruncated(table.rows.length, options); // the top five months are no series
  return isPicked || times <= FEW_TIMES || isSparse(input) ? 'column' : 'line';
}

/** Whether a few times are so far apart for what each spans that a line would be dots: five hours of a year. */
function isSparse({ time, measures: [{ points }] }: ChartInput): boolean {
  if (!time || count(points, 'time') > MOST_COUNTED) return false;
  const times = distinctTimes(datedPoints(points));
  const [first = 0, last = 0] = [times[0], times.at(-1)];
  const meets = findTimeStep(time);
  const longest = max(pairs(times), ([before, after]) => (meets(before, after) ? after - before : 0)) ?? 0;
  return longest < (last - first) * SHORTEST_STEP;
}

/** Returns the chart type that is drawn for the one that was asked for: `column` for bars along a time, `stacked` or `grouped` for bars with a series, else that type itself. */
export function nearestType(type: ChartType, input: ChartInput): ChartType {
  const { time, dimensions } = input;
  if (type === 'bar' && time && dimensions.length === 0) return 'column';
  const isSplitBar = type === 'bar' && !time && dimensions.length > 1;
  const isSplitColumn = type === 'column' && dimensions.length > (time ? 0 : 1);
  if (isSplitBar || isSplitColumn) return reasonAgainst('stacked', input) === undefined ? 'stacked' : 'grouped';
  return type;
}

/** Returns the fields that a chart type draws: bar and pie drop the time, number and a waterfall in time drop the series. */
export function selectFields(type: ChartType, { time, dimensions }: Pick<Fields, 'time' | 'dimensions'>) {
  const dropsTime = dimensions.length > 0 && ['bar', 'pie'].includes(type);
  const dropsSeries = type === 'number' || (type === 'waterfall' && time !== undefined);
  return { time: dropsTime ? undefined : time, dimensions: dropsSeries ? [] : dimensions };
}

/** Returns why a type cannot draw this table, as a clause of a sentence; undefined when it can. */
export function reasonAgainst(type: ChartType, input: ChartInput): string | undefined {
  const [{ name, hasRepeats }] = input.measures;
  if (hasRepeats && !['scatter', 'histogram', 'table'].includes(type))
    return `rows share one place in it, and ${name} cannot be added up`;
  return REASONS[type](input);
}

type Reason = (input: ChartInput) => string | undefined;

const needsTime: Reason = ({ time }) => (time ? undefined : 'there is no time in it');

const needsCategory: Reason = ({ dimensions }) =>
  dimensions.length > 0 ? undefined : 'there is nothing to compare in it';

const needsSeries: Reason = ({ time, dimensions }) =>
  dimensions.length > (time ? 0 : 1) ? undefined : 'it is not split by anything';

const needsSum: Reason = ({ measures: [{ name, isAdditive }] }) =>
  isAdditive ? undefined : `${name} cannot be added up`;

const needsParts: Reason = (input) => {
  const hasNegative = input.measures[0].points.some(({ value }) => value !== null && value < 0);
  return needsSum(input) ?? (hasNegative ? 'parts below zero cannot be shown as parts of a whole' : undefined);
};

/** A line without a time needs categories that stand in an order. */
const needsOrder: Reason = (input) => {
  const [{ points }] = input.measures;
  const isOrdered = input.dimensions.length > 0 && orderedCategories(points, input.options.isOrdered) !== undefined;
  return isOrdered ? undefined : needsTime(input);
};

const REASONS: Readonly<Record<ChartType, Reason>> = {
  number: (input) => (input.dimensions.length > 0 ? needsSum(input) : undefined),
  bar: (input) => needsCategory(input) ?? (countTimes(input) > 1 ? needsSum(input) : undefined),
  column: (input) => needsTime(input) && needsCategory(input),
  line: needsOrder,
  area: (input) => {
    if (input.time && countTimes(input) < 2) return 'it needs two points in time';
    return needsTime(input) ?? (input.dimensions.length > 0 ? needsParts(input) : undefined);
  },
  stacked: (input) => needsSeries(input) ?? needsParts(input),
  grouped: needsSeries,
  share: (input) => needsCategory(input) ?? needsParts(input),
  heatmap: needsSeries,
  multiples: (input) => {
    if (input.measures.length > 1 && isOneWay(input)) return undefined;
    return needsTime(input) ?? needsSeries(input);
  },
  pie: (input) => {
    const isFull = count(input.measures[0].points, 'category') > MOST_SLICES;
    return needsCategory(input) ?? (isFull ? `a pie is readable with up to ${MOST_SLICES} parts` : needsParts(input));
  },
  scatter: ({ measures }) => (measures.length > 1 ? undefined : 'it needs two measures'),
  histogram: ({ table }) => (table.rows.length > 1 ? undefined : 'it needs more than one row'),
  waterfall: (input) => (needsTime(input) && needsCategory(input)) ?? needsSum(input),
  table: () => undefined,
};

/** Whether rows stand along a time or over categories, and not both. */
function isOneWay({ time, dimensions }: ChartInput): boolean {
  return dimensions.length + (time ? 1 : 0) === 1;
}

function isCounted(points: readonly Point[]): boolean {
  const categories = [...new Set(points.map(({ category }) => category))];
  return categories.length > 2 && shownInOrder(categories, MOST_COUNTED) !== undefined;
}

function countTimes({ time, measures: [{ points }] }: ChartInput): number {
  return time ? count(points, 'time') : 0;
}

/** How many there are, counted no further than any choice asks. */
function count(points: readonly Point[], field: 'time' | 'category' | 'series'): number {
  const found = new Set<Point[typeof field]>();
  for (const point of points) {
    found.add(point[field]);
    if (found.size > MOST_COUNTED) break;
  }
  return found.size;
}
