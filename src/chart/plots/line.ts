import type { ChartInput, Plot } from '../options.ts';
import type { Point } from '../points.ts';
import type { Dot, Line } from './line-rows.ts';

import { capital } from '../../text/text.ts';
import { incompleteNotes, incompleteOf } from '../incomplete.ts';
import { pointsOfMeasure } from '../points.ts';
import { chooseSeries, listedValues } from '../series.ts';
import { numberTicks, timeTicks } from '../ticks.ts';
import { numberChannel, timeChannel } from './channels.ts';
import { endRows } from './line-labels.ts';
import { dotsOf, lineRows } from './line-rows.ts';
import { axisWriterOf, layer, OWN_COLOUR, plotSpec, writerOf } from './plot.ts';

const DENSE = 300;

/** Lines in time with their names at their ends. Gaps stay gaps; what is not over yet is dashed and said. */
export function linePlot(input: ChartInput): Plot {
  const { table, fields, palette } = input;
  const measure = fields.measures[0]!;
  const { grain } = fields.time!;
  const write = writerOf(input, measure);
  const all = pointsOfMeasure(table, fields, measure);
  const points = all.filter(({ time }) => time !== null);
  const series = chooseSeries(points, { palette, isAdditive: measure.isAdditive, values: listedValues(input) });
  const drawn = linesOf(input, series.points, series.colours);
  const first = points.reduce((least, { time }) => Math.min(least, time!), Infinity);
  const last = points.reduce((most, { time }) => Math.max(most, time!), -Infinity);
  const ticks = numberTicks(drawn.flatMap(({ dots }) => dots.map(({ value }) => value ?? Number.NaN)));
  const incomplete = incompleteOf(input, first, last);
  const rows: readonly { readonly part: string }[] = [
    ...drawn.flatMap((line) => lineRows(line, grain, incomplete)),
    ...endRows(input, drawn, ticks.domain),
    ...peakRows(drawn, last, write),
  ];
  const encoding = {
    x: timeChannel('time', timeTicks(first, last, grain), [first, last]),
    y: numberChannel('value', ticks, axisWriterOf(input, measure), { palette }),
  };
  const stroke = {
    detail: { field: 'name', type: 'nominal' },
    color: OWN_COLOUR,
    strokeWidth: { field: 'width', type: 'quantitative', scale: null },
  };
  const line = { type: 'line', strokeJoin: points.length > DENSE ? 'bevel' : 'round' };
  const words = { type: 'text', color: palette.muted };
  const layers = {
    solid: layer('solid', { ...line, invalid: 'break-paths-show-path-domains' }, stroke),
    dashed: layer('dashed', { ...line, strokeDash: [5, 4] }, stroke),
    dot: layer('dot', { type: 'circle', size: 36, opacity: 1 }, { color: OWN_COLOUR }),
    end: layer(
      'end',
      { ...words, align: 'left', dx: 8, fontWeight: 600, limit: 150 },
      { y: { ...encoding.y, field: 'place' }, text: { field: 'text' }, color: OWN_COLOUR },
    ),
    peak: layer('peak', { ...words, align: 'center', dy: -11 }, { text: { field: 'text' } }),
  };
  const parts = new Set(rows.map(({ part }) => part));
  const shown = Object.entries(layers).flatMap(([part, each]) => (parts.has(part) ? [each] : []));
  const notes = [
    ...series.notes,
    ...incompleteNotes('Dashed', grain, incomplete),
    ...(ticks.domain[0] > 0 ? ['The axis does not start at zero.'] : []),
    ...undatedNote(all.length - points.length),
  ];
  return { spec: plotSpec({ encoding, layer: shown }), rows, notes };
}

function linesOf(
  { fields, options, palette }: ChartInput,
  points: readonly Point[],
  colours: Readonly<Record<string, string>>,
): readonly Line[] {
  if (fields.dimensions.length > 0) {
    const bySplit = Map.groupBy(points, ({ split }) => split);
    return Object.entries(colours).map(([name, colour]) => ({
      name,
      colour,
      width: 2.25,
      ...dotsOf(bySplit.get(name) ?? [], 'value'),
    }));
  }
  const width = points.length > DENSE ? 1 : 2.5;
  const now = { name: fields.measures[0]!.name, colour: palette.main, width, ...dotsOf(points, 'value') };
  if (!options.comparison || points.every(({ baseline }) => baseline === null)) return [now];
  const { label } = options.comparison;
  const name = capital(label);
  return [{ name, colour: palette.baseline, width: Math.min(width, 1.75), ...dotsOf(points, 'baseline') }, now];
}

/** The highest value of a line alone, unless it stands at the end, where its value is told already. */
function peakRows(drawn: readonly Line[], last: number, write: (value: number) => string) {
  if (drawn.length > 1) return [];
  const dots = drawn[0]!.dots.filter(({ value }) => value !== null);
  const peak = dots.reduce<Dot | undefined>((a, b) => (a && a.value! >= b.value! ? a : b), undefined);
  if (!peak || dots.length < 4 || peak.time === last || peak === dots[0]) return [];
  return [{ part: 'peak', time: peak.time, value: peak.value, text: write(peak.value!) }];
}

function undatedNote(count: number): readonly string[] {
  if (count === 0) return [];
  return [count === 1 ? 'One row has no date and is not drawn.' : `${count} rows have no date and are not drawn.`];
}
