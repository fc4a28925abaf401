import type { Plot, Scene } from '../chart.ts';

import { formatChange } from '../format.ts';
import { pointsOf } from '../points.ts';
import { sumOf } from '../sum.ts';
import { plotSpec, WIDTH, writerOf } from './plot.ts';

/** One big number, its change against the comparison beneath, and its course in time beside it when there is one. */
export function bigNumber(scene: Scene): Plot {
  const { table, shape, options, palette } = scene;
  const measure = shape.measures[0]!;
  const points = pointsOf(table, shape, measure);
  const write = writerOf(scene, measure);
  const isSum = measure.isAdditive;
  const last = table.rows.at(-1)!;
  const value = isSum ? sumOf(table, measure.index) : Number(last[measure.index]);
  const earlier =
    measure.earlier === undefined ? null : isSum ? sumOf(table, measure.earlier) : Number(last[measure.earlier]);
  const change = formatChange(value, earlier);
  const course = points.filter((point) => point.time !== null && point.value !== null);
  const hasCourse = course.length > 2;
  const text = write(value);
  const height = 132;
  const small = { align: 'left', baseline: 'top', fontSize: 15 };
  const spec = plotSpec(
    {
      layer: [
        {
          transform: [{ filter: 'datum.text != null' }],
          mark: {
            type: 'text',
            align: 'left',
            baseline: 'top',
            fontSize: text.length > 12 ? 44 : 64,
            fontWeight: 600,
            limit: WIDTH,
          },
          encoding: { text: { field: 'text' }, x: { value: 0 }, y: { value: 4 } },
        },
        {
          transform: [{ filter: 'datum.change != null' }],
          mark: { ...small, type: 'text', fontWeight: 600, limit: WIDTH },
          encoding: {
            text: { field: 'change' },
            x: { value: 0 },
            y: { value: 84 },
            color: { field: 'colour', type: 'nominal', scale: null },
          },
        },
        {
          transform: [{ filter: 'datum.against != null' }],
          mark: { ...small, type: 'text', color: palette.muted, limit: WIDTH },
          encoding: { text: { field: 'against' }, x: { value: 0 }, y: { value: 106 } },
        },
        ...(hasCourse ? [sparkline(palette.main, height)] : []),
      ],
    },
    { height },
  );
  const row = {
    text,
    change: change && `${change} against ${options.comparison?.label ?? 'before'}`,
    against: earlier === null ? undefined : `${write(earlier)} ${options.comparison?.label ?? 'before'}`,
    colour: value !== null && earlier !== null && value < earlier ? palette.down : palette.up,
  };
  return { spec, rows: [row, ...(hasCourse ? course.map(({ time, value: at }) => ({ time, value: at })) : [])] };
}

function sparkline(colour: string, height: number) {
  return {
    transform: [{ filter: 'datum.time != null' }],
    mark: { type: 'area', line: { color: colour, strokeWidth: 2 }, color: colour, fillOpacity: 0.12 },
    encoding: {
      x: { field: 'time', type: 'temporal', axis: null, scale: { type: 'utc', range: [WIDTH * 0.55, WIDTH] } },
      y: { field: 'value', type: 'quantitative', axis: null, scale: { zero: true, range: [height - 8, 12] } },
    },
  };
}
