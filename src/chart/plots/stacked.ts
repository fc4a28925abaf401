import type { Plot, Scene } from '../options.ts';
import type { Point } from '../points.ts';

import { timesOf } from '../../table/fields.ts';
import { sum } from '../../table/sum.ts';
import { formatShare } from '../../text/number.ts';
import { inkOn } from '../palette.ts';
import { pointsOf } from '../points.ts';
import { listedValues, seriesOf } from '../series.ts';
import { fewLabels } from '../top.ts';
import { zeroLine } from './channels.ts';
import { barLabels, barStep } from './labels.ts';
import { layer, OWN_COLOUR, plotSpec, squares, WIDTH, writerOf } from './plot.ts';
import { stackedColumns } from './stacked-columns.ts';

const MOST_BARS = 12;

/** Bars of one label each, made of the parts of its split, with the total at the end. Upright when there is a time. */
export function stacked(scene: Scene): Plot {
  return scene.shape.time ? stackedColumns(scene, { isShare: false }) : stackedBars(scene, { isShare: false });
}

/** The same with every bar as long as the others: what part of its whole each split is. */
export function shares(scene: Scene): Plot {
  const { table, shape } = scene;
  const times = shape.time ? new Set(timesOf(table, shape.time.index)) : new Set();
  if (times.size > 1) return stackedColumns(scene, { isShare: true });
  return stackedBars({ ...scene, shape: { ...shape, time: undefined } }, { isShare: true });
}

function stackedBars(scene: Scene, { isShare }: { isShare: boolean }): Plot {
  const { table, shape, palette } = scene;
  const measure = shape.measures[0]!;
  const write = writerOf(scene, measure);
  const all = pointsOf(table, shape, measure);
  const whole = all.every(({ split }) => split === '')
    ? all.map((point) => ({ ...point, label: '', split: point.label }))
    : all;
  const few = fewLabels(whole, { most: MOST_BARS, isAdditive: true });
  const series = seriesOf(few.points, { palette, isAdditive: true, values: listedValues(scene) });
  const names = Object.keys(series.colours);
  const totals = new Map(few.labels.map((label) => [label, sum(valuesAt(series.points, label))]));
  const longest = Math.max(...totals.values());
  const parts = few.labels.flatMap((label) => {
    const total = totals.get(label)!;
    let end = 0;
    return names.map((name) => {
      const value = sum(valuesAt(series.points, label, name));
      const size = isShare ? (total === 0 ? 0 : value / total) : value;
      const start = end;
      end += size;
      const room = (size / (isShare ? 1 : longest)) * WIDTH * (isShare ? 0.85 : 0.65);
      const text = isShare ? formatShare(size, scene.options) : write(value);
      const colour = series.colours[name]!;
      return {
        part: 'piece',
        label,
        start,
        end,
        colour,
        ink: inkOn(colour),
        text: room > text.length * 8 + 8 && (isShare || value !== total) ? text : '', // a part alone is its total
      };
    });
  });
  const ends = few.labels.map((label) => ({
    part: 'total',
    label,
    end: isShare ? 1 : totals.get(label)!,
    text: write(totals.get(label)!),
  }));
  const widest = Math.max(...ends.map(({ text }) => text.length)); // totals of bars that end together stand in a column
  const step = few.labels.length === 1 ? 64 : barStep(few.labels);
  const { channel, textOf } = barLabels(few.labels, step, palette.text);
  const length = {
    type: 'quantitative',
    axis: zeroLine(palette.axis),
    scale: { nice: false, domain: [0, isShare ? 1 : longest] },
  };
  const spec = plotSpec(
    {
      encoding: { y: channel },
      layer: [
        layer(
          'piece',
          { type: 'bar', stroke: palette.background, strokeWidth: 0.75 },
          {
            x: { ...length, field: 'start' },
            x2: { field: 'end' },
            color: OWN_COLOUR,
          },
        ),
        layer(
          'piece',
          { type: 'text', baseline: 'middle' },
          {
            x: { ...length, field: 'middle' },
            text: { field: 'text' },
            color: { field: 'ink', type: 'nominal', scale: null },
          },
        ),
        layer(
          'total',
          {
            type: 'text',
            baseline: 'middle',
            fontWeight: 600,
            ...(isShare ? { align: 'right', dx: 8 + widest * 7.9 } : { align: 'left', dx: 6 }),
          },
          {
            x: { ...length, field: 'end' },
            text: { field: 'text' },
          },
        ),
      ],
    },
    { height: Math.max(64, few.labels.length * step) },
  );
  const rows = [...parts.map((part) => ({ ...part, middle: (part.start + part.end) / 2 })), ...ends].map((row) => ({
    ...row,
    label: textOf(row.label),
  }));
  const key = squares(series.colours).map((entry) => {
    if (!isShare || few.labels.length > 1) return entry;
    const share = sum(valuesAt(series.points, few.labels[0]!, entry.label)) / totals.get(few.labels[0]!)!;
    return { ...entry, label: `${entry.label} ${formatShare(share, scene.options)}` };
  });
  return { spec, rows, key, notes: [...few.notes, ...series.notes] };
}

function valuesAt(points: readonly Point[], label: string, split?: string): readonly (number | null)[] {
  return points
    .filter((point) => point.label === label && (split === undefined || point.split === split))
    .map(({ value }) => value);
}
