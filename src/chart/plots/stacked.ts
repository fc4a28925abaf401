import type { ChartInput, Plot } from '../options.ts';
import type { Point } from '../points.ts';

import { timesOf } from '../../table/fields.ts';
import { sum } from '../../table/sum.ts';
import { formatShare } from '../../text/number.ts';
import { readableOn } from '../palette.ts';
import { pointsOfMeasure } from '../points.ts';
import { chooseSeries, listedValues } from '../series.ts';
import { topCategories } from '../top.ts';
import { zeroLine } from './channels.ts';
import { barLabels, barStep } from './labels.ts';
import { layer, legendOf, OWN_COLOUR, plotSpec, WIDTH, writerOf } from './plot.ts';
import { stackedColumnsPlot } from './stacked-columns.ts';

const MOST_BARS = 12;

/** Bars of one label each, made of the parts of its split, with the total at the end. Upright when there is a time. */
export function stackedPlot(input: ChartInput): Plot {
  return input.fields.time ? stackedColumnsPlot(input, { isShare: false }) : stackedBars(input, { isShare: false });
}

/** The same with every bar as long as the others: what part of its whole each split is. */
export function sharePlot(input: ChartInput): Plot {
  const { table, fields } = input;
  const times = fields.time ? new Set(timesOf(table, fields.time.index)) : new Set();
  if (times.size > 1) return stackedColumnsPlot(input, { isShare: true });
  return stackedBars({ ...input, fields: { ...fields, time: undefined } }, { isShare: true });
}

function stackedBars(input: ChartInput, { isShare }: { isShare: boolean }): Plot {
  const { table, fields, palette } = input;
  const measure = fields.measures[0]!;
  const write = writerOf(input, measure);
  const all = pointsOfMeasure(table, fields, measure);
  const whole = all.every(({ split }) => split === '')
    ? all.map((point) => ({ ...point, label: '', split: point.label }))
    : all;
  const few = topCategories(whole, { most: MOST_BARS, isAdditive: true });
  const series = chooseSeries(few.points, { palette, isAdditive: true, values: listedValues(input) });
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
      const text = isShare ? formatShare(size, input.options) : write(value);
      const colour = series.colours[name]!;
      return {
        part: 'piece',
        label,
        start,
        end,
        colour,
        ink: readableOn(colour),
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
  const key = legendOf(series.colours).map((entry) => {
    if (!isShare || few.labels.length > 1) return entry;
    const share = sum(valuesAt(series.points, few.labels[0]!, entry.label)) / totals.get(few.labels[0]!)!;
    return { ...entry, label: `${entry.label} ${formatShare(share, input.options)}` };
  });
  return { spec, rows, key, notes: [...few.notes, ...series.notes] };
}

function valuesAt(points: readonly Point[], label: string, split?: string): readonly (number | null)[] {
  return points
    .filter((point) => point.label === label && (split === undefined || point.split === split))
    .map(({ value }) => value);
}
