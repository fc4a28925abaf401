import { max } from 'd3-array';

import type { ChartInput } from '../chart-input.ts';
import type { Palette } from '../palette.ts';
import type { Point } from '../points.ts';
import type { TopCategories } from '../top.ts';
import type { Json, Plot } from './plot.ts';

import { textWidth, widestOf } from '../../fonts/text-width.ts';
import { formatChange } from '../../text/number.ts';
import { isOther, isOtherOrUnknown } from '../points.ts';
import { topCategories } from '../top.ts';
import { lengthChannel } from './channels.ts';
import { barLabels, barStep } from './labels.ts';
import { comparisonLegend, OWN_COLOUR, OWN_TEXT, plotSpec, writerOf } from './plot.ts';

const MOST_BARS = 15;

const LONGEST_OTHER = 2; // times the longest bar

/** Draws horizontal bars, largest first or in natural order, each with its value; the baseline as a mark across the bar with the change beside it. */
export function barPlot(input: ChartInput): Plot {
  const { palette, measures, options } = input;
  const [{ points, isAdditive }] = measures;
  const top = topCategories(points, { most: MOST_BARS, isAdditive, isOrdered: options.isOrdered });
  const step = barStep(top.categories);
  const { channel, textOf } = barLabels(top.categories, step, palette.text);
  const isCompared = top.points.some(({ baseline }) => baseline !== null);
  const rows = barRows(input, top).map(({ category, ...row }) => ({ ...row, label: textOf(category) }));
  const spec = plotSpec(
    { encoding: { y: channel }, layer: barLayers(rows, palette, isCompared) },
    { height: Math.max(72, top.categories.length * step) },
  );
  const notes = rows.every(({ isDrawn }) => isDrawn) ? [] : ['The bar of the others would dwarf the rest.'];
  return { spec, rows, legend: isCompared ? comparisonLegend(input) : [], notes: [...top.notes, ...notes] };
}

/** One row a bar, in the order of the categories. The others have no bar where it would dwarf the rest. */
function barRows(input: ChartInput, { points, categories }: TopCategories) {
  const { options, measures } = input;
  const write = writerOf(input, measures[0]);
  const colourOf = barColours(input, points);
  const longest = max(points, ({ category, value }) => (isOther(category) ? 0 : Math.abs(value ?? 0))) ?? 0;
  const isTooLong = ({ category, value }: Point) =>
    isOther(category) && longest > 0 && Math.abs(value ?? 0) > LONGEST_OTHER * longest;
  const ordered = points.toSorted((a, b) => categories.indexOf(a.category) - categories.indexOf(b.category));
  const isCompared = points.some(({ baseline }) => baseline !== null);
  return ordered.map((point) => {
    const { category, value, baseline } = point;
    const change = formatChange(value, baseline, { ...options, format: measures[0].format }) ?? '–';
    const drawn = isTooLong(point)
      ? { bar: null, baseline: null, edge: 0, text: `${write(value)}, not drawn`, isDrawn: false }
      : { bar: value, baseline, edge: edgeOf(value ?? 0, baseline), text: write(value), isDrawn: true };
    return { category, value, ...drawn, change: isCompared ? change : '', colour: colourOf(point) };
  });
}

/** Chooses the colours of bars and columns: negative ones differ where others are positive, and `Other` and `Unknown` are grey. */
export function barColours({ palette }: ChartInput, points: readonly Point[]): (point: Point) => string {
  const isMixed = points.some(({ value }) => (value ?? 0) > 0) && points.some(({ value }) => (value ?? 0) < 0);
  return ({ category, value }) => {
    if (isOtherOrUnknown(category)) return palette.other;
    return isMixed && (value ?? 0) < 0 ? palette.down : palette.main;
  };
}

type BarRow = { readonly edge: number; readonly text: string; readonly change: string };

function barLayers(rows: readonly BarRow[], palette: Palette, isCompared: boolean): readonly Json[] {
  const gap = isCompared ? 9 : 6;
  const length = lengthChannel(rows, palette.axis);
  const bars = {
    mark: { type: 'bar', cornerRadiusEnd: 2 },
    encoding: { x: { ...length, field: 'bar' }, color: OWN_COLOUR },
  };
  const values = {
    mark: {
      type: 'text',
      baseline: 'middle',
      align: { expr: "datum.edge < 0 ? 'right' : 'left'" },
      dx: { expr: `datum.edge < 0 ? -${gap} : ${gap}` },
    },
    encoding: { x: { ...length, field: 'edge' }, ...OWN_TEXT },
  };
  if (!isCompared) return [bars, values];
  const baselines = {
    mark: { type: 'tick', orient: 'vertical', color: palette.text, opacity: 1, thickness: 2.5, height: { band: 1.16 } },
    encoding: { x: { ...length, field: 'baseline' } },
  };
  return [bars, baselines, changeLayer(rows, palette), values];
}

/** The changes in a column of their own, to the right of the longest bar's value. */
function changeLayer(rows: readonly BarRow[], { muted }: Palette): Json {
  const longest = rows.reduce((a, b) => (b.edge > a.edge ? b : a));
  const dx = 27 + widestOf(rows.map(({ change }) => change)) + textWidth(longest.text);
  return {
    mark: { type: 'text', align: 'right', baseline: 'middle', dx, color: muted },
    encoding: { x: { value: 'width' }, text: { field: 'change' } },
  };
}

/** Where the words beside a bar may begin: past the bar and past the mark across it. */
function edgeOf(value: number, baseline: number | null): number {
  return value < 0 ? Math.min(value, baseline ?? 0) : Math.max(value, baseline ?? 0);
}
