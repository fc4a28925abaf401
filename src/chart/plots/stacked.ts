import { max } from 'd3-array';

import type { ChartInput } from '../chart-input.ts';
import type { Palette } from '../palette.ts';
import type { LegendEntry } from '../picture.ts';
import type { Point } from '../points.ts';
import type { Series } from '../series.ts';
import type { Json, Plot } from './plot.ts';

import { textWidth, widestOf } from '../../fonts/text-width.ts';
import { sum } from '../../table/sum.ts';
import { formatShare } from '../../text/number.ts';
import { isTimed, readInput } from '../chart-input.ts';
import { readableOn } from '../palette.ts';
import { chooseSeries, listedValues } from '../series.ts';
import { topCategories } from '../top.ts';
import { zeroLine } from './channels.ts';
import { barLabels, barStep } from './labels.ts';
import { layer, legendOf, OWN_COLOUR, OWN_TEXT, plotSpec, writerOf } from './plot.ts';
import { WIDTH } from './size.ts';
import { stackParts } from './stack.ts';
import { stackedColumnsPlot } from './stacked-columns.ts';

const MOST_BARS = 12;

const ONE_BAR = 64; // pixels

/** Draws one bar for each category, made of the parts of its series, with the total at the end. Vertical when there is a time. */
export function stackedPlot(input: ChartInput): Plot {
  return isTimed(input) ? stackedColumnsPlot(input, { isShare: false }) : stackedBars(input, { isShare: false });
}

/** Draws stacked bars of the same length: the share of each series. */
export function sharePlot(input: ChartInput): Plot {
  const { time, dimensions, measures } = input;
  if (isTimed(input) && new Set(time?.times).size > 1) return stackedColumnsPlot(input, { isShare: true });
  return stackedBars(time ? readInput(input, { dimensions }, measures) : input, { isShare: true });
}

/** What the bars are made of, in the measure's own unit. */
type Bars = {
  readonly categories: readonly string[];
  readonly series: Series;
  /** By category. */
  readonly totals: ReadonlyMap<string, number>;
  /** By category and series. */
  readonly values: ReadonlyMap<string, ReadonlyMap<string, number>>;
};

function stackedBars(input: ChartInput, { isShare }: { readonly isShare: boolean }): Plot {
  const { palette, measures } = input;
  const { categories, notes, bars } = readBars(input);
  const write = writerOf(input, measures[0]);
  const longest = max(bars.totals.values()) ?? 0;
  const step = categories.length === 1 ? ONE_BAR : barStep(categories);
  const { channel, textOf } = barLabels(categories, step, palette.text);
  const ends = categories.map((category) => {
    const total = bars.totals.get(category) ?? 0;
    return { part: 'total', category, end: isShare ? 1 : total, text: write(total) };
  });
  const pieces = categories.flatMap((category) => pieceRows(input, bars, category, isShare ? undefined : longest));
  const rows = [...pieces, ...ends].map(({ category, ...row }) => ({ ...row, label: textOf(category) }));
  const widest = widestOf(
    ends.map(({ text }) => text),
    { fontWeight: 600 },
  );
  const layers = stackedLayers(palette, isShare ? { widest } : { longest });
  const height = Math.max(64, categories.length * step);
  const spec = plotSpec({ encoding: { y: channel }, layer: layers }, { height });
  return { spec, rows, legend: stackedLegend(input, bars, isShare), notes: [...notes, ...bars.series.notes] };
}

function readBars(input: ChartInput) {
  const { palette, measures } = input;
  const [{ points }] = measures;
  const isOneBar = points.every(({ series }) => series === '');
  const whole = isOneBar ? points.map((point) => ({ ...point, category: '', series: point.category })) : points;
  const { isOrdered } = input.options;
  const { points: shown, categories, notes } = topCategories(whole, { most: MOST_BARS, isAdditive: true, isOrdered });
  const series = chooseSeries(shown, { palette, isAdditive: true, values: listedValues(input) });
  const byCategory = Map.groupBy(series.points, ({ category }) => category);
  const sumOf = (some: readonly Point[]) => sum(some.map(({ value }) => value));
  const totals = new Map([...byCategory].map(([category, some]) => [category, sumOf(some)]));
  const values = new Map(
    [...byCategory].map(([category, some]) => {
      const bySeries = Map.groupBy(some, (point) => point.series);
      return [category, new Map([...bySeries].map(([name, own]) => [name, sumOf(own)]))];
    }),
  );
  const bars: Bars = { categories, series, totals, values };
  return { categories, notes, bars };
}

/** The pieces of one bar, each with its value where it has room; without a `longest` bar, each is a share of its own. */
function pieceRows(input: ChartInput, { series, totals, values }: Bars, category: string, longest: number | undefined) {
  const write = writerOf(input, input.measures[0]);
  const total = totals.get(category) ?? 0;
  const isShare = longest === undefined;
  const sizes = Object.entries(series.colours).map(([name, colour]) => {
    const value = values.get(category)?.get(name) ?? 0;
    const share = total === 0 ? 0 : value / total;
    return { colour, value, size: isShare ? share : value };
  });
  return stackParts(sizes).map(({ colour, value, size, start, end }) => {
    const room = isShare ? size * WIDTH * 0.85 : (size / longest) * WIDTH * 0.65;
    const text = isShare ? formatShare(size, input.options) : write(value);
    const isWritten = room > textWidth(text) + 12 && (isShare || value !== total); // a part alone is its total
    const ink = readableOn(colour);
    const middle = (start + end) / 2;
    return { part: 'piece', category, start, end, middle, colour, ink, text: isWritten ? text : '' };
  });
}

/** Shares end together, with room for totals up to `widest` pixels wide beside them; other bars are up to `longest` long. */
function stackedLayers(
  { background, axis }: Palette,
  { widest, longest = 1 }: { widest?: number; longest?: number },
): readonly Json[] {
  const length = { type: 'quantitative', axis: zeroLine(axis), scale: { nice: false, domain: [0, longest] } };
  const place = widest === undefined ? { align: 'left', dx: 6 } : { align: 'right', dx: 8 + widest };
  const text = { type: 'text', baseline: 'middle' };
  return [
    layer(
      'piece',
      { type: 'bar', stroke: background, strokeWidth: 0.75 },
      { x: { ...length, field: 'start' }, x2: { field: 'end' }, color: OWN_COLOUR },
    ),
    layer('piece', text, {
      x: { ...length, field: 'middle' },
      ...OWN_TEXT,
      color: { field: 'ink', type: 'nominal', scale: null },
    }),
    layer('total', { ...text, fontWeight: 600, ...place }, { x: { ...length, field: 'end' }, ...OWN_TEXT }),
  ];
}

/** The legend; of one bar alone with the share of each series. */
function stackedLegend({ options }: ChartInput, bars: Bars, isShare: boolean): readonly LegendEntry[] {
  const entries = legendOf(bars.series.colours);
  const [category, second] = bars.categories;
  if (!isShare || category === undefined || second !== undefined) return entries;
  const total = bars.totals.get(category) ?? 0;
  return entries.map((entry) => {
    const share = (bars.values.get(category)?.get(entry.label) ?? 0) / total;
    return { ...entry, label: `${entry.label} ${formatShare(share, options)}` };
  });
}
