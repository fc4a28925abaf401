import type { DimensionColumn, Fields, MeasureColumn, TimeColumn } from '../table/fields.ts';
import type { Table } from '../table/table.ts';
import type { ChartOptions } from './options.ts';
import type { Palette } from './palette.ts';
import type { Point } from './points.ts';

import { readFields } from '../table/fields.ts';
import { sumColumn } from '../table/sum.ts';
import { PALETTES } from './palette.ts';
import { hasRepeats, readPoints } from './points.ts';

/** A list that has at least one item. */
export type NonEmpty<T> = readonly [T, ...T[]];

/** A measure column with its values, read once for a chart and its words. */
export type Measure = MeasureColumn & {
  /** In the table's order; rows at the same place are added up when the measure may be. */
  readonly points: readonly Point[];
  /** The exact sum of all rows; null when the measure may not be added up or has no value. */
  readonly total: number | null;
  /** The same of the baseline column. */
  readonly baselineTotal: number | null;
  /** Whether several rows share a place and may not be added up: single values, no series and no comparison. */
  readonly hasRepeats: boolean;
};

/** What every chart type is built from, and what its words are about. */
export type ChartInput = {
  readonly table: Table;
  readonly time?: TimeColumn;
  /** What is compared; of two or more without a time, the last is the series. */
  readonly dimensions: readonly DimensionColumn[];
  readonly measures: NonEmpty<Measure>;
  readonly options: ChartOptions;
  readonly palette: Palette;
};

/** The input of a table that may hold no number at all. */
export type TableInput = Omit<ChartInput, 'measures'>;

/** The input of a chart along a time. */
export type TimedInput = ChartInput & { readonly time: TimeColumn };

/** Whether the input has a column of times. */
export function isTimed(input: ChartInput): input is TimedInput {
  return input.time !== undefined;
}

/** The input of a chart that cannot be drawn without a time. Throws for one that has none. */
export function requireTime(input: ChartInput): TimedInput {
  if (!isTimed(input)) throw new Error('this type of chart needs a time');
  return input;
}

/** Reads the fields of a table, and what its charts have in common. */
export function readTableInput(table: Table, options: ChartOptions): TableInput & { readonly fields: Fields } {
  const { formats, additive, comparison, theme = 'light' } = options;
  const fields = readFields(table, { formats, additive, baseline: comparison?.columns ?? {} });
  const { time, dimensions } = fields;
  return { table, time, dimensions, options, palette: PALETTES[theme], fields };
}

/** The input of a chart over some columns of the table, with the points of each measure. */
export function readInput(
  { table, options, palette }: TableInput,
  { time, dimensions }: Pick<Fields, 'time' | 'dimensions'>,
  measures: NonEmpty<MeasureColumn>,
): ChartInput {
  const read = (measure: MeasureColumn) => readMeasure(table, { time, dimensions }, measure);
  const [first, ...others] = measures;
  return { table, time, dimensions, measures: [read(first), ...others.map(read)], options, palette };
}

function readMeasure(table: Table, fields: Pick<Fields, 'time' | 'dimensions'>, measure: MeasureColumn): Measure {
  const { index, baseline, isAdditive } = measure;
  const points = readPoints(table, fields, measure);
  return {
    ...measure,
    points,
    total: isAdditive ? sumColumn(table, index) : null,
    baselineTotal: isAdditive && baseline !== undefined ? sumColumn(table, baseline) : null,
    hasRepeats: !isAdditive && hasRepeats(points),
  };
}
