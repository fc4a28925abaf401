import type { Grain } from '../calendar/bucket.ts';
import type { KeyEntry, Scene } from '../chart/options.ts';
import type { Palette } from '../chart/palette.ts';
import type { NumberTicks, TimeTicks } from '../chart/ticks.ts';
import type { MeasureColumn } from '../table/fields.ts';

import { timeTicks } from '../chart/ticks.ts';
import { formatNumber, formatTicks } from '../text/number.ts';
import { capital } from '../text/text.ts';

type Json = Readonly<Record<string, unknown>>;

/** The plot's width in a picture of 600 logical pixels, and the height that makes it about 16:9 with its words. */
export const WIDTH = 568;

export const HEIGHT = 236;

export const SCHEMA = 'https://vega.github.io/schema/vega-lite/v6.json';

/** The colour that a row names itself. */
export const OWN_COLOUR = { field: 'colour', type: 'nominal', scale: null };

/** Sets the title of an upright axis level above it, where it is read before the numbers. */
export const TITLE_ABOVE = {
  titleAngle: 0,
  titleAlign: 'left',
  titleAnchor: 'end',
  titleX: 0,
  titleY: -12,
  titleBaseline: 'bottom',
};

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

/** A channel whose values are pixels already, for what no scale of Vega's lays out. */
export function pixelChannel(field: string, size: number): Json {
  return {
    field,
    type: 'quantitative',
    axis: null,
    scale: { domain: [0, size], range: [0, size], nice: false, zero: false },
  };
}

/** One layer of a plot: the rows whose `part` it is. */
export function layer(part: string, mark: Json, encoding: Json): Json {
  return { transform: [{ filter: `datum.part === '${part}'` }], mark, encoding };
}

/** How a measure's values are written in this chart. */
export function writerOf(
  { options }: Pick<Scene, 'options'>,
  { format }: MeasureColumn,
): (value: number | null) => string {
  return (value) =>
    value === null ? 'no data' : formatNumber(value, { format, style: options.numbers, locale: options.locale });
}

/** How the ticks of a measure's axis are written. */
export function axisWriterOf(
  { options: { numbers, locale } }: Pick<Scene, 'options'>,
  { format }: Partial<MeasureColumn> = {},
): AxisWriter {
  return (ticks) => formatTicks(ticks, { format, style: numbers, locale });
}

export type AxisWriter = (ticks: readonly number[]) => readonly string[];

/** A quantitative channel over round numbers. */
export function numberChannel(
  field: string,
  ticks: NumberTicks,
  write: AxisWriter,
  { palette, ...axis }: Json & { readonly palette: Palette },
): Json {
  return {
    field,
    type: 'quantitative',
    stack: null,
    scale: { domain: ticks.domain, nice: false, zero: false },
    axis: {
      title: null,
      values: ticks.values,
      labelExpr: lookUp(ticks.values, write(ticks.values), 'datum.value'),
      gridColor: { condition: { test: 'datum.value === 0', value: palette.axis }, value: palette.grid },
      ...axis,
    },
  };
}

/** An axis that shows nothing but where zero is. */
export function zeroLine(colour: string): Json {
  return { title: null, values: [0], labels: false, grid: true, gridColor: colour };
}

