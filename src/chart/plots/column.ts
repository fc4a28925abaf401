import type { ChartInput } from '../chart-input.ts';
import type { IncompleteBuckets } from '../incomplete.ts';
import type { Palette } from '../palette.ts';
import type { Point } from '../points.ts';
import type { Json, Plot } from './plot.ts';

import { isTimed } from '../chart-input.ts';
import { incompleteBuckets, incompleteNotes } from '../incomplete.ts';
import { byTime, datedPoints } from '../points.ts';
import { numberTicks } from '../ticks.ts';
import { topCategories } from '../top.ts';
import { barColours } from './bar.ts';
import { bucketChannel, numberChannel, zeroLine } from './channels.ts';
import { goalLayerOf } from './goal.ts';
import { columnLabels } from './labels.ts';
import { axisWriterOf, comparisonLegend, OWN_COLOUR, OWN_TEXT, plotSpec, writerOf } from './plot.ts';

const MOST_VALUES = 8;

const MOST_COLUMNS = 12;

/** Draws vertical columns: buckets of time in order, or categories by size. When they are few, each has its value. */
export function columnPlot(input: ChartInput): Plot {
  const { points, textOf, channel, incomplete, notes } = isTimed(input) ? timeColumns(input) : categoryColumns(input);
  const rows = columnRows(input, points, incomplete).map(({ category, ...row }) => ({
    ...row,
    label: textOf(category),
  }));
  const isCompared = points.some(({ baseline }) => baseline !== null);
  const goal = goalLayerOf(input);
  const spec = plotSpec({ encoding: { x: channel }, layer: columnLayers(input, rows, isCompared) });
  return {
    spec,
    rows,
    legend: [...(isCompared ? comparisonLegend(input) : []), ...(goal ? [goal.legend] : [])],
    notes,
  };
}

type Columns = {
  readonly points: readonly Point[];
  readonly channel: Json;
  readonly textOf: (category: string) => string;
  readonly incomplete?: IncompleteBuckets;
  readonly notes: readonly string[];
};

function timeColumns(input: ChartInput & Required<Pick<ChartInput, 'time'>>): Columns {
  const { grain } = input.time;
  const points = byTime(datedPoints(input.measures[0].points));
  const times = points.map(({ time }) => time);
  const incomplete = incompleteBuckets(input, times[0] ?? 0, times.at(-1) ?? 0);
  const notes = incompleteNotes('Fainter', input, incomplete);
  return {
    points,
    channel: bucketChannel('time', times, grain, input.options.locale),
    textOf: String,
    incomplete,
    notes,
  };
}

function categoryColumns({ measures: [{ points: all, isAdditive }], options: { isOrdered } }: ChartInput): Columns {
  const { points, categories, notes } = topCategories(all, { most: MOST_COLUMNS, isAdditive, isOrdered });
  const ordered = points.toSorted((a, b) => categories.indexOf(a.category) - categories.indexOf(b.category));
  return { points: ordered, ...columnLabels(categories), notes };
}

function columnRows(input: ChartInput, points: readonly Point[], incomplete: IncompleteBuckets | undefined) {
  const write = writerOf(input, input.measures[0]);
  const colourOf = barColours(input, points);
  return points.map((point) => {
    const { time, category, value, baseline } = point;
    const isPart = time !== null && (time === incomplete?.open || time === incomplete?.cut);
    const edge = Math.max(value ?? 0, baseline ?? 0) || (value ?? 0);
    return { time, category, edge, value, baseline, text: write(value), isPart, colour: colourOf(point) };
  });
}

type ColumnRow = { readonly value: number | null; readonly baseline: number | null };

function columnLayers(input: ChartInput, rows: readonly ColumnRow[], isCompared: boolean): readonly Json[] {
  const { palette } = input;
  const values = rows.flatMap(({ value, baseline }) => [value ?? Number.NaN, baseline ?? Number.NaN]);
  const goal = goalLayerOf(input);
  const ticks = numberTicks(goal ? [...values, goal.value] : values, { zero: true });
  const hasValues = rows.length <= MOST_VALUES;
  const [low, high] = ticks.domain;
  const below = hasValues && low < 0 ? (high - low) * 0.14 : 0; // room for what is written under columns below zero
  const y = numberChannel('value', { ...ticks, domain: [low - below, high] }, axisWriterOf(input, input.measures[0]), {
    palette,
    ...(hasValues ? zeroLine(palette.axis) : {}),
  });
  const columns = {
    mark: { type: 'bar', cornerRadiusEnd: 2, strokeWidth: 1 },
    encoding: {
      y,
      color: OWN_COLOUR,
      fillOpacity: { condition: { test: 'datum.isPart', value: 0.35 }, value: 1 },
    },
  };
  const texts = {
    mark: { type: 'text', dy: { expr: 'datum.edge < 0 ? 12 : -10' } },
    encoding: { y: { ...y, field: 'edge' }, ...OWN_TEXT },
  };
  return [
    columns,
    ...(isCompared ? [baselineLayer(y, palette)] : []),
    ...(goal ? [goal.layerOn(y)] : []),
    ...(hasValues ? [texts] : []),
  ];
}

function baselineLayer(y: Json, { text }: Palette): Json {
  return {
    mark: { type: 'tick', orient: 'horizontal', color: text, opacity: 1, thickness: 2.5, width: { band: 1.16 } },
    encoding: { y: { ...y, field: 'baseline' } },
  };
}
