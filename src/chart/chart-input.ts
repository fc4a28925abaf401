import type { DimensionColumn, Fields, MeasureColumn, TimeColumn } from '../table/fields.ts';
import type { Table } from '../table/table.ts';
import type { ChartOptions } from './options.ts';
import type { Palette } from './palette.ts';
import type { Point } from './points.ts';

import { readFields } from '../table/fields.ts';
import { sumColumn } from '../table/sum.ts';
import { PALETTES } from './palette.ts';
import { hasRepeats, readPoints, tellUnknownApart } from './points.ts';

/** A list with at least one item. */
export type NonEmpty<T> = readonly [T, ...T[]];

/** A measure column with its values, read once for a chart and its words. */
export type DrawnMeasure = MeasureColumn & {
  /** Its points in the table's order; rows with the same time, category and series are added up where the measure allows it. */
  readonly points: readonly Point[];
  /** The exact sum of all rows; null when the measure may not be added up or has no value. */
  readonly total: number | null;
  /** The same for the baseline column. */
  readonly baselineTotal: number | null;
  /** Whether several rows have the same time, category and series and may not be added up; they are drawn as single values. */
  readonly hasRepeats: boolean;
};

/** The data that every chart type draws and describes. */
export type ChartInput = {
  readonly table: Table;
  readonly time?: TimeColumn;
  /** The columns that are compared; of two or more without a time, the last makes the series. */
  readonly dimensions: readonly DimensionColumn[];
  readonly measures: NonEmpty<DrawnMeasure>;
  readonly options: ChartOptions;
  readonly palette: Palette;
};

/** The data of a table that may contain no number. */
export type TableInput = Omit<ChartInput, 'measures'>;

/** The data of a chart along a time. */
export type TimedInput = ChartInput & { readonly time: TimeColumn };

/** Whether the input has a column of times. */
export function isTimed(input: ChartInput): input is TimedInput {
  return input.time !== undefined;
}

/** Returns the input of a chart that needs a time. Throws for one without a time. */
export function requireTime(input: ChartInput): TimedInput {
  if (!isTimed(input)) throw new Error('this type of chart needs a time');
  return input;
}

/** Reads the fields of a table, and what all its charts need. */
export function readTableInput(table: Table, options: ChartOptions): TableInput & { readonly fields: Fields } {
  const { formats, additive, comparison, theme = 'light' } = options;
  const fields = readFields(table, { formats, additive, baseline: comparison?.columns ?? {} });
  const { time, dimensions } = fields;
  return { table, time, dimensions, options, palette: PALETTES[theme], fields };
}

/** Reads the input of a chart over some columns of the table, with the points of each measure. */
export function readInput(
  { table, options, palette }: TableInput,
  { time, dimensions }: Pick<Fields, 'time' | 'dimensions'>,
  measures: NonEmpty<MeasureColumn>,
): ChartInput {
  const read = (measure: MeasureColumn) => readMeasure(table, { time, dimensions }, measure, options);
  const [first, ...others] = measures;
  return { table, time, dimensions, measures: [read(first), ...others.map(read)], options, palette };
}

function readMeasure(
  table: Table,
  fields: Pick<Fields, 'time' | 'dimensions'>,
  measure: MeasureColumn,
  { locale }: ChartOptions,
): DrawnMeasure {
  const { index, baseline, isAdditive } = measure;
  const read = readPoints(table, fields, measure, locale);
  const points = isAdditive ? read : tellUnknownApart(read);
  return {
    ...measure,
    points,
    total: isAdditive ? sumColumn(table, index) : null,
    baselineTotal: isAdditive && baseline !== undefined ? sumColumn(table, baseline) : null,
    hasRepeats: !isAdditive && hasRepeats(points),
  };
}
