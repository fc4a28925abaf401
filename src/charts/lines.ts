import type { Plot, Scene } from '../chart.ts';
import type { Grain } from '../format.ts';
import type { Point } from '../points.ts';

import { formatTime } from '../format.ts';
import { textColour } from '../palette.ts';
import { pointsOf } from '../points.ts';
import { seriesOf } from '../series.ts';
import { nextBucket, openBucket } from '../shape.ts';
import { numberTicks, timeTicks } from '../ticks.ts';
import { HEIGHT, layer, numberChannel, OWN_COLOUR, plotSpec, timeChannel, writerOf } from './plot.ts';

type Dot = { readonly time: number; readonly value: number | null };
type Line = { readonly name: string; readonly colour: string; readonly width: number; readonly dots: readonly Dot[] };

const MOST_DOTS = 1200;
const LABEL_GAP = 17;
const PLOT_HEIGHT = HEIGHT - 44;

/** Lines in time with their names at their ends. Gaps stay gaps; what is not over yet is dashed and said. */
export function lines(scene: Scene): Plot {
  const { table, shape, options, palette } = scene;
  const measure = shape.measures[0]!;
  const { grain } = shape.time!;
  const write = writerOf(scene, measure);
  const all = pointsOf(table, shape, measure);
  const points = all.filter((point) => point.time !== null);
  const series = seriesOf(points, { palette, isAdditive: measure.isAdditive, known: options.colours });
  const drawn = linesOf(scene, series.points, series.colours);
  const times = points.map(({ time }) => time!);
  const [first, last] = [Math.min(...extent(times)), Math.max(...extent(times))];
  const ticks = numberTicks(drawn.flatMap(({ dots }) => dots.map(({ value }) => value ?? Number.NaN)));
  const openFrom = openBucket(last, grain, options.now);
  const channels = {
    x: timeChannel('time', timeTicks(first, last, grain), [first, last]),
    y: numberChannel('value', ticks, write, { palette }),
  };
  const stroke = {
    detail: { field: 'name', type: 'nominal' },
    color: OWN_COLOUR,
    strokeWidth: { field: 'width', type: 'quantitative', scale: null },
  };
  const spec = plotSpec({
    encoding: channels,
    layer: [
      layer('solid', { type: 'line', invalid: 'break-paths-show-path-domains', strokeJoin: 'round' }, stroke),
      layer('dashed', { type: 'line', strokeDash: [5, 4] }, stroke),
      layer('dot', { type: 'point', filled: true, size: 36, opacity: 1 }, { color: stroke.color }),
      layer(
        'end',
        { type: 'text', align: 'left', dx: 8, fontWeight: 600, limit: 150 },
        {
          y: { ...channels.y, field: 'place' },
          text: { field: 'text' },
          color: stroke.color,
        },
      ),
      layer('peak', { type: 'text', align: 'center', dy: -11, color: palette.muted }, { text: { field: 'text' } }),
    ],
  });
  const rows = [
    ...drawn.flatMap((line) => lineRows(line, grain, openFrom)),
    ...endRows(scene, drawn, ticks.domain),
    ...peakRows(drawn, last, write),
  ];
  const notes = [
    ...series.notes,
    ...(openFrom === undefined ? [] : [`Dashed: ${formatTime(openFrom, grain)} is not over yet.`]),
    ...(ticks.domain[0] > 0 ? ['The axis does not start at zero.'] : []),
    ...undatedNote(all.length - points.length),
  ];
  return { spec, rows, notes, colours: shape.dimensions.length > 0 ? series.colours : {} };
}

function undatedNote(count: number): readonly string[] {
  if (count === 0) return [];
  return [count === 1 ? 'One row has no date and is not drawn.' : `${count} rows have no date and are not drawn.`];
}

function linesOf(
  { shape, options, palette }: Scene,
  points: readonly Point[],
  colours: Readonly<Record<string, string>>,
): readonly Line[] {
  if (shape.dimensions.length > 0) {
    const bySplit = Map.groupBy(points, ({ split }) => split);
    return Object.entries(colours).map(([name, colour]) => ({
      name,
      colour,
      width: 2.25,
      dots: dotsOf(bySplit.get(name) ?? [], 'value'),
    }));
  }
  const now = {
    name: shape.measures[0]!.name,
    colour: palette.main,
    width: points.length > 300 ? 1 : 2.5,
    dots: dotsOf(points, 'value'),
  };
  if (!options.comparison || points.every(({ earlier }) => earlier === null)) return [now];
  return [
    { name: capital(options.comparison.label), colour: palette.earlier, width: 1.75, dots: dotsOf(points, 'earlier') },
    now,
  ];
}

