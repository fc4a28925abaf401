import { extent, greatest } from 'd3-array';

import type { TimeColumn } from '../../table/fields.ts';
import type { ChartInput, TimedInput } from '../chart-input.ts';
import type { Palette } from '../palette.ts';
import type { DatedPoint } from '../points.ts';
import type { Series } from '../series.ts';
import type { Line } from './line-rows.ts';
import type { Json, Plot } from './plot.ts';

import { capital } from '../../text/text.ts';
import { requireTime } from '../chart-input.ts';
import { incompleteBuckets, incompleteNotes } from '../incomplete.ts';
import { datedPoints } from '../points.ts';
import { chooseSeries, listedValues } from '../series.ts';
import { numberTicks, timeTicks } from '../ticks.ts';
import { findTimeStep } from '../time-step.ts';
import { numberChannel, timeChannel } from './channels.ts';
import { goalLayerOf } from './goal.ts';
import { lineEndRows } from './line-labels.ts';
import { dotsOf, lineRows } from './line-rows.ts';
import { axisWriterOf, layer, OWN_COLOUR, OWN_TEXT, plotSpec, writerOf } from './plot.ts';

const DENSE = 300;

/** Draws lines in time with their names at their ends. Missing buckets are gaps; an incomplete bucket is dashed, with a note. */
export function linePlot(input: ChartInput): Plot {
  const timed = requireTime(input);
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
  const layers = lineLayers(encoding.y, palette, points.length > DENSE);
  const parts = new Set<string>(rows.map(({ part }) => part));
  const shown = Object.entries(layers).flatMap(([part, each]) => (parts.has(part) ? [each] : []));
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

/** The layers of a line chart by the part that they draw. */
function lineLayers(y: Json, palette: Palette, isDense: boolean): Readonly<Record<string, Json>> {
  const stroke = {
    detail: { field: 'name', type: 'nominal' },
    color: OWN_COLOUR,
    strokeWidth: { field: 'width', type: 'quantitative', scale: null },
  };
  const line = { type: 'line', strokeJoin: isDense ? 'bevel' : 'round' };
  const text = { type: 'text', color: palette.muted };
  return {
    solid: layer('solid', { ...line, invalid: 'break-paths-show-path-domains' }, stroke),
    dashed: layer('dashed', { ...line, strokeDash: [5, 4] }, stroke),
    dot: layer('dot', { type: 'circle', size: 36, opacity: 1 }, { color: OWN_COLOUR }),
    end: layer(
      'end',
      { ...text, align: 'left', dx: 8, fontWeight: 600, limit: 150 },
      { y: { ...y, field: 'place' }, ...OWN_TEXT, color: OWN_COLOUR },
    ),
    peak: layer('peak', { ...text, align: 'center', dy: -11 }, OWN_TEXT),
  };
}

/** The times that decide where a line has gaps: all of the chart where it shares most of them, else its own, as hours beside days. */
function stepColumn({ time }: TimedInput, { dots }: Line): Pick<TimeColumn, 'times' | 'grain'> {
  const own = dots.filter(({ value }) => value !== null).map((dot) => dot.time);
  const count = new Set(time.times).size;
  return own.length * 2 >= count ? time : { times: own, grain: time.grain };
}

/** One line a series; without series, the measure's own and below it that of its baseline. */
function linesOf(input: TimedInput, { points, colours }: Series<DatedPoint>): readonly Line[] {
  const { dimensions, measures, options, palette } = input;
  if (dimensions.length > 0) {
    const bySeries = Map.groupBy(points, ({ series }) => series);
    return Object.entries(colours).map(([name, colour]) => {
      return { name, colour, width: 2.25, ...dotsOf(bySeries.get(name) ?? [], 'value') };
    });
  }
  const width = points.length > DENSE ? 1 : 2.5;
  const now = { name: measures[0].name, colour: palette.main, width, ...dotsOf(points, 'value') };
  if (!options.comparison || points.every(({ baseline }) => baseline === null)) return [now];
  const name = capital(options.comparison.label);
  const before = dotsOf(points, 'baseline');
  return [{ name, colour: palette.baseline, width: Math.min(width, 1.75), ...before }, now];
}

/** The highest value of a line alone, unless it stands at an end, where its value is written already. */
function peakRows(lines: readonly Line[], last: number, write: (value: number | null) => string) {
  const [line, second] = lines;
  if (!line || second) return [];
  const dots = line.dots.filter(({ value }) => value !== null);
  const peak = greatest(dots, ({ value }) => value ?? Number.NaN);
  if (!peak || dots.length < 4 || peak.time === last || peak === dots[0]) return [];
  return [{ part: 'peak', time: peak.time, value: peak.value, text: write(peak.value) }];
}

function undatedNotes(count: number): readonly string[] {
  if (count === 0) return [];
  return [count === 1 ? 'One row has no date and is not drawn.' : `${count} rows have no date and are not drawn.`];
}
