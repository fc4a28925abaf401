import { extent } from 'd3-array';

import type { Contribution, DimensionChanges } from '../changes.ts';
import type { TableInput } from '../chart-input.ts';
import type { ChangeOptions } from '../options.ts';
import type { Palette } from '../palette.ts';
import type { Json, Plot } from './plot.ts';

import { widestOf } from '../../fonts/text-width.ts';
import { isOtherOrUnknown } from '../points.ts';
import { writeSigned } from '../sentences/changes.ts';
import { writeName } from '../sentences/value-words.ts';
import { pixelEncoding } from './channels.ts';
import { layer, OWN_COLOUR, OWN_TEXT, plotSpec, writerOf } from './plot.ts';
import { WIDTH } from './size.ts';

/** The most contributions of a dimension that are drawn beside `Other`. */
export const MOST_CONTRIBUTIONS = 8;

const ROW = 30; // pixels, as all that follow

/** The most room for names at the left. */
const MOST_NAMES = 190;

const VALUES = 84;

const BAR = 19;

/** Draws a change of a measure as a waterfall of the largest contributions of one dimension. */
export function changesPlot(input: TableInput, { contributions }: DimensionChanges, change: ChangeOptions): Plot {
  const { measure, before, after } = change;
  const { options, palette } = input;
  const format = Object.hasOwn(options.formats, measure) ? options.formats[measure] : undefined;
  const write = writerOf(input, { format });
  const signed = writeSigned(change, options);
  const names = roomFor([before.when, after.when, ...contributions.map(({ name }) => name)]);
  const x = scaleOf(contributions, { before: before.value, after: after.value, names });
  const total = (name: string, value: number, y: number) => [
    { part: 'total', x: names - 10, y, text: name },
    { part: 'mark', x: x(value), y: y - BAR / 2, y2: y + BAR / 2 },
    { part: 'sum', x: x(value) + 7, y, text: write(value) },
  ];
  const rows: Json[] = total(before.when, before.value, ROW / 2);
  let end = before.value;
  for (const [index, contribution] of contributions.entries()) {
    const { name } = contribution;
    const start = end;
    end += contribution.change;
    const y = (index + 1.5) * ROW;
    const text = signed(contribution.change);
    rows.push(
      { part: 'name', x: names - 10, y, text: name },
      {
        part: 'bar',
        ...barOf(x(start), x(end)),
        y: y - BAR / 2,
        y2: y + BAR / 2,
        colour: colourOf(contribution, palette),
      },
      { part: 'value', x: Math.max(x(start), x(end)) + 7, y, text },
      { part: 'step', x: x(end), y: y + BAR / 2, y2: y + ROW - BAR / 2 },
    );
  }
  const height = (contributions.length + 2) * ROW;
  rows.push(...total(after.when, after.value, height - ROW / 2));
  const start = { part: 'step', x: x(before.value), y: ROW / 2 + BAR / 2, y2: ROW * 1.5 - BAR / 2 };
  const spec = plotSpec(
    { autosize: 'none', encoding: pixelEncoding(height), layer: changeLayers(palette, names) },
    { height },
  );
  const values = contributions.map((each) => `${writeName(each.name)} ${signed(each.change)}`);
  return { spec, rows: [start, ...rows], notes: ['The axis shows the change alone, not from zero.'], values };
}

/** The width that names need, up to the most that they get. */
function roomFor(names: readonly string[]): number {
  return Math.min(MOST_NAMES, 20 + widestOf(names, { fontWeight: 600 }));
}

/** A bar from one end to the other, at least a pixel wide. */
function barOf(start: number, end: number): { readonly x: number; readonly x2: number } {
  return { x: Math.min(start, end), x2: Math.max(Math.min(start, end) + 1, Math.max(start, end)) };
}

function colourOf({ name, change, isRest }: Contribution, palette: Palette): string {
  if (isRest || isOtherOrUnknown(name)) return palette.other;
  return change < 0 ? palette.down : palette.up;
}

/** Where a value stands in pixels, so that all steps have room. */
function scaleOf(
  contributions: readonly Contribution[],
  { before, after, names }: { readonly before: number; readonly after: number; readonly names: number },
): (value: number) => number {
  let end = before;
  const reached = contributions.map(({ change }) => {
    end += change;
    return end;
  });
  const [low = 0, high = 0] = extent([before, after, ...reached]);
  return (value) => names + 6 + ((value - low) / (high - low || 1)) * (WIDTH - names - VALUES - 6);
}

function changeLayers(palette: Palette, names: number): readonly Json[] {
  const text = { type: 'text', baseline: 'middle' };
  const right = { ...text, align: 'right', limit: names - 10 };
  const reach = { x2: { field: 'x2' }, y2: { field: 'y2' } };
  return [
    layer('step', { type: 'rule', color: palette.axis }, { y2: { field: 'y2' } }),
    layer('bar', { type: 'rect', cornerRadius: 1 }, { ...reach, color: OWN_COLOUR }),
    layer('mark', { type: 'rule', color: palette.text, strokeWidth: 2.5 }, { y2: { field: 'y2' } }),
    layer('name', right, OWN_TEXT),
    layer('total', { ...right, fontWeight: 600 }, OWN_TEXT),
    layer('value', { ...text, align: 'left' }, OWN_TEXT),
    layer('sum', { ...text, align: 'left', fontWeight: 600 }, OWN_TEXT),
  ];
}
