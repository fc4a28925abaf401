import type { ChartInput, Plot } from '../options.ts';

import { nextBucket } from '../../calendar/bucket.ts';
import { sum } from '../../table/sum.ts';
import { incompleteNotes, incompleteOf } from '../incomplete.ts';
import { pointsOfMeasure } from '../points.ts';
import { chooseSeries, listedValues } from '../series.ts';
import { numberTicks, timeTicks } from '../ticks.ts';
import { numberChannel, timeChannel } from './channels.ts';
import { axisWriterOf, legendOf, OWN_COLOUR, plotSpec } from './plot.ts';

/** A filled course in time, a gap where a bucket is missing; with a split the parts lie upon each other, the largest at the bottom. */
export function areaPlot(input: ChartInput): Plot {
  const { table, fields, palette } = input;
  const measure = fields.measures[0]!;
  const { grain } = fields.time!;
  const points = pointsOfMeasure(table, fields, measure).filter(({ time }) => time !== null);
  const series = chooseSeries(points, { palette, isAdditive: true, values: listedValues(input) });
  const hasSplit = fields.dimensions.length > 0;
  const colours = hasSplit ? series.colours : { '': palette.main };
  const names = Object.keys(colours);
  const times = [...new Set(series.points.map(({ time }) => time!))].sort((a, b) => a - b);
  const values = new Map(series.points.map(({ time, split, value }) => [`${time} ${split}`, value ?? 0]));
  const rows = times.flatMap((time, index) => {
    const before = times[index - 1];
    const isGap = before !== undefined && nextBucket(before, grain) < time;
    const gap = isGap ? names.map((name) => ({ time: (before + time) / 2, name, colour: colours[name] })) : [];
    let end = 0;
    const parts = names.map((name) => {
      const start = end;
      end += values.get(`${time} ${name}`) ?? 0;
      return { time, name, start, end, colour: colours[name] };
    });
    const after = times[index + 1];
    const isAlone = (index === 0 || isGap) && (after === undefined || nextBucket(time, grain) < after);
    if (!isAlone) return [...gap, ...parts];
    const half = (times.at(-1)! - times[0]!) / 200; // what stands alone has no width of its own
    const sides = [Math.max(time - half, times[0]!), Math.min(time + half, times.at(-1)!)];
    return [...gap, ...sides.flatMap((side) => parts.map((part) => ({ ...part, time: side })))];
  });
  const [first, last] = [times[0]!, times.at(-1)!];
  const totals = times.map((time) => sum(names.map((name) => values.get(`${time} ${name}`) ?? 0)));
  const spec = plotSpec({
    mark: {
      type: 'area',
      invalid: 'break-paths-show-path-domains',
      fillOpacity: hasSplit ? 1 : 0.18,
      line: hasSplit ? { color: palette.background, strokeWidth: 1 } : { color: palette.main, strokeWidth: 2.5 },
    },
    encoding: {
      x: timeChannel('time', timeTicks(first, last, grain), [first, last]),
      y: numberChannel('end', numberTicks(totals, { zero: true }), axisWriterOf(input, measure), { palette }),
      y2: { field: 'start' },
      color: OWN_COLOUR,
      detail: { field: 'name', type: 'nominal' },
    },
  });
  const notes = [...series.notes, ...incompleteNotes('', grain, incompleteOf(input, first, last))];
  return { spec, rows, key: hasSplit ? legendOf(colours) : [], notes };
}
