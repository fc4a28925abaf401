import type { MeasureColumn } from '../../table/fields.ts';
import type { ChartInput } from '../chart-input.ts';
import type { LegendEntry } from '../picture.ts';

import { formatNumber, formatTicks } from '../../text/number.ts';
import { capital } from '../../text/text.ts';
import { HEIGHT, SCHEMA, WIDTH } from './size.ts';

/** A part of a Vega-Lite spec. */
export type Json = Readonly<Record<string, unknown>>;

/** The output of a chart type: its spec, the rows that the spec reads, its legend, and the notes below it. */
export type Plot = {
  readonly spec: Json;
  readonly rows: readonly Json[];
  readonly legend?: readonly LegendEntry[];
  readonly notes?: readonly string[];
  /** Each drawn value in words, where it is not one of the table. */
  readonly values?: readonly string[];
};

/** The channel of a colour that each row names itself. */
export const OWN_COLOUR = { field: 'colour', type: 'nominal', scale: null };

/** The channel of a text that each row carries. */
export const OWN_TEXT = { text: { field: 'text' } };

/** Makes a Vega-Lite spec of a fixed outer size in pixels, which reads its rows from the data named `table`. */
export function plotSpec(parts: Json, { height = HEIGHT }: { readonly height?: number } = {}): Json {
  return {
    $schema: SCHEMA,
    data: { name: 'table', format: { parse: null } }, // the rows hold numbers already
    width: WIDTH,
    height,
    padding: 0,
    autosize: { type: 'fit', contains: 'padding' },
    ...parts,
  };
}

/** Makes one layer of a plot, of the rows whose field `part` names it. */
export function layer(part: string, mark: Json, encoding: Json): Json {
  return { transform: [{ filter: `datum.part === '${part}'` }], mark, encoding };
}

/** Returns the function that writes a measure's values in this chart: `$1.9M`, and `no data` for null. */
export function writerOf(
  { options }: Pick<ChartInput, 'options'>,
  { format }: Pick<MeasureColumn, 'format'>,
): (value: number | null) => string {
  const written = { format, style: options.numbers, locale: options.locale };
  return (value) => (value === null ? 'no data' : formatNumber(value, written));
}

/** Returns the function that writes the ticks of a measure's axis, all in one unit. */
export function axisWriterOf(
  { options: { numbers, locale } }: Pick<ChartInput, 'options'>,
  { format }: Pick<MeasureColumn, 'format'> = {},
): AxisWriter {
  return (ticks) => formatTicks(ticks, { format, style: numbers, locale });
}

/** Writes the ticks of an axis, one text for each tick. */
export type AxisWriter = (ticks: readonly number[]) => readonly string[];

/** Makes the legend of a chart that marks its baseline; empty where nothing is compared. */
export function comparisonLegend({ measures, options, palette }: ChartInput): readonly LegendEntry[] {
  if (!options.comparison) return [];
  return [
    { label: measures[0].name, colour: palette.main, shape: 'square' },
    { label: capital(options.comparison.label), colour: palette.text, shape: 'tick' },
  ];
}

/** Makes a legend of coloured squares, one for each series. */
export function legendOf(colours: Readonly<Record<string, string>>): readonly LegendEntry[] {
  return Object.entries(colours).map(([label, colour]) => ({ label, colour, shape: 'square' }));
}