function dotsOf(points: readonly Point[], field: 'value' | 'earlier'): readonly Dot[] {
  const dots = points.map((point) => ({ time: point.time!, value: point[field] })).sort((a, b) => a.time - b.time);
  return dots.length > MOST_DOTS ? thin(dots) : dots;
}

/** The lowest and the highest of each stretch that a pixel can show: the same line with fewer points. */
function thin(dots: readonly Dot[]): readonly Dot[] {
  const stretch = Math.ceil((dots.length * 2) / MOST_DOTS);
  const kept: Dot[] = [];
  for (let start = 0; start < dots.length; start += stretch) {
    const valued = dots.slice(start, start + stretch).filter(({ value }) => value !== null);
    const low = valued.reduce<Dot | undefined>((a, b) => (a && a.value! <= b.value! ? a : b), undefined);
    const high = valued.reduce<Dot | undefined>((a, b) => (a && a.value! >= b.value! ? a : b), undefined);
    kept.push(...[low, high].filter((dot) => dot !== undefined).sort((a, b) => a.time - b.time));
  }
  return kept.filter((dot, index) => dot !== kept[index - 1]);
}

function lineRows({ name, colour, width, dots }: Line, grain: Grain, openFrom: number | undefined) {
  const rows: Record<string, unknown>[] = [];
  const isThinned = dots.length >= MOST_DOTS / 2;
  const row = (part: string, { time, value }: Dot) => rows.push({ part, name, colour, width, time, value });
  dots.forEach((dot, index) => {
    const before = dots[index - 1];
    const after = dots[index + 1];
    const joinsBefore =
      before !== undefined && before.value !== null && (isThinned || nextBucket(before.time, grain) >= dot.time);
    const joinsAfter =
      after !== undefined && after.value !== null && (isThinned || nextBucket(dot.time, grain) >= after.time);
    if (before && !joinsBefore && before.value !== null)
      row('solid', { time: (before.time + dot.time) / 2, value: null });
    if (dot.time === openFrom && joinsBefore && dot.value !== null) {
      row('dashed', before);
      row('dashed', dot);
      row('dot', dot);
    } else {
      row('solid', dot);
      if (dot.value !== null && !joinsBefore && !joinsAfter) row('dot', dot);
    }
  });
  return rows;
}

/** Names (and the value, for a line alone) at the ends of the lines, moved apart where they would touch. */
function endRows(scene: Scene, drawn: readonly Line[], [low, high]: readonly [number, number]) {
  const write = writerOf(scene, scene.shape.measures[0]!);
  const perPixel = (high - low) / PLOT_HEIGHT;
  const ends = drawn
    .map((line) => ({ line, dot: line.dots.findLast(({ value }) => value !== null) }))
    .filter(({ dot }) => dot !== undefined)
    .sort((a, b) => a.dot!.value! - b.dot!.value!);
  const places = spread(
    ends.map(({ dot }) => (dot!.value! - low) / perPixel),
    LABEL_GAP,
    PLOT_HEIGHT,
  );
  const lastTime = Math.max(...ends.map(({ dot }) => dot!.time));
  return ends.map(({ line: { name, colour }, dot }, index) => ({
    part: 'end',
    colour: textColour(colour, scene.palette),
    time: lastTime,
    place: low + places[index]! * perPixel,
    text: drawn.length === 1 ? write(dot!.value!) : name,
  }));
}

/** Moves ascending places apart to at least `gap`, inside 0 to `size` when they fit. */
function spread(places: readonly number[], gap: number, size: number): readonly number[] {
  const moved = [...places];
  for (let index = 1; index < moved.length; index++) moved[index] = Math.max(moved[index]!, moved[index - 1]! + gap);
  let ceiling = Math.max(size, (moved.length - 1) * gap);
  for (let index = moved.length - 1; index >= 0; index--) {
    moved[index] = Math.min(moved[index]!, ceiling);
    ceiling = moved[index]! - gap;
  }
  return moved;
}

/** The highest value of a line alone, unless it stands at the end, where its value is told already. */
function peakRows(drawn: readonly Line[], last: number, write: (value: number) => string) {
  if (drawn.length > 1) return [];
  const dots = drawn[0]!.dots.filter(({ value }) => value !== null);
  const peak = dots.reduce<Dot | undefined>((a, b) => (a && a.value! >= b.value! ? a : b), undefined);
  if (!peak || dots.length < 4 || peak.time === last || peak === dots[0]) return [];
  return [{ part: 'peak', time: peak.time, value: peak.value, text: write(peak.value!) }];
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function extent(values: readonly number[]): readonly [number, number] {
  return [values.reduce((a, b) => Math.min(a, b), Infinity), values.reduce((a, b) => Math.max(a, b), -Infinity)];
}
