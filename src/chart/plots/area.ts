import type { ChartInput } from '../chart-input.ts';
import type { DatedPoint } from '../points.ts';
import type { Series } from '../series.ts';
import type { Json, Plot } from './plot.ts';

import { sum } from '../../table/sum.ts';
import { requireTime } from '../chart-input.ts';
import { incompleteBuckets, incompleteNotes } from '../incomplete.ts';
import { datedPoints } from '../points.ts';
import { chooseSeries, listedValues } from '../series.ts';
import { numberTicks, timeTicks } from '../ticks.ts';
import { findTimeStep } from '../time-step.ts';
import { numberChannel, timeChannel } from './channels.ts';
import { axisWriterOf, legendOf, OWN_COLOUR, plotSpec } from './plot.ts';
import { stackInTime } from './stack.ts';

/** Draws a filled line in time, with a gap where a bucket is missing; several series are stacked, the first at the bottom. */
export function areaPlot(input: ChartInput): Plot {
  const timed = requireTime(input);
  const { palette, dimensions, measures } = timed;
  const { grain } = timed.time;
  const [measure] = measures;
  const points = datedPoints(measure.points);
  const chosen = chooseSeries(points, { palette, isAdditive: true, values: listedValues(timed) });
  const hasSeries = dimensions.length > 0;
  const series: Series<DatedPoint> = hasSeries ? chosen : { ...chosen, colours: { '': palette.main } };
  const { stacks, first, last } = stackInTime(series);
  const totals = stacks.map(({ parts }) => sum(parts.map(({ size }) => size)));
  const spec = plotSpec({
    mark: {
      type: 'area',
      invalid: 'break-paths-show-path-domains',
      fillOpacity: hasSeries ? 1 : 0.18,
      line: hasSeries ? { color: palette.background, strokeWidth: 1 } : { color: palette.main, strokeWidth: 2.5 },
    },
    encoding: {
      x: timeChannel('time', timeTicks(first, last, grain), [first, last], timed.options.locale),
      y: numberChannel('end', numberTicks(totals, { zero: true }), axisWriterOf(timed, measure), { palette }),
      y2: { field: 'start' },
      color: OWN_COLOUR,
      detail: { field: 'name', type: 'nominal' },
    },
  });
  const notes = [...series.notes, ...incompleteNotes('', timed, incompleteBuckets(timed, first, last))];
  const meets = findTimeStep(timed.time);
  return { spec, rows: areaRows(stacks, meets), legend: hasSeries ? legendOf(series.colours) : [], notes };
}

type Stacks = ReturnType<typeof stackInTime>['stacks'];

/** The rows of an area: a break where two times do not meet, and a width of its own for a time that stands alone. */
function areaRows(stacks: Stacks, meets: (before: number, after: number) => boolean): readonly Json[] {
  const [first, last] = [stacks[0]?.time ?? 0, stacks.at(-1)?.time ?? 0];
  return stacks.flatMap(({ time, parts }, index) => {
    const [before, after] = [stacks[index - 1]?.time, stacks[index + 1]?.time];
    const isGap = before !== undefined && !meets(before, time);
    const gap = isGap ? parts.map(({ name, colour }) => ({ time: (before + time) / 2, name, colour })) : [];
    const rows = parts.map(({ name, start, end, colour }) => ({ time, name, start, end, colour }));
    const isAlone = (before === undefined || isGap) && (after === undefined || !meets(time, after));
    if (!isAlone) return [...gap, ...rows];
    const half = (last - first) / 200;
    const sides = [Math.max(time - half, first), Math.min(time + half, last)];
    return [...gap, ...sides.flatMap((side) => rows.map((row) => ({ ...row, time: side })))];
  });
}
