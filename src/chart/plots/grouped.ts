import type { ChartInput, TimedInput } from '../chart-input.ts';
import type { Point } from '../points.ts';
import type { Series } from '../series.ts';
import type { Plot } from './plot.ts';

import { isTimed } from '../chart-input.ts';
import { datedPoints, distinctTimes } from '../points.ts';
import { chooseSeries, listedValues } from '../series.ts';
import { numberTicks } from '../ticks.ts';
import { topCategories } from '../top.ts';
import { bucketChannel, lengthChannel, numberChannel } from './channels.ts';
import { barLabels } from './labels.ts';
import { axisWriterOf, legendOf, OWN_COLOUR, OWN_TEXT, plotSpec, writerOf } from './plot.ts';

const MOST_GROUPS = 6;

const MOST_SERIES = 5;

const MOST_TIMES = 14;

const BAR = 19; // pixels

/** Draws bars side by side, one for each series; vertical when there is a time. */
export function groupedPlot(input: ChartInput): Plot {
  return isTimed(input) ? groupedColumns(input) : groupedBars(input);
}

function groupedColumns(input: TimedInput): Plot {
  const { palette, measures, time } = input;
  const points = datedPoints(measures[0].points);
  const times = distinctTimes(points);
  const shown = new Set(times.slice(-MOST_TIMES));
  const series = seriesOf(
    input,
    points.filter((point) => shown.has(point.time)),
  );
  const rows = groupRows(input, series);
  const values = rows.map(({ value }) => value ?? Number.NaN);
  const spec = plotSpec({
    mark: { type: 'bar', cornerRadiusEnd: 2 },
    encoding: {
      x: bucketChannel('time', [...shown], time.grain, input.options.locale),
      xOffset: offsetChannel(series),
      y: numberChannel('value', numberTicks(values, { zero: true }), axisWriterOf(input, measures[0]), { palette }),
      color: OWN_COLOUR,
    },
  });
  const isAll = times.length === shown.size;
  const notes = [...series.notes, ...(isAll ? [] : [`The last ${MOST_TIMES} of ${times.length} are shown.`])];
  return { spec, rows, legend: legendOf(series.colours), notes };
}

function groupedBars(input: ChartInput): Plot {
  const { palette, measures, options } = input;
  const [{ points, isAdditive }] = measures;
  const top = topCategories(points, { most: MOST_GROUPS, isAdditive, isOrdered: options.isOrdered });
  const series = seriesOf(input, top.points);
  const step = Object.keys(series.colours).length * BAR + 14;
  const { channel, textOf } = barLabels(top.categories, step, palette.text);
  const rows = groupRows(input, series).map(({ category, ...row }) => ({ ...row, label: textOf(category) }));
  const edges = rows.map(({ value, text }) => ({ edge: value ?? 0, text }));
  const texts = {
    type: 'text',
    baseline: 'middle',
    align: { expr: "datum.value < 0 ? 'right' : 'left'" },
    dx: { expr: 'datum.value < 0 ? -6 : 6' },
  };
  const spec = plotSpec(
    {
      encoding: {
        y: { ...channel, scale: { domain: top.categories.map(textOf), padding: 0.12 } },
        yOffset: offsetChannel(series),
        x: { ...lengthChannel(edges, palette.axis), field: 'value' },
      },
      layer: [
        { mark: { type: 'bar', cornerRadiusEnd: 2 }, encoding: { color: OWN_COLOUR } },
        { mark: texts, encoding: OWN_TEXT },
      ],
    },
    { height: top.categories.length * step },
  );
  return { spec, rows, legend: legendOf(series.colours), notes: [...top.notes, ...series.notes] };
}

function seriesOf(input: ChartInput, points: readonly Point[]): Series {
  const { palette, measures } = input;
  const { isAdditive } = measures[0];
  return chooseSeries(points, { palette, isAdditive, values: listedValues(input), most: MOST_SERIES });
}

function groupRows(input: ChartInput, { points, colours }: Series) {
  const write = writerOf(input, input.measures[0]);
  return points.map(({ time, category, series, value }) => {
    return { category, time, series, value, text: write(value), colour: colours[series] };
  });
}

function offsetChannel({ colours }: Series) {
  return { field: 'series', type: 'nominal', sort: null, scale: { domain: Object.keys(colours) } };
}
