import type { Plot, Scene } from '../chart.ts';

import { formatTime } from '../format.ts';
import { pointsOf } from '../points.ts';
import { openBucket } from '../shape.ts';
import { numberTicks } from '../ticks.ts';
import { numberChannel, plotSpec, writerOf } from './plot.ts';

const MOST_VALUES = 8;

/** Upright columns: buckets of time in order, or categories in the table's order. Few columns carry their values. */
export function columns(scene: Scene): Plot {
  const { table, shape, options, palette } = scene;
  const measure = shape.measures[0]!;
  const write = writerOf(scene, measure);
  const points = pointsOf(table, shape, measure);
  const sorted = shape.time ? points.filter(({ time }) => time !== null).toSorted((a, b) => a.time! - b.time!) : points;
  const last = sorted.at(-1)?.time;
  const open = shape.time && last ? openBucket(last, shape.time.grain, options.now) : undefined;
  const isCompared = measure.earlier !== undefined && sorted.some(({ earlier }) => earlier !== null);
  const rows = sorted.map(({ time, label, value, earlier }) => ({
    label: shape.time ? formatTime(time!, shape.time.grain) : label,
    value,
    earlier,
    text: value === null ? 'no data' : write(value),
    isOpen: open !== undefined && time === open,
  }));
  const ticks = numberTicks(
    rows.flatMap(({ value, earlier }) => [value ?? Number.NaN, earlier ?? Number.NaN]),
    { zero: true },
  );
  const hasValues = rows.length <= MOST_VALUES;
  const y = numberChannel('value', ticks, write, hasValues ? { labels: false, grid: false } : {});
  const spec = plotSpec({
    encoding: {
      x: {
        field: 'label',
        type: 'nominal',
        sort: null,
        scale: { paddingInner: 0.3, paddingOuter: 0.15 },
        axis: {
          title: null,
          labelAngle: 0,
          labelOverlap: true,
          labelLimit: Math.max(60, 520 / rows.length),
          domain: false,
        },
      },
    },
    layer: [
      {
        mark: { type: 'bar', cornerRadiusEnd: 2, color: palette.main, stroke: palette.main, strokeWidth: 1 },
        encoding: {
          y,
          fillOpacity: { condition: { test: 'datum.isOpen', value: 0.35 }, value: 1 },
          strokeDash: { condition: { test: 'datum.isOpen', value: [4, 3] }, value: [1, 0] },
        },
      },
      ...(isCompared
        ? [
            {
              mark: { type: 'tick', orient: 'horizontal', color: palette.text, thickness: 2.5, width: { band: 1.16 } },
              encoding: { y: { ...y, field: 'earlier' } },
            },
          ]
        : []),
      ...(hasValues
        ? [
            {
              mark: { type: 'text', dy: { expr: 'datum.value < 0 ? 12 : -10' } },
              encoding: { y, text: { field: 'text' } },
            },
          ]
        : []),
    ],
  });
  const key = isCompared
    ? [
        { label: measure.name, colour: palette.main, shape: 'square' as const },
        { label: options.comparison!.label, colour: palette.text, shape: 'tick' as const },
      ]
    : [];
  const notes = open === undefined ? [] : [`Lighter: ${formatTime(open, shape.time!.grain)} is not over yet.`];
  return { spec, rows, key, notes };
}
