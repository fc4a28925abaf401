import type { ChartInput, Plot } from '../options.ts';
import type { Point } from '../points.ts';

import { formatTime } from '../../calendar/bucket.ts';
import { sum } from '../../table/sum.ts';
import { capital } from '../../text/text.ts';
import { pointsOfMeasure } from '../points.ts';
import { topCategories } from '../top.ts';
import { zeroLine } from './channels.ts';
import { barLabels, barStep } from './labels.ts';
import { OWN_COLOUR, plotSpec, writerOf } from './plot.ts';

const MOST_STEPS = 12;

type Step = { readonly label: string; readonly start: number; readonly end: number; readonly isTotal: boolean };

/** How parts add up: from nothing to the total, or, with a comparison, from the earlier total to this one. */
export function waterfallPlot(input: ChartInput): Plot {
  const { fields, options, palette } = input;
  const measure = fields.measures[0]!;
  const write = writerOf(input, measure);
  const { points, labels, notes } = namedPoints(input);
  const isCompared = measure.baseline !== undefined && points.some(({ baseline }) => baseline !== null);
  const before = isCompared ? sum(points.map(({ baseline }) => baseline)) : 0;
  const steps: Step[] = isCompared
    ? [{ label: capital(options.comparison!.label), start: 0, end: before, isTotal: true }]
    : [];
  let end = before;
  for (const label of labels) {
    const start = end;
    for (const point of points)
      if (point.label === label) end += (point.value ?? 0) - (isCompared ? (point.baseline ?? 0) : 0);
    steps.push({ label, start, end, isTotal: false });
  }
  steps.push({ label: isCompared ? measure.name : 'Total', start: 0, end, isTotal: true });
  const rows = steps.map(({ label, start, end: to, isTotal }) => ({
    label,
    start,
    end: to,
    edge: Math.max(start, to),
    text: isTotal ? write(to) : signed(to - start, write),
    colour: isTotal ? palette.other : to < start ? palette.down : palette.up,
  }));
  const step = barStep(rows.map(({ label }) => label));
  const { channel, textOf } = barLabels(
    rows.map(({ label }) => label),
    step,
    palette.text,
  );
  const length = { type: 'quantitative', axis: zeroLine(palette.axis), scale: { nice: false } };
  const spec = plotSpec(
    {
      encoding: { y: channel },
      layer: [
        {
          mark: { type: 'bar' },
          encoding: { x: { ...length, field: 'start' }, x2: { field: 'end' }, color: OWN_COLOUR },
        },
        {
          mark: { type: 'text', align: 'left', baseline: 'middle', dx: 6 },
          encoding: { x: { ...length, field: 'edge' }, text: { field: 'text' } },
        },
      ],
    },
    { height: rows.length * step },
  );
  return { spec, rows: rows.map((row) => ({ ...row, label: textOf(row.label) })), notes };
}

/** In time the steps keep its order; else the result's, and of too many the largest come first. */
function namedPoints({ table, fields }: ChartInput): {
  points: readonly Point[];
  labels: readonly string[];
  notes: readonly string[];
} {
  const measure = fields.measures[0]!;
  const all = pointsOfMeasure(table, fields, measure);
  const named = [...new Set(all.map(({ label }) => label))];
  if (!fields.time && named.length <= MOST_STEPS) return { points: all, labels: named, notes: [] };
  if (!fields.time) return topCategories(all, { most: MOST_STEPS, isAdditive: true });
  const dated = all.filter(({ time }) => time !== null).toSorted((a, b) => a.time! - b.time!);
  const points = dated.map((point) => ({ ...point, label: formatTime(point.time!, fields.time!.grain) }));
  return { points, labels: [...new Set(points.map(({ label }) => label))], notes: [] };
}

function signed(change: number, write: (value: number) => string): string {
  return change > 0 ? `+${write(change)}` : write(change);
}
