import { extent } from 'd3-array';

import type { TimeColumn } from '../../table/fields.ts';
import type { ChartInput, TimedInput } from '../chart-input.ts';
import type { Line } from './line-rows.ts';
import type { Plot } from './plot.ts';

import { isTimed } from '../chart-input.ts';
import { incompleteBuckets, incompleteNotes } from '../incomplete.ts';
import { datedPoints } from '../points.ts';
import { chooseSeries, listedValues } from '../series.ts';
import { numberTicks, timeTicks } from '../ticks.ts';
import { findTimeStep } from '../time-step.ts';
import { numberChannel, timeChannel } from './channels.ts';
import { goalLayerOf } from './goal.ts';
import { lineEndRows } from './line-labels.ts';
import { DENSE, lineLayers, linesOf, peakRows } from './line-layers.ts';
import { lineRows } from './line-rows.ts';
import { orderedLinePlot } from './ordered-line.ts';
import { axisWriterOf, plotSpec, writerOf } from './plot.ts';

/**
 * Draws lines with their names at their ends, along categories in their order or in time, where missing buckets are gaps
 * and an incomplete one is dashed, with a note.
 */
export function linePlot(input: ChartInput): Plot {
  return isTimed(input) ? timedLinePlot(input) : orderedLinePlot(input);
}

function timedLinePlot(timed: TimedInput): Plot {
  const { palette, measures } = timed;
  const { grain } = timed.time;
  const [measure] = measures;
  const points = datedPoints(measure.points);
  const { isAdditive } = measure;
  const series = chooseSeries(points, { palette, isAdditive, values: listedValues(timed) });
  const lines = linesOf(timed, series);
  const [first = 0, last = 0] = extent(points, ({ time }) => time);
  const goal = goalLayerOf(timed);
  const values = lines.flatMap(({ dots }) => dots.map(({ value }) => value ?? Number.NaN));
  const ticks = numberTicks(goal ? [...values, goal.value] : values);
  const incomplete = incompleteBuckets(timed, first, last);
  const rows = [
    ...lines.flatMap((line) =>
      lineRows(line, { ...incomplete, meets: findTimeStep(stepColumn(timed, line)), from: first, until: last }),
    ),
    ...lineEndRows(timed, lines, ticks.domain),
    ...peakRows(lines, last, writerOf(timed, measure)),
  ];
  const encoding = {
    x: timeChannel('time', timeTicks(first, last, grain), [first, last], timed.options.locale),
    y: numberChannel('value', ticks, axisWriterOf(timed, measure), { palette }),
  };
  const shown = lineLayers(rows, encoding.y, { palette, isDense: points.length > DENSE });
  const notes = [
    ...series.notes,
    ...incompleteNotes('Dashed', timed, incomplete),
    ...(ticks.domain[0] > 0 ? ['The axis does not start at zero.'] : []),
    ...undatedNotes(measure.points.length - points.length),
  ];
  return {
    spec: plotSpec({ encoding, layer: [...shown, ...(goal ? [goal.layerOn(encoding.y)] : [])] }),
    rows,
    legend: goal ? [goal.legend] : [],
    notes,
  };
}

/** The times that decide where a line has gaps: all of the chart where it shares most of them, else its own, as hours beside days. */
function stepColumn({ time }: TimedInput, { dots }: Line): Pick<TimeColumn, 'times' | 'grain'> {
  const own = dots.filter(({ value }) => value !== null).map((dot) => dot.time);
  const count = new Set(time.times).size;
  return own.length * 2 >= count ? time : { times: own, grain: time.grain };
}

function undatedNotes(count: number): readonly string[] {
  if (count === 0) return [];
  return [count === 1 ? 'One row has no date and is not drawn.' : `${count} rows have no date and are not drawn.`];
}
