import type { ChartInput } from '../chart-input.ts';
import type { DatedPoint, Point } from '../points.ts';
import type { TopCategories } from '../top.ts';
import type { Json, Plot } from './plot.ts';

import { formatBucket } from '../../calendar/bucket.ts';
import { sum } from '../../table/sum.ts';
import { capital } from '../../text/text.ts';
import { byTime, categoriesOf, datedPoints } from '../points.ts';
import { topCategories } from '../top.ts';
import { zeroLine } from './channels.ts';
import { barLabels, barStep } from './labels.ts';
import { OWN_COLOUR, OWN_TEXT, plotSpec, writerOf } from './plot.ts';

const MOST_STEPS = 12;

type Step = { readonly name: string; readonly start: number; readonly end: number; readonly isTotal: boolean };

/** Draws how parts add up: from zero to the total, or, with a comparison, from the baseline's total to this one. */
export function waterfallPlot(input: ChartInput): Plot {
  const { palette, measures } = input;
  const write = writerOf(input, measures[0]);
  const parts = namedParts(input);
  const steps = stepsOf(input, parts);
  const names = steps.map(({ name }) => name);
  const step = barStep(names);
  const { channel, textOf } = barLabels(names, step, palette.text);
  const rows = steps.map(({ name, start, end, isTotal }) => {
    const change = end > start ? `+${write(end - start)}` : write(end - start);
    const colour = end < start ? palette.down : palette.up;
    return {
      label: textOf(name),
      start,
      end,
      edge: Math.max(start, end),
      text: isTotal ? write(end) : change,
      colour: isTotal ? palette.other : colour,
    };
  });
  const spec = plotSpec(
    { encoding: { y: channel }, layer: waterfallLayers(palette.axis) },
    { height: rows.length * step },
  );
  return { spec, rows, notes: parts.notes };
}

function waterfallLayers(axis: string): readonly Json[] {
  const length = { type: 'quantitative', axis: zeroLine(axis), scale: { nice: false } };
  return [
    { mark: { type: 'bar' }, encoding: { x: { ...length, field: 'start' }, x2: { field: 'end' }, color: OWN_COLOUR } },
    {
      mark: { type: 'text', align: 'left', baseline: 'middle', dx: 6 },
      encoding: { x: { ...length, field: 'edge' }, ...OWN_TEXT },
    },
  ];
}

/** The totals and the steps between them, in the order in which they are drawn. */
function stepsOf({ measures: [measure], options }: ChartInput, { points, categories }: TopCategories): readonly Step[] {
  const { comparison } = options;
  const isCompared = comparison !== undefined && points.some(({ baseline }) => baseline !== null);
  const before = isCompared ? sum(points.map(({ baseline }) => baseline)) : 0;
  const byCategory = Map.groupBy(points, ({ category }) => category);
  const changeOf = ({ value, baseline }: Point) => (value ?? 0) - (isCompared ? (baseline ?? 0) : 0);
  let end = before;
  const steps = categories.map((name): Step => {
    const start = end;
    for (const point of byCategory.get(name) ?? []) end += changeOf(point);
    return { name, start, end, isTotal: false };
  });
  const first = { name: capital(comparison?.label ?? ''), start: 0, end: before, isTotal: true };
  const last = { name: isCompared ? measure.name : 'Total', start: 0, end, isTotal: true };
  return [...(isCompared ? [first] : []), ...steps, last];
}

/** In time the steps keep its order; else the result's, and of too many the largest come first. */
function namedParts({ time, measures: [{ points }], options }: ChartInput): TopCategories {
  if (time) {
    const dated = byTime(datedPoints(points));
    const nameOf = ({ time: at }: DatedPoint) => formatBucket(at, time.grain, options.locale);
    const named = dated.map((point) => ({ ...point, category: nameOf(point) }));
    return { points: named, categories: categoriesOf(named), notes: [] };
  }
  const categories = categoriesOf(points);
  if (categories.length <= MOST_STEPS) return { points, categories, notes: [] };
  return topCategories(points, { most: MOST_STEPS, isAdditive: true });
}
