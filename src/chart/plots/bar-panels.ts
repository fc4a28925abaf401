import { max, min } from 'd3-array';

import type { ChartInput, DrawnMeasure } from '../chart-input.ts';
import type { Json, Plot } from './plot.ts';

import { widestOf } from '../../fonts/text-width.ts';
import { isOther } from '../points.ts';
import { mergeOthers, topCategories } from '../top.ts';
import { pixelEncoding } from './channels.ts';
import { stepOf } from './labels.ts';
import { layer, OWN_COLOUR, OWN_TEXT, plotSpec, writerOf } from './plot.ts';
import { WIDTH } from './size.ts';

const MOST_BARS = 11;

const HEAD = 30; // pixels above the bars

const GAP = 26; // pixels between two panels

/** Draws the bars of each measure side by side with common names at the left, in the order of the first measure. */
export function barPanels(input: ChartInput): Plot {
  const { palette, measures, options } = input;
  const isAdditive = measures.every((measure) => measure.isAdditive);
  const { isOrdered } = options;
  const { categories, notes } = topCategories(measures[0].points, { most: MOST_BARS, isAdditive, isOrdered });
  const step = stepOf(categories.length);
  const left = Math.min(widestOf(categories) + 20, 178);
  const width = (WIDTH - left - GAP * (measures.length - 1)) / measures.length;
  const middle = (index: number) => HEAD + (index + 0.5) * step;
  const rows = [
    ...categories.map((text, index) => ({ part: 'name', x: left - 10, y: middle(index), text })),
    ...measures.flatMap((measure, panel) =>
      panelRows(input, measure, categories, { left: left + panel * (width + GAP), width, step }),
    ),
  ];
  const text = { type: 'text', baseline: 'middle' };
  const height = HEAD + categories.length * step;
  const layers = [
    layer('zero', { type: 'rule', color: palette.axis }, { y2: { field: 'y2' } }),
    layer('bar', { type: 'rect' }, { x2: { field: 'x2' }, y2: { field: 'y2' }, color: OWN_COLOUR }),
    layer('name', { ...text, align: 'right', limit: left - 10 }, OWN_TEXT),
    layer('value', { ...text, align: 'left' }, OWN_TEXT),
    layer('head', { ...text, align: 'left', fontWeight: 600, limit: width }, OWN_TEXT),
  ];
  return {
    spec: plotSpec({ autosize: 'none', encoding: pixelEncoding(height), layer: layers }, { height }),
    rows,
    notes,
  };
}

/** Where a panel stands, in pixels. */
type Panel = { readonly left: number; readonly width: number; readonly step: number };

function panelRows(
  input: ChartInput,
  measure: DrawnMeasure,
  categories: readonly string[],
  { left, width, step }: Panel,
): readonly Json[] {
  const { palette } = input;
  const write = writerOf(input, measure);
  const values = valuesAt(measure, categories);
  const room = widestOf(values.map(write)) + 8;
  const low = Math.min(min(values, (value) => value) ?? 0, 0);
  const high = Math.max(max(values, (value) => value) ?? 0, 0);
  const x = (value: number) => left + ((value - low) / (high - low || 1)) * (width - room);
  const isMixed = low < 0 && high > 0;
  return [
    { part: 'head', x: left, y: HEAD / 2 - 3, text: measure.name },
    { part: 'zero', x: x(0), y: HEAD - 4, y2: HEAD + categories.length * step },
    ...values.flatMap((value, index) => {
      const middle = HEAD + (index + 0.5) * step;
      const [y, y2] = [middle - step * 0.36, middle + step * 0.36];
      const colour = isMixed && (value ?? 0) < 0 ? palette.down : palette.main;
      return [
        { part: 'bar', x: x(0), x2: x(value ?? 0), y, y2, colour },
        { part: 'value', x: x(Math.max(value ?? 0, 0)) + 6, y: middle, text: write(value) },
      ];
    }),
  ];
}

/** A measure's values for the categories shown; the last one may stand for all the others. */
function valuesAt({ points }: DrawnMeasure, categories: readonly string[]): readonly (number | null)[] {
  const other = categories.find((category) => isOther(category) && category.includes('('));
  const kept = new Set(categories.filter((category) => category !== other));
  const merged = other === undefined ? points : mergeOthers(points, 'category', kept, other);
  const values = new Map(merged.map(({ category, value }) => [category, value]));
  return categories.map((category) => values.get(category) ?? null);
}