/** The length of horizontal bars, with room at the left for what is written beside those below zero. */
export function lengthChannel(rows: readonly { readonly edge: number; readonly text: string }[], colour: string): Json {
  const low = rows.reduce((least, { edge }) => Math.min(least, edge), 0);
  const high = rows.reduce((most, { edge }) => Math.max(most, edge), 0);
  const characters = rows.reduce((most, { edge, text }) => (edge < 0 ? Math.max(most, text.length) : most), 0);
  const share = (characters * 7.7 + 12) / (WIDTH * 0.72);
  const room = low < 0 ? (share / (1 - share)) * (high - low) : 0;
  const domain = low === 0 && high === 0 ? [0, 1] : [low - room, high];
  return { type: 'quantitative', stack: null, axis: zeroLine(colour), scale: { domain, nice: false, zero: false } };
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

/** A channel of equal places in time: the starts of buckets, each named where there is room. */
export function bucketChannel(field: string, times: readonly number[], grain: Grain): Json {
  const ticks = timeTicks(times[0]!, times.at(-1)!, grain);
  const marked = ticks.values.filter((value) => times.includes(value));
  const isShort = times.length <= 8 || marked.length < 2;
  const shown = isShort ? { grain, values: times.slice(0, 13) } : { ...ticks, values: marked };
  return {
    field,
    type: 'ordinal',
    sort: null,
    scale: { ...BANDS, domain: times },
    axis: { ...timeAxis(shown), labelAngle: 0, domain: false },
  };
}

/** Labels as they are written below columns, on two lines where they need them. */
export function columnLabels(labels: readonly string[]): LabelAxis {
  const room = Math.max(40, WIDTH / labels.length - 12);
  const longestWord = labels
    .flatMap((label) => label.split(' '))
    .reduce((most, word) => Math.max(most, word.length), 0);
  if (longestWord * 7.2 > room) {
    const slanted = { labelAngle: -35, labelOverlap: false };
    return labelAxis(labels, { length: 24, limit: 130, lines: 1, axis: slanted });
  }
  return labelAxis(labels, { length: room / 7, limit: room, lines: 2, axis: { labelAngle: 0, labelOverlap: true } });
}

/** Labels as they are written beside horizontal bars, on two lines where the bars are tall enough. */
export function barLabels(labels: readonly string[], step: number, colour: string): LabelAxis {
  const axis = { labelColor: colour, labelPadding: 8, labelOverlap: false };
  return labelAxis(labels, { length: LONGEST_LINE, limit: 200, lines: step >= TWO_LINES ? 2 : 1, axis });
}

export type LabelAxis = {
  /** The channel of the field `label`, whose values are `textOf` each label. */
  readonly channel: Json;
  readonly textOf: (label: string) => string;
};

type LabelOptions = { readonly length: number; readonly limit: number; readonly lines: 1 | 2; readonly axis: Json };

/** No label stands in an expression: a line break in its own text is all that Vega has to split. */
function labelAxis(labels: readonly string[], { length, limit, lines, axis }: LabelOptions): LabelAxis {
  const shorten = shortener(labels, length, lines);
  const texts = new Map(
    labels.map((label) => [label, lines === 2 ? breakLabel(shorten(label), length) : shorten(label)]),
  );
  const textOf =
    new Set(texts.values()).size === labels.length ? (label: string) => texts.get(label)! : (label: string) => label;
  return {
    channel: {
      field: 'label',
      type: 'nominal',
      sort: null,
      scale: { ...BANDS, domain: labels.map(textOf) },
      axis: { title: null, labelExpr: "split(datum.value, '\\n')", labelLimit: limit, domain: false, ...axis },
    },
    textOf,
  };
}

const BANDS = { paddingInner: 0.28, paddingOuter: 0.12 };

/** Cuts labels in their middle where they would look the same when cut at their ends. */
export function shortener(labels: readonly string[], length: number, lines = 1): (label: string) => string {
  return areAlike(labels, length * lines) ? (label) => cutMiddle(label, length) : (label) => label;
}

/** Whether labels that differ would look the same when cut at their ends. */
function areAlike(labels: readonly string[], length: number): boolean {
  return new Set(labels.map((label) => label.slice(0, length - 2))).size < labels.length;
}

function cutMiddle(label: string, length: number): string {
  const half = Math.floor((length - 1) / 2);
  return label.length <= length ? label : `${label.slice(0, half).trim()}…${label.slice(-half).trim()}`;
}

/** How tall a horizontal bar with its gap is when there are so many. */
export function stepOf(count: number): number {
  return count <= 4 ? 44 : count <= 6 ? 36 : count <= 8 ? 30 : count <= 11 ? 24 : 20;
}

/** The same, with room for two lines where few bars have long names. */
export function barStep(labels: readonly string[]): number {
  const isLong = labels.length <= 8 && labels.some((label) => label.length > LONGEST_LINE);
  return Math.max(stepOf(labels.length), isLong ? TWO_LINES : 0);
}

const LONGEST_LINE = 27; // characters

const TWO_LINES = 42; // pixels for two lines and a gap to the next label

/** The key of a chart that sets this period against an earlier one by a mark. */
export function comparisonKey({ shape, options, palette }: Scene): readonly KeyEntry[] {
  const earlier = options.comparison!.label;
  return [
    { label: shape.measures[0]!.name, colour: palette.main, shape: 'square' },
    { label: capital(earlier), colour: palette.text, shape: 'tick' },
  ];
}

/** A label of several words that is longer than `length` characters, with a line break in it. */
function breakLabel(label: string, length: number): string {
  if (label.length <= length) return label;
  const space = label.lastIndexOf(' ', length);
  const end = space > 0 ? space : label.indexOf(' ');
  return end <= 0 ? label : `${label.slice(0, end)}\n${label.slice(end + 1)}`;
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
