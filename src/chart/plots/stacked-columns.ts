import type { ChartInput, Plot } from '../options.ts';

import { sum } from '../../table/sum.ts';
import { formatShare } from '../../text/number.ts';
import { incompleteNotes, incompleteOf } from '../incomplete.ts';
import { readableOn } from '../palette.ts';
import { pointsOfMeasure } from '../points.ts';
import { chooseSeries, listedValues } from '../series.ts';
import { numberTicks } from '../ticks.ts';
import { bucketChannel, numberChannel } from './channels.ts';
import { axisWriterOf, legendOf, OWN_COLOUR, plotSpec } from './plot.ts';

const HUNDRED = { domain: [0, 1], values: [0, 0.25, 0.5, 0.75, 1] } as const;

const MOST_WRITTEN = 12; // columns with room for a share

const LEAST_WRITTEN = 0.08; // of a column's height

export function stackedColumnsPlot(input: ChartInput, { isShare }: { isShare: boolean }): Plot {
  const { table, fields, options, palette } = input;
  const measure = fields.measures[0]!;
  const { grain } = fields.time!;
  const points = pointsOfMeasure(table, fields, measure).filter(({ time }) => time !== null);
  const series = chooseSeries(points, { palette, isAdditive: true, values: listedValues(input) });
  const times = [...new Set(series.points.map(({ time }) => time!))].sort((a, b) => a - b);
  const incomplete = incompleteOf(input, times[0]!, times.at(-1)!);
  const values = new Map(series.points.map(({ time, split, value }) => [`${time} ${split}`, value ?? 0]));
  const names = Object.keys(series.colours);
  const totals = times.map((time) => sum(names.map((name) => values.get(`${time} ${name}`) ?? 0)));
  const ticks = isShare ? HUNDRED : numberTicks(totals, { zero: true });
  const rows = times.flatMap((time, index) => {
    const whole = isShare ? totals[index]! || 1 : 1;
    let end = 0;
    return Object.entries(series.colours).map(([name, colour]) => {
      const start = end;
      const size = (values.get(`${time} ${name}`) ?? 0) / whole;
      end += size;
      const text = isShare && times.length <= MOST_WRITTEN && size >= LEAST_WRITTEN ? formatShare(size, options) : '';
      const isPart = time === incomplete.open || time === incomplete.cut;
      return { time, start, end, middle: (start + end) / 2, colour, ink: readableOn(colour), text, isPart };
    });
  });
  const write = isShare ? axisWriterOf(input, { format: '.0%' }) : axisWriterOf(input, measure);
  const y = numberChannel('start', ticks, write, { palette });
  const spec = plotSpec({
    encoding: { x: bucketChannel('time', times, grain) },
    layer: [
      {
        mark: { type: 'bar', stroke: palette.background, strokeWidth: 0.75 },
        encoding: {
          y,
          y2: { field: 'end' },
          color: OWN_COLOUR,
          fillOpacity: { condition: { test: 'datum.isPart', value: isShare ? 1 : 0.4 }, value: 1 },
        },
      },
      ...(isShare
        ? [
            {
              mark: { type: 'text', baseline: 'middle' },
              encoding: {
                y: { ...y, field: 'middle' },
                text: { field: 'text' },
                color: { field: 'ink', type: 'nominal', scale: null },
              },
            },
          ]
        : []),
    ],
  });
  const look = isShare ? '' : 'Fainter';
  const notes = [...series.notes, ...incompleteNotes(look, grain, incomplete)];
  return { spec, rows, key: legendOf(series.colours), notes };
}
