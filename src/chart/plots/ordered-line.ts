import { max } from 'd3-array';

import type { ChartInput } from '../chart-input.ts';
import type { Json, Plot } from './plot.ts';

import { textWidth } from '../../fonts/text-width.ts';
import { chooseSeries, listedValues } from '../series.ts';
import { numberTicks } from '../ticks.ts';
import { orderedCategories } from '../top.ts';
import { lookUp, numberChannel } from './channels.ts';
import { goalLayerOf } from './goal.ts';
import { labelShortener } from './labels.ts';
import { lineEndRows } from './line-labels.ts';
import { DENSE, lineLayers, linesOf, peakRows } from './line-layers.ts';
import { lineRows } from './line-rows.ts';
import { axisWriterOf, plotSpec, writerOf } from './plot.ts';
import { WIDTH } from './size.ts';

const WIDEST_LABEL = 110; // pixels

/** Draws lines along categories that have an order, as hours of the day or the steps of a funnel. A missing category is a gap. */
export function orderedLinePlot(input: ChartInput): Plot {
  const { palette, measures, options } = input;
  const [measure] = measures;
  const { isAdditive } = measure;
  const categories = orderedCategories(measure.points, options.isOrdered) ?? [];
  const places = new Map(categories.map((category, index) => [category, index]));
  const points = measure.points.map((point) => ({ ...point, time: places.get(point.category) ?? 0 }));
  const series = chooseSeries(points, { palette, isAdditive, values: listedValues(input) });
  const lines = linesOf(input, series);
  const goal = goalLayerOf(input);
  const values = lines.flatMap(({ dots }) => dots.map(({ value }) => value ?? Number.NaN));
  const ticks = numberTicks(goal ? [...values, goal.value] : values);
  const last = categories.length - 1;
  const rows = [
    ...lines.flatMap((line) =>
      lineRows(line, { meets: (before, after) => after - before === 1, from: 0, until: last }),
    ),
    ...lineEndRows(input, lines, ticks.domain),
    ...peakRows(lines, last, writerOf(input, measure)),
  ];
  const y = numberChannel('value', ticks, axisWriterOf(input, measure), { palette });
  const layers = lineLayers(rows, y, { palette, isDense: points.length > DENSE });
  return {
    spec: plotSpec({
      encoding: { x: placeChannel(categories), y },
      layer: [...layers, ...(goal ? [goal.layerOn(y)] : [])],
    }),
    rows,
    legend: goal ? [goal.legend] : [],
    notes: [...series.notes, ...(ticks.domain[0] > 0 ? ['The axis does not start at zero.'] : [])],
  };
}

/** The channel of the place of a category among all, of which as many are named as have room. */
function placeChannel(categories: readonly string[]): Json {
  const last = categories.length - 1;
  const names = categories.map(labelShortener(categories, WIDEST_LABEL));
  const widest = Math.min(WIDEST_LABEL, max(names, (name) => textWidth(name)) ?? 0);
  const every = Math.ceil((widest + 12) / (WIDTH / Math.max(1, last)));
  const values = categories.flatMap((_, index) => (index % every === 0 ? [index] : []));
  const labelExpr = lookUp(
    values,
    values.map((index) => names[index]),
    'datum.value',
  );
  return {
    field: 'time',
    type: 'quantitative',
    scale: { domain: [0, Math.max(1, last)], nice: false, zero: false },
    axis: {
      title: null,
      values,
      labelExpr,
      labelOverlap: false,
      labelLimit: WIDEST_LABEL,
      labelFlush: false,
      grid: false,
      tickSize: 5,
    },
  };
}
