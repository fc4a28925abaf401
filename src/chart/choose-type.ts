import type { Fields } from '../table/fields.ts';
import type { ChartType } from './chart-type.ts';
import type { ChartInput } from './options.ts';
import type { Point } from './points.ts';

import { isTruncated } from './options.ts';
import { naturalOrder } from './order.ts';
import { hasRepeats, pointsOfMeasure } from './points.ts';

const FEW_TIMES = 3;

const MOST_SLICES = 5;

const MOST_COUNTED = 12;

/**
 * How a table is drawn when nobody says. Rows, from the top:
 *
 *   one value                      number
 *   measures alone                 scatter (two of them), histogram (one); so too where rows of one place cannot be added
 *   several measures               multiples, one chart a measure, along a time or over one type of category
 *   time                           line; column for up to three buckets and for those that a limit picked
 *   time, split                    line, one a split
 *   category                       bar; column for years, weekdays and others that people count in order
 *   category, split                stacked where parts add up, grouped where few, heatmap where many
 */
export function chooseType(input: ChartInput): ChartType {
  const { fields, table, options } = input;
  const { time, dimensions, measures } = fields;
  const points = pointsOfMeasure(table, fields, measures[0]!);
  if (table.rows.length === 1 && dimensions.length === 0) return 'number';
  if (!measures[0]!.isAdditive && hasRepeats(points)) return measures.length > 1 ? 'scatter' : 'histogram';
  if (reasonAgainst('multiples', input) === undefined && measures.length > 1 && isOneWay(input)) return 'multiples';
  if (time && dimensions.length > 0 && count(points, 'time') === 1) return 'bar';
  const isPicked = isTruncated(table.rows.length, options); // the top five months are no course
  if (time) return dimensions.length === 0 && (isPicked || count(points, 'time') <= FEW_TIMES) ? 'column' : 'line';
  if (dimensions.length === 0) return measures.length > 1 ? 'scatter' : 'histogram';
  if (dimensions.length === 1) return isCounted(points) ? 'column' : 'bar';
  if (reasonAgainst('stacked', input) === undefined) return 'stacked';
  return count(points, 'split') <= 4 && count(points, 'label') <= 6 ? 'grouped' : 'heatmap';
}

/** What people mean by a type's name for this table: bars of months are columns, bars with a split are stacked. */
export function nearestType(type: ChartType, input: ChartInput): ChartType {
  const { time, dimensions } = input.fields;
  if (type === 'bar' && time && dimensions.length === 0) return 'column';
  if ((type === 'bar' && !time && dimensions.length > 1) || (type === 'column' && dimensions.length > (time ? 0 : 1)))
    return reasonAgainst('stacked', input) === undefined ? 'stacked' : 'grouped';
  return type;
}

/** The part of a fields that a type draws: what compares categories adds up all times, what adds up needs no split. */
export function selectFields(type: ChartType, { time, dimensions, measures }: Fields): Fields {
  const dropsTime = dimensions.length > 0 && ['bar', 'pie'].includes(type);
  const dropsSplit = type === 'number' || (type === 'waterfall' && time !== undefined);
  return { time: dropsTime ? undefined : time, dimensions: dropsSplit ? [] : dimensions, measures };
}

/** Why a type cannot draw this table, as a clause; undefined when it can. */
export function reasonAgainst(type: ChartType, { fields, table }: ChartInput): string | undefined {
  const { time, dimensions, measures } = fields;
  const measure = measures[0]!;
  const points = pointsOfMeasure(table, fields, measure);
  const hasNegative = points.some(({ value }) => value !== null && value < 0);
  const needsSum = measure.isAdditive ? undefined : `${measure.name} cannot be added up`;
  const needsParts = needsSum ?? (hasNegative ? 'parts below zero cannot be shown as parts of a whole' : undefined);
  if (!measure.isAdditive && hasRepeats(points) && !['scatter', 'histogram', 'table'].includes(type))
    return `rows share one place in it, and ${measure.name} cannot be added up`;
  const needsTime = time ? undefined : 'there is no time in it';
  const needsSplit = dimensions.length > (time ? 0 : 1) ? undefined : 'it is not split by anything';
  const needsCategory = dimensions.length > 0 ? undefined : 'there is nothing to compare in it';
  switch (type) {
    case 'number':
      return dimensions.length > 0 && !measure.isAdditive ? needsSum : undefined;
    case 'bar':
      return needsCategory ?? (time && count(points, 'time') > 1 ? needsSum : undefined);
    case 'column':
      return needsTime && needsCategory;
    case 'line':
      return needsTime;
    case 'area':
      if (time && count(points, 'time') < 2) return 'it needs two points in time';
      return needsTime ?? (dimensions.length > 0 ? needsParts : undefined);
    case 'stacked':
      return needsSplit ?? needsParts;
    case 'grouped':
      return needsSplit;
    case 'share':
      return needsCategory ?? needsParts;
    case 'heatmap':
      return needsSplit;
    case 'multiples':
      return measures.length > 1 && isOneWay({ fields }) ? undefined : (needsTime ?? needsSplit);
    case 'pie':
      if (needsCategory) return needsCategory;
      return count(points, 'label') > MOST_SLICES ? `a pie is readable with up to ${MOST_SLICES} parts` : needsParts;
    case 'scatter':
      return measures.length > 1 ? undefined : 'it needs two measures';
    case 'histogram':
      return table.rows.length > 1 ? undefined : 'it needs more than one row';
    case 'waterfall':
      return (needsTime && needsCategory) ?? needsSum;
    case 'table':
      return undefined;
  }
}

/** Whether rows stand along a time or over categories, and not both. */
function isOneWay({ fields: { time, dimensions } }: Pick<ChartInput, 'fields'>): boolean {
  return dimensions.length + (time ? 1 : 0) === 1;
}

function isCounted(points: readonly Point[]): boolean {
  if (count(points, 'label') > MOST_COUNTED) return false;
  const labels = [...new Set(points.map(({ label }) => label))];
  return labels.length > 2 && naturalOrder(labels) !== undefined;
}

/** How many there are, counted no further than any choice asks. */
function count(points: readonly Point[], field: 'time' | 'label' | 'split'): number {
  const found = new Set<Point[typeof field]>();
  for (const point of points) {
    found.add(point[field]);
    if (found.size > MOST_COUNTED) break;
  }
  return found.size;
}
