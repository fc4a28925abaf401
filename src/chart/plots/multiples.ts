import { max } from 'd3-array';

import type { ChartInput, TimedInput } from '../chart-input.ts';
import type { DatedPoint } from '../points.ts';
import type { NumberTicks } from '../ticks.ts';
import type { Json, Plot } from './plot.ts';

import { formatBucket } from '../../calendar/bucket.ts';
import { widestOf } from '../../fonts/text-width.ts';
import { isTimed } from '../chart-input.ts';
import { latestNotes } from '../incomplete.ts';
import { byTime, datedPoints, distinctTimes } from '../points.ts';
import { numberTicks } from '../ticks.ts';
import { topCategories } from '../top.ts';
import { pixelEncoding } from './channels.ts';
import { labelShortener } from './labels.ts';
import { panelsPlot } from './panels.ts';
import { axisWriterOf, layer, OWN_COLOUR, OWN_TEXT, plotSpec, writerOf } from './plot.ts';
import { WIDTH } from './size.ts';

const MOST_CELLS = 9;

const ACROSS = 3;

/** In pixels. */
const CELL = { gap: 22, title: 22, height: 84, foot: 14 };

const CELL_WIDTH = (WIDTH - CELL.gap * (ACROSS - 1)) / ACROSS;

const CELL_STEP = CELL.title + CELL.height + CELL.foot;

/** Draws one small line chart for each series, all on one scale, the largest first; without a series, one for each measure. */
export function multiplesPlot(input: ChartInput): Plot {
  return isTimed(input) && input.dimensions.length > 0 ? seriesCells(input) : panelsPlot(input);
}

function seriesCells(input: TimedInput): Plot {
  const { palette, time, measures, options } = input;
  const [measure] = measures;
  const write = writerOf(input, measure);
  const named = datedPoints(measure.points).map((point) => ({ ...point, category: point.series, series: '' }));
  const top = topCategories(named, { most: MOST_CELLS - 1, isAdditive: measure.isAdditive });
  const points = datedPoints(top.points);
  const times = distinctTimes(points);
  const [first, last] = [times[0] ?? 0, times.at(-1) ?? 0];
  const latest = max(points, (point) => (point.value === null ? null : point.time)) ?? first;
  const values = points.map(({ value }) => value ?? Number.NaN);
  const ticks = numberTicks(values, { count: 2, zero: true });
  const latestTexts = points.flatMap((point) => (point.time === latest ? [write(point.value)] : []));
  const room = CELL_WIDTH - widestOf(latestTexts) - 10;
  const titleOf = labelShortener(top.categories, room, { fontWeight: 600 });
  const cells = top.categories.map((category) => {
    const own = byTime(points.filter((point) => point.category === category));
    const end = own.find((point) => point.time === latest);
    return { title: titleOf(category), category, points: own, text: end ? write(end.value) : '–' };
  });
  const rows = cells.flatMap((cell, index) => cellRows(cell, index, { first, last, ticks, colours: palette }));
  const height = Math.ceil(top.categories.length / ACROSS) * CELL_STEP;
  const layers = cellLayers(palette, room);
  const spec = plotSpec({ autosize: 'none', encoding: pixelEncoding(height), layer: layers }, { height });
  const [start, end] = [first, last].map((at) => formatBucket(at, time.grain, options.locale));
  const upper = axisWriterOf(input, measure)(ticks.values).at(-1);
  const scale = `all on one scale, the upper line is ${upper}`;
  return { spec, rows, notes: [`${start} to ${end}; ${scale}.`, ...latestNotes(latest, last, input), ...top.notes] };
}

type Cell = {
  readonly title: string;
  readonly category: string;
  readonly points: readonly DatedPoint[];
  /** The value at the latest time. */
  readonly text: string;
};

type Scales = {
  readonly first: number;
  readonly last: number;
  readonly ticks: NumberTicks;
  readonly colours: ChartInput['palette'];
};

function cellRows(cell: Cell, index: number, { first, last, ticks, colours }: Scales): readonly Json[] {
  const [low, high] = ticks.domain;
  const left = (index % ACROSS) * (CELL_WIDTH + CELL.gap);
  const right = left + CELL_WIDTH;
  const top = Math.floor(index / ACROSS) * CELL_STEP + CELL.title;
  const x = (time: number) => left + (last === first ? 0.5 : (time - first) / (last - first)) * CELL_WIDTH;
  const y = (value: number) => top + CELL.height * (1 - (value - low) / (high - low));
  return [
    { part: 'title', x: left, y: top - 9, text: cell.title },
    { part: 'value', x: right, y: top - 9, text: cell.text },
    ...ticks.values.map((tick) => {
      return { part: 'grid', x: left, x2: right, y: y(tick), colour: tick === 0 ? colours.axis : colours.grid };
    }),
    ...cell.points.map(({ time, value }) => {
      return { part: 'line', label: cell.category, x: x(time), y: value === null ? null : y(value) };
    }),
  ];
}

function cellLayers(palette: ChartInput['palette'], room: number): readonly Json[] {
  const line = { type: 'line', color: palette.main, strokeWidth: 2, invalid: 'break-paths-show-path-domains' };
  return [
    layer('grid', { type: 'rule' }, { x2: { field: 'x2' }, color: OWN_COLOUR }),
    layer('line', line, { detail: { field: 'label', type: 'nominal' } }),
    layer('title', { type: 'text', align: 'left', fontWeight: 600, limit: room }, OWN_TEXT),
    layer('value', { type: 'text', align: 'right', color: palette.muted }, OWN_TEXT),
  ];
}
