import type { KeyEntry, Scene } from '../chart.ts';
import type { Grain } from '../format.ts';
import type { MeasureColumn } from '../shape.ts';
import type { NumberTicks, TimeTicks } from '../ticks.ts';

import { formatNumber } from '../format.ts';
import { timeTicks } from '../ticks.ts';

type Json = Readonly<Record<string, unknown>>;

/** The plot's width in a picture of 600 logical pixels, and the height that makes it about 16:9 with its words. */
export const WIDTH = 568;
export const HEIGHT = 236;

/** The colour that a row names itself. */
export const OWN_COLOUR = { field: 'colour', type: 'nominal', scale: null };

/** A Vega-Lite spec of the house: a fixed outer size, rows from the data named `table`. */
export function plotSpec(parts: Json, { height = HEIGHT }: { height?: number } = {}): Json {
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    data: { name: 'table' },
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
export function writerOf({ options }: Scene, { format }: MeasureColumn): (value: number | null) => string {
  return (value) => (value === null ? 'no data' : formatNumber(value, { format, style: options.numbers }));
}

/** A quantitative channel over round numbers, written as the chart writes its values. */
export function numberChannel(
  field: string,
  ticks: NumberTicks,
  write: (value: number) => string,
  axis: Json = {},
): Json {
  return {
    field,
    type: 'quantitative',
    stack: null,
    scale: { domain: ticks.domain, nice: false, zero: false },
    axis: {
      title: null,
      values: ticks.values,
      labelExpr: lookUp(ticks.values, ticks.values.map(write), 'datum.value'),
      ...axis,
    },
  };
}

/** An axis that shows nothing but where zero is. */
export function zeroLine(colour: string): Json {
  return { title: null, values: [0], labels: false, grid: true, gridColor: colour };
}

/** A time channel in UTC, its ticks named as people name them and the year told once. */
export function timeChannel(field: string, ticks: TimeTicks, domain: readonly [number, number]): Json {
  return {
    field,
    type: 'temporal',
    scale: { type: 'utc', domain, nice: false },
    axis: { ...timeAxis(ticks), grid: false, labelFlush: false, tickSize: 5 },
  };
}

/** A channel of equal places in the given order: the starts of buckets in time when there is a grain, else labels. */
export function bandChannel(field: string, places: readonly (string | number)[], grain?: Grain): Json {
  const scale = { paddingInner: 0.3, paddingOuter: 0.15 };
  if (!grain) {
    const room = Math.max(40, WIDTH / places.length - 12);
    const axis = { labelAngle: 0, labelLimit: room, labelOverlap: true, domain: false };
    const labelExpr = lookUp(
      places,
      places.map((place) => breakLabel(String(place), room / 7)),
      'datum.value',
    );
    return { field, type: 'nominal', sort: null, scale, axis: { title: null, labelExpr, ...axis } };
  }
  const times = places as readonly number[];
  const ticks = timeTicks(
    times.reduce((a, b) => Math.min(a, b)),
    times.reduce((a, b) => Math.max(a, b)),
    grain,
  );
  const marked = ticks.values.filter((value) => times.includes(value));
  const shown =
    times.length <= 8 || marked.length < 2 ? { grain, values: times.slice(0, 13) } : { ...ticks, values: marked };
  return { field, type: 'ordinal', sort: null, scale, axis: { ...timeAxis(shown), labelAngle: 0, domain: false } };
}

/** A band channel for labels beside horizontal bars, each in full on one or two lines. */
export function labelChannel(labels: readonly string[], { step, colour }: { step: number; colour: string }): Json {
  const lines = labels.map((label) => (step >= 34 ? breakLabel(label, 26) : label));
  return {
    field: 'label',
    type: 'nominal',
    sort: null,
    scale: { domain: labels, paddingInner: 0.28, paddingOuter: 0.1 },
    axis: {
      title: null,
      labelExpr: lookUp(labels, lines, 'datum.value'),
      labelColor: colour,
      labelLimit: 200,
      labelPadding: 8,
      labelOverlap: false,
      domain: false,
    },
  };
}

/** How tall a horizontal bar with its gap is when there are so many. */
export function stepOf(count: number): number {
  return count <= 4 ? 44 : count <= 6 ? 36 : count <= 8 ? 30 : count <= 11 ? 24 : 20;
}

/** The key of a chart that sets this period against an earlier one by a mark. */
export function comparisonKey({ shape, options, palette }: Scene): readonly KeyEntry[] {
  const earlier = options.comparison!.label;
  return [
    { label: shape.measures[0]!.name, colour: palette.main, shape: 'square' },
    { label: earlier.charAt(0).toUpperCase() + earlier.slice(1), colour: palette.text, shape: 'tick' },
  ];
}

/** Two lines for a label of several words that is longer than `length` characters. */
export function breakLabel(label: string, length: number): string | readonly [string, string] {
  if (label.length <= length) return label;
  const space = label.lastIndexOf(' ', Math.max(length, label.length / 2));
  const end = space > 0 ? space : label.indexOf(' ');
  return end <= 0 ? label : [label.slice(0, end), label.slice(end + 1)];
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The names of a time axis; the year stands below the first tick and where it changes. */
function timeAxis({ grain, values }: TimeTicks): Json {
  const names = values.map((value, index) => {
    const [above, below] = timeLabel(new Date(value), grain);
    const before = index > 0 ? timeLabel(new Date(values[index - 1]!), grain)[1] : undefined;
    return below === undefined ? above : [above, below === before ? '' : below];
  });
  return { title: null, values, labelOverlap: false, labelExpr: lookUp(values, names, 'time(datum.value)') };
}

function timeLabel(date: Date, grain: Grain): readonly [above: string, below?: string] {
  const year = String(date.getUTCFullYear());
  const day = `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`;
  if (grain === 'year') return [year];
  if (grain === 'quarter') return [`Q${Math.floor(date.getUTCMonth() / 3) + 1}`, year];
  if (grain === 'month') return [MONTHS[date.getUTCMonth()]!, year];
  if (grain === 'week' || grain === 'day') return [day, year];
  return [date.toISOString().slice(11, 16), day];
}

/** A Vega expression that names each value by its place; the names are made here, where the formats are. */
function lookUp(values: readonly unknown[], names: readonly unknown[], value: string): string {
  return `${JSON.stringify(names)}[indexof(${JSON.stringify(values)}, ${value})]`;
}
