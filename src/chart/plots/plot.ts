import type { MeasureColumn } from '../../table/fields.ts';
import type { ChartInput, LegendEntry } from '../options.ts';

import { formatNumber, formatTicks } from '../../text/number.ts';
import { capital } from '../../text/text.ts';

export type Json = Readonly<Record<string, unknown>>;

/** The plot's width in a picture of 600 logical pixels, and the height that makes it about 16:9 with its words. */
export const WIDTH = 568;

export const HEIGHT = 236;

export const SCHEMA = 'https://vega.github.io/schema/vega-lite/v6.json';

/** The colour that a row names itself. */
export const OWN_COLOUR = { field: 'colour', type: 'nominal', scale: null };

/** A Vega-Lite spec of the house: a fixed outer size, rows from the data named `table`. */
export function plotSpec(parts: Json, { height = HEIGHT }: { height?: number } = {}): Json {
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

/** How a measure's values are written in this chart. */
export function writerOf(
  { options }: Pick<ChartInput, 'options'>,
  { format }: MeasureColumn,
): (value: number | null) => string {
  return (value) =>
    value === null ? 'no data' : formatNumber(value, { format, style: options.numbers, locale: options.locale });
}

/** How the ticks of a measure's axis are written. */
export function axisWriterOf(
  { options: { numbers, locale } }: Pick<ChartInput, 'options'>,
  { format }: Partial<MeasureColumn> = {},
): AxisWriter {
  return (ticks) => formatTicks(ticks, { format, style: numbers, locale });
}

export type AxisWriter = (ticks: readonly number[]) => readonly string[];

export const BANDS = { paddingInner: 0.28, paddingOuter: 0.12 };

/** The key of a chart that sets this period against an earlier one by a mark. */
export function comparisonLegend({ fields, options, palette }: ChartInput): readonly LegendEntry[] {
  const baseline = options.comparison!.label;
  return [
    { label: fields.measures[0]!.name, colour: palette.main, shape: 'square' },
    { label: capital(baseline), colour: palette.text, shape: 'tick' },
  ];
}

/** A key of coloured squares, one a series. */
export function legendOf(colours: Readonly<Record<string, string>>) {
  return Object.entries(colours).map(([label, colour]) => ({ label, colour, shape: 'square' as const }));
}
