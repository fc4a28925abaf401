import type { ChartInput, Plot } from '../options.ts';

import { pointsOfMeasure } from '../points.ts';
import { chooseSeries, listedValues } from '../series.ts';
import { numberTicks } from '../ticks.ts';
import { topCategories } from '../top.ts';
import { bucketChannel, lengthChannel, numberChannel } from './channels.ts';
import { barLabels } from './labels.ts';
import { axisWriterOf, legendOf, OWN_COLOUR, plotSpec, writerOf } from './plot.ts';

const MOST_GROUPS = 6;

const MOST_SERIES = 5;

const MOST_TIMES = 14;

/** Bars side by side, one a split; upright when there is a time. */
export function groupedPlot(input: ChartInput): Plot {
  const { table, fields, palette } = input;
  const measure = fields.measures[0]!;
  const { isAdditive } = measure;
  const write = writerOf(input, measure);
  const all = pointsOfMeasure(table, fields, measure);
  const times = [...new Set(all.map(({ time }) => time))].filter((time) => time !== null).sort((a, b) => a - b);
  const shown = new Set(times.slice(-MOST_TIMES));
  const few = fields.time
    ? { points: all.filter(({ time }) => time !== null && shown.has(time)), labels: [], notes: [] }
    : topCategories(all, { most: MOST_GROUPS, isAdditive });
  const series = chooseSeries(few.points, { palette, isAdditive, values: listedValues(input), most: MOST_SERIES });
  const names = Object.keys(series.colours);
  const rows = series.points.map(({ time, label, split, value }) => ({
    label,
    time,
    split,
    value,
    text: write(value),
    colour: series.colours[split],
  }));
  const notes = [
    ...few.notes,
    ...series.notes,
    ...(times.length > shown.size ? [`The last ${MOST_TIMES} of ${times.length} are shown.`] : []),
  ];
  const key = legendOf(series.colours);
  if (fields.time) {
    const ticks = numberTicks(
      rows.map(({ value }) => value ?? Number.NaN),
      { zero: true },
    );
    const spec = plotSpec({
      mark: { type: 'bar', cornerRadiusEnd: 2 },
      encoding: {
        x: bucketChannel('time', [...shown], fields.time.grain),
        xOffset: { field: 'split', type: 'nominal', sort: null, scale: { domain: names } },
        y: numberChannel('value', ticks, axisWriterOf(input, measure), { palette }),
        color: OWN_COLOUR,
      },
    });
    return { spec, rows, key, notes };
  }
  const bar = 19;
  const edges = rows.map(({ value, text }) => ({ edge: value ?? 0, text }));
  const length = { ...lengthChannel(edges, palette.axis), field: 'value' };
  const step = names.length * bar + 14;
  const { channel, textOf } = barLabels(few.labels, step, palette.text);
  const spec = plotSpec(
    {
      encoding: {
        y: { ...channel, scale: { domain: few.labels.map(textOf), padding: 0.12 } },
        yOffset: { field: 'split', type: 'nominal', sort: null, scale: { domain: names } },
        x: length,
      },
      layer: [
        { mark: { type: 'bar', cornerRadiusEnd: 2 }, encoding: { color: OWN_COLOUR } },
        {
          mark: {
            type: 'text',
            baseline: 'middle',
            align: { expr: "datum.value < 0 ? 'right' : 'left'" },
            dx: { expr: 'datum.value < 0 ? -6 : 6' },
          },
          encoding: { text: { field: 'text' } },
        },
      ],
    },
    { height: few.labels.length * step },
  );
  return { spec, rows: rows.map((row) => ({ ...row, label: textOf(row.label) })), key, notes };
}
