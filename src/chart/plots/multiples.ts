import type { ChartInput, Plot } from '../options.ts';
import type { Point } from '../points.ts';

import { formatTime } from '../../calendar/bucket.ts';
import { latestNotes } from '../incomplete.ts';
import { pointsOfMeasure } from '../points.ts';
import { numberTicks } from '../ticks.ts';
import { topCategories } from '../top.ts';
import { pixelChannel } from './channels.ts';
import { shortener } from './labels.ts';
import { panelsPlot } from './panels.ts';
import { axisWriterOf, layer, OWN_COLOUR, plotSpec, WIDTH, writerOf } from './plot.ts';

const MOST_CELLS = 9;

const CELL = { across: 3, gap: 22, title: 22, height: 84, foot: 14 };

/** One small line chart a split, all on one scale, the largest first; without a split, one chart a measure. */
export function multiplesPlot(input: ChartInput): Plot {
  if (input.fields.dimensions.length === 0 || !input.fields.time) return panelsPlot(input);
  const { table, fields, palette } = input;
  const measure = fields.measures[0]!;
  const write = writerOf(input, measure);
  const dated = pointsOfMeasure(table, fields, measure).filter(({ time }) => time !== null);
  const named = dated.map((point) => ({ ...point, label: point.split, split: '' }));
  const few = topCategories(named, { most: MOST_CELLS - 1, isAdditive: measure.isAdditive });
  const times = few.points.map(({ time }) => time!).sort((a, b) => a - b);
  const [first, last] = [times[0]!, times.at(-1)!];
  const latest = few.points.reduce((most, { time, value }) => (value === null ? most : Math.max(most, time!)), first);
  const ticks = numberTicks(
    few.points.map(({ value }) => value ?? Number.NaN),
    { count: 2, zero: true },
  );
  const [low, high] = ticks.domain;
  const width = (WIDTH - CELL.gap * (CELL.across - 1)) / CELL.across;
  const below = CELL.title + CELL.height + CELL.foot;
  const latestOf = (point: Point | undefined) => (point ? write(point.value) : '–');
  const longest = Math.max(...few.points.flatMap((point) => (point.time === latest ? [latestOf(point).length] : [])));
  const room = width - longest * 7.7 - 8;
  const titleOf = shortener(few.labels, Math.floor(room / 7.4));
  const rows = few.labels.flatMap((label, index) => {
    const left = (index % CELL.across) * (width + CELL.gap);
    const top = Math.floor(index / CELL.across) * below + CELL.title;
    const x = (time: number) => left + (last === first ? 0.5 : (time - first) / (last - first)) * width;
    const y = (value: number) => top + CELL.height * (1 - (value - low) / (high - low));
    const points = few.points.filter((point) => point.label === label).toSorted((a, b) => a.time! - b.time!);
    const end = points.find(({ time }) => time === latest);
    return [
      { part: 'title', x: left, y: top - 9, text: titleOf(label) },
      { part: 'value', x: left + width, y: top - 9, text: latestOf(end) },
      ...ticks.values.map((tick) => ({
        part: 'grid',
        x: left,
        x2: left + width,
        y: y(tick),
        colour: tick === 0 ? palette.axis : palette.grid,
      })),
      ...points.map(({ time, value }) => ({ part: 'line', label, x: x(time!), y: value === null ? null : y(value) })),
    ];
  });
  const height = Math.ceil(few.labels.length / CELL.across) * below;
  const spec = plotSpec(
    {
      autosize: 'none',
      encoding: { x: pixelChannel('x', WIDTH), y: { ...pixelChannel('y', height), scale: null } },
      layer: [
        layer('grid', { type: 'rule' }, { x2: { field: 'x2' }, color: OWN_COLOUR }),
        layer(
          'line',
          { type: 'line', color: palette.main, strokeWidth: 2, invalid: 'break-paths-show-path-domains' },
          {
            detail: { field: 'label', type: 'nominal' },
          },
        ),
        layer('title', { type: 'text', align: 'left', fontWeight: 600, limit: room }, { text: { field: 'text' } }),
        layer('value', { type: 'text', align: 'right', color: palette.muted }, { text: { field: 'text' } }),
      ],
    },
    { height },
  );
  const span = `${formatTime(first, fields.time!.grain)} to ${formatTime(last, fields.time!.grain)}`;
  const scale = `all on one scale, the upper line is ${axisWriterOf(input, measure)(ticks.values).at(-1)}`;
  const notes = [`${span}; ${scale}.`, ...latestNotes(latest, last, input), ...few.notes];
  return { spec, rows, notes };
}
