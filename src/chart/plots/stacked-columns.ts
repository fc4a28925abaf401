import type { TimedInput } from '../chart-input.ts';
import type { Palette } from '../palette.ts';
import type { Json, Plot } from './plot.ts';

import { sum } from '../../table/sum.ts';
import { formatShare } from '../../text/number.ts';
import { incompleteBuckets, incompleteNotes } from '../incomplete.ts';
import { readableOn } from '../palette.ts';
import { datedPoints } from '../points.ts';
import { chooseSeries, listedValues } from '../series.ts';
import { numberTicks } from '../ticks.ts';
import { bucketChannel, numberChannel } from './channels.ts';
import { axisWriterOf, legendOf, OWN_COLOUR, OWN_TEXT, plotSpec } from './plot.ts';
import { stackInTime, stackParts } from './stack.ts';

const HUNDRED = { domain: [0, 1], values: [0, 0.25, 0.5, 0.75, 1] } as const;

const MOST_WRITTEN = 12; // columns with room for a share

const LEAST_WRITTEN = 0.08; // of a column's height

/** Draws one column for each bucket of time, made of the parts of its series; with `isShare` all of the same height. */
export function stackedColumnsPlot(input: TimedInput, { isShare }: { readonly isShare: boolean }): Plot {
  const { palette, measures, options } = input;
  const { grain } = input.time;
  const [measure] = measures;
  const points = datedPoints(measure.points);
  const series = chooseSeries(points, { palette, isAdditive: true, values: listedValues(input) });
  const { stacks, times, first, last } = stackInTime(series);
  const incomplete = incompleteBuckets(input, first, last);
  const totals = stacks.map(({ parts }) => sum(parts.map(({ size }) => size)));
  const isWritten = isShare && times.length <= MOST_WRITTEN;
  const rows = stacks.flatMap(({ time, parts }, index) => {
    const whole = isShare ? totals[index] || 1 : 1;
    const isPart = time === incomplete.open || time === incomplete.cut;
    return stackParts(parts.map((part) => ({ ...part, size: part.size / whole }))).map(({ size, ...part }) => {
      const { start, end, colour } = part;
      const text = isWritten && size >= LEAST_WRITTEN ? formatShare(size, options) : '';
      return { time, start, end, middle: (start + end) / 2, colour, ink: readableOn(colour), text, isPart };
    });
  });
  const y = isShare
    ? numberChannel('start', HUNDRED, axisWriterOf(input, { format: '.0%' }), { palette })
    : numberChannel('start', numberTicks(totals, { zero: true }), axisWriterOf(input, measure), { palette });
  const layer = columnLayers(y, palette, isShare);
  const notes = [...series.notes, ...incompleteNotes(isShare ? '' : 'Fainter', input, incomplete)];
  const spec = plotSpec({ encoding: { x: bucketChannel('time', times, grain, input.options.locale) }, layer });
  return { spec, rows, legend: legendOf(series.colours), notes };
}

function columnLayers(y: Json, { background }: Palette, isShare: boolean): readonly Json[] {
  const faint = { condition: { test: 'datum.isPart', value: isShare ? 1 : 0.4 }, value: 1 };
  const columns = {
    mark: { type: 'bar', stroke: background, strokeWidth: 0.75 },
    encoding: { y, y2: { field: 'end' }, color: OWN_COLOUR, fillOpacity: faint },
  };
  if (!isShare) return [columns];
  const ink = { field: 'ink', type: 'nominal', scale: null };
  const shares = {
    mark: { type: 'text', baseline: 'middle' },
    encoding: { y: { ...y, field: 'middle' }, ...OWN_TEXT, color: ink },
  };
  return [columns, shares];
}
