import type { MeasureColumn } from '../../table/fields.ts';
import type { ChartInput } from '../chart-input.ts';
import type { LegendEntry } from '../picture.ts';

import { formatNumber, formatTicks } from '../../text/number.ts';
import { capital } from '../../text/text.ts';
import { HEIGHT, SCHEMA, WIDTH } from './size.ts';

/** A part of a Vega-Lite spec. */
export type Json = Readonly<Record<string, unknown>>;

/** What a chart type draws: its spec, the rows that the spec reads, its legend, and what must be said below it. */
export type Plot = {
  readonly spec: Json;
  readonly rows: readonly Json[];
  readonly legend?: readonly LegendEntry[];
  readonly notes?: readonly string[];
  /** Each value that is drawn, in words, where that is not one of the table. */
  readonly values?: readonly string[];
};

/** The colour that a row names itself. */
export const OWN_COLOUR = { field: 'colour', type: 'nominal', scale: null };

/** The text that a row carries. */
export const OWN_TEXT = { text: { field: 'text' } };

/** A Vega-Lite spec of a fixed outer size in pixels, with its rows from the data named `table`. */
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

/** One layer of a plot: the rows whose `part` it is. */
export function layer(part: string, mark: Json, encoding: Json): Json {
  return { transform: [{ filter: `datum.part === '${part}'` }], mark, encoding };
}

/** The function that writes a measure's values in this chart: `$1.9M`, and `no data` for null. */
export function writerOf(
  { options }: Pick<ChartInput, 'options'>,
  { format }: Pick<MeasureColumn, 'format'>,
): (value: number | null) => string {
  const written = { format, style: options.numbers, locale: options.locale };
  return (value) => (value === null ? 'no data' : formatNumber(value, written));
}

/** The function that writes the ticks of a measure's axis, all in one unit. */
export function axisWriterOf(
  { options: { numbers, locale } }: Pick<ChartInput, 'options'>,
  { format }: Pick<MeasureColumn, 'format'> = {},
): AxisWriter {
  return (ticks) => formatTicks(ticks, { format, style: numbers, locale });
}

/** Writes the ticks of an axis, one text a tick. */
export type AxisWriter = (ticks: readonly number[]) => readonly string[];

/** The legend of a chart that sets this period against its baseline by a mark; none where nothing is compared. */
export function comparisonLegend({ measures, options, palette }: ChartInput): readonly LegendEntry[] {
  if (!options.comparison) return [];
  return [
    { label: measures[0].name, colour: palette.main, shape: 'square' },
    { label: capital(options.comparison.label), colour: palette.text, shape: 'tick' },
  ];
}

/** A legend of coloured squares, one a series. */
export function legendOf(colours: Readonly<Record<string, string>>): readonly LegendEntry[] {
  return Object.entries(colours).map(([label, colour]) => ({ label, colour, shape: 'square' }));
}
