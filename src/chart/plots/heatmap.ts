import { max, min } from 'd3-array';

import type { ChartInput, TimedInput } from '../chart-input.ts';
import type { Palette } from '../palette.ts';
import type { LegendEntry } from '../picture.ts';
import type { Point } from '../points.ts';
import type { TopCategories } from '../top.ts';
import type { Json, Plot } from './plot.ts';

import { isTimed } from '../chart-input.ts';
import { incompleteBuckets, incompleteNotes } from '../incomplete.ts';
import { naturalOrder } from '../order.ts';
import { mixColours, readableOn, scaleColour } from '../palette.ts';
import { datedPoints, distinctTimes, OTHER } from '../points.ts';
import { mergeOthers, rankCategories, topCategories } from '../top.ts';
import { bucketChannel } from './channels.ts';
import { barLabels, columnLabels } from './labels.ts';
import { OWN_COLOUR, OWN_TEXT, plotSpec, writerOf } from './plot.ts';
import { WIDTH } from './size.ts';

const MOST_ROWS = 12;

const MOST_ACROSS = 10;

const MOST_COUNTED = 31; // as many as a month has days

const MOST_WRITTEN = 9;

/** Draws a grid of cells, darker for larger values and in another hue for negative ones; cells with room show their value. */
export function heatmapPlot(input: ChartInput): Plot {
  const { palette, measures } = input;
  const { points, down, across } = isTimed(input) ? timeGrid(input) : categoryGrid(input);
  const write = writerOf(input, measures[0]);
  const step = down.length <= 6 ? 34 : 24;
  const labels = barLabels(down, step, palette.text);
  const isWritten = across.count <= MOST_WRITTEN;
  const low = Math.min(min(points, ({ value }) => value) ?? 0, 0);
  const high = Math.max(max(points, ({ value }) => value) ?? 0, 0);
  const colourOf = cellColours(palette, low, high);
  const rows = points.map(({ category, series, time, value }) => {
    const colour = value === null ? palette.background : colourOf(value);
    const text = isWritten && value !== null ? write(value) : '';
    return {
      down: labels.textOf(category),
      across: across.textOf(series),
      time,
      colour,
      ink: readableOn(colour),
      text,
    };
  });
  const cell = { type: 'rect', stroke: palette.background, strokeWidth: across.count > 40 ? 0 : 1.5 };
  const words = { type: 'text', baseline: 'middle', limit: (WIDTH - 100) / across.count - 4 };
  const spec = plotSpec(
    {
      encoding: { x: fullBands(across.channel), y: fullBands({ ...labels.channel, field: 'down' }) },
      layer: [
        { mark: cell, encoding: { color: OWN_COLOUR } },
        { mark: words, encoding: { ...OWN_TEXT, color: { field: 'ink', type: 'nominal', scale: null } } },
      ],
    },
    { height: down.length * step + 40 },
  );
  const legend = isWritten ? [] : scaleLegend(low, high, colourOf, `${write(low)} to ${write(high)}`);
  return { spec, rows, legend, notes: across.notes };
}

type Across = {
  readonly channel: Json;
  readonly textOf: (series: string) => string;
  readonly count: number;
  /** The notes below the grid. */
  readonly notes: readonly string[];
};

type Grid = { readonly points: readonly Point[]; readonly down: readonly string[]; readonly across: Across };

/** The series below each other, the times across. */
function timeGrid(input: TimedInput): Grid {
  const [{ points, isAdditive }] = input.measures;
  const named = datedPoints(points).map((point) => ({ ...point, category: point.series, series: '' }));
  const top = topCategories(named, { most: MOST_ROWS, isAdditive });
  const times = distinctTimes(datedPoints(top.points));
  const { grain } = input.time;
  const incomplete = incompleteBuckets(input, times[0] ?? 0, times.at(-1) ?? 0);
  const notes = [...top.notes, ...incompleteNotes('', input, incomplete)];
  const channel = bucketChannel('time', times, grain, input.options.locale);
  return { points: top.points, down: top.categories, across: { channel, textOf: String, count: times.length, notes } };
}

/** The categories below each other, the series across. */
function categoryGrid({ measures: [{ points, isAdditive }], options: { isOrdered } }: ChartInput): Grid {
  const down = topCategories(points, { most: MOST_ROWS, isAdditive, isOrdered });
  const across = topAcross(down.points, isAdditive);
  const { channel, textOf } = columnLabels(across.categories);
  return {
    points: across.points,
    down: down.categories,
    across: {
      channel: { ...channel, field: 'across' },
      textOf,
      count: across.categories.length,
      notes: [...down.notes, ...across.notes],
    },
  };
}

/** The series in the order in which people count them when they have one; else the largest, the others merged or left out. */
function topAcross(points: readonly Point[], isAdditive: boolean): TopCategories {
  const ranked = rankCategories(points, 'series', { isAdditive });
  const natural = naturalOrder(ranked);
  if (natural && natural.length <= MOST_COUNTED) return { points, categories: natural, notes: [] };
  if (ranked.length <= MOST_ACROSS) return { points, categories: ranked, notes: [] };
  const categories = ranked.slice(0, MOST_ACROSS - 1);
  const kept = new Set(categories);
  if (isAdditive) return { points: mergeOthers(points, 'series', kept), categories: [...categories, OTHER], notes: [] };
  const notes = [`Across, the largest ${categories.length} of ${ranked.length} are shown.`];
  return { points: points.filter(({ series }) => kept.has(series)), categories, notes };
}

function fullBands(channel: Json): Json {
  const { domain } = (channel.scale ?? {}) as { domain?: unknown };
  return { ...channel, scale: { ...(domain ? { domain } : {}), padding: 0 } };
}

function cellColours({ scale, down }: Palette, low: number, high: number): (value: number) => string {
  const furthest = Math.max(high, -low) || 1;
  const [none = down] = scale;
  return (value) =>
    value < 0 ? mixColours(none, down, -value / furthest) : scaleColour(scale, Math.min(value / furthest, 1));
}

function scaleLegend(
  low: number,
  high: number,
  colourOf: (value: number) => string,
  label: string,
): readonly LegendEntry[] {
  const last = 5;
  return Array.from({ length: last + 1 }, (_, step) => ({
    label: step === last ? label : '',
    colour: colourOf(low + ((high - low) * step) / last),
    shape: 'square',
  }));
}
