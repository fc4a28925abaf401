import { extent } from 'd3-array';

import type { Changes } from '../changes.ts';
import type { TableInput } from '../chart-input.ts';
import type { ChangeOptions } from '../options.ts';
import type { Palette } from '../palette.ts';
import type { Json, Plot } from './plot.ts';

import { capital } from '../../text/text.ts';
import { isOtherOrUnknown } from '../points.ts';
import { pixelEncoding } from './channels.ts';
import { layer, OWN_COLOUR, OWN_TEXT, plotSpec, writerOf } from './plot.ts';
import { WIDTH } from './size.ts';

/** How many contributions of a dimension are drawn beside `Other`. */
export const MOST_CONTRIBUTIONS = 4;

const ROW = 24; // pixels, as all that follow

const HEAD = 30;

const NAMES = 178;

const VALUES = 84;

const BAR = 15;

/** Draws how a measure went from its baseline to what it is now: for each dimension a waterfall of its largest contributions. */
export function changesPlot(input: TableInput, changes: Changes, { measure, baseline }: ChangeOptions): Plot {
  const { options, palette } = input;
  const format = Object.hasOwn(options.formats, measure) ? options.formats[measure] : undefined;
  const write = writerOf(input, { format });
  const x = scaleOf(changes);
  const total = (name: string, value: number, y: number) => [
    { part: 'total', x: NAMES - 10, y, text: name },
    { part: 'mark', x: x(value), y: y - BAR / 2, y2: y + BAR / 2 },
    { part: 'sum', x: x(value) + 7, y, text: write(value) },
  ];
  const rows: Json[] = total(capital(baseline), changes.before, ROW / 2);
  let y = ROW;
  for (const { dimension, contributions } of changes.dimensions) {
    rows.push({ part: 'head', x: NAMES - 10, y: y + HEAD / 2 + 3, text: dimension });
    y += HEAD;
    let end = changes.before;
    for (const { name, change } of contributions) {
      const start = end;
      end += change;
      const middle = y + ROW / 2;
      const colour = colourOf(name, change, palette);
      const text = `${change > 0 ? '+' : ''}${write(change)}`;
      rows.push(
        { part: 'name', x: NAMES - 10, y: middle, text: name },
        { part: 'bar', x: x(start), x2: x(end), y: middle - BAR / 2, y2: middle + BAR / 2, colour },
        { part: 'value', x: Math.max(x(start), x(end)) + 7, y: middle, text },
      );
      y += ROW;
    }
  }
  y += 8;
  rows.push(...total(measure, changes.after, y + ROW / 2));
  const lines = [changes.before, changes.after].map((value) => ({ part: 'line', x: x(value), y: ROW, y2: y }));
  const height = y + ROW;
  const spec = plotSpec(
    { autosize: 'none', encoding: pixelEncoding(height), layer: changeLayers(palette) },
    { height },
  );
  return { spec, rows: [...lines, ...rows], notes: ['The axis shows the change alone, not from zero.'] };
}

function colourOf(name: string, change: number, palette: Palette): string {
  if (isOtherOrUnknown(name)) return palette.other;
  return change < 0 ? palette.down : palette.up;
}

/** Where a value stands in pixels, so that all steps of all dimensions have room. */
function scaleOf({ before, after, dimensions }: Changes): (value: number) => number {
  const reached = dimensions.flatMap(({ contributions }) => {
    let end = before;
    return contributions.map(({ change }) => {
      end += change;
      return end;
    });
  });
  const [low = 0, high = 0] = extent([before, after, ...reached]);
  return (value) => NAMES + 6 + ((value - low) / (high - low || 1)) * (WIDTH - NAMES - VALUES - 6);
}

function changeLayers(palette: Palette): readonly Json[] {
  const text = { type: 'text', baseline: 'middle' };
  const right = { ...text, align: 'right', limit: NAMES - 10 };
  const reach = { x2: { field: 'x2' }, y2: { field: 'y2' } };
  return [
    layer('line', { type: 'rule', color: palette.axis, strokeDash: [3, 3] }, { y2: { field: 'y2' } }),
    layer('bar', { type: 'rect', cornerRadius: 1 }, { ...reach, color: OWN_COLOUR }),
    layer('mark', { type: 'rule', color: palette.text, strokeWidth: 2.5 }, { y2: { field: 'y2' } }),
    layer('name', right, OWN_TEXT),
    layer('head', { ...right, color: palette.muted, fontWeight: 600 }, OWN_TEXT),
    layer('total', { ...right, fontWeight: 600 }, OWN_TEXT),
    layer('value', { ...text, align: 'left' }, OWN_TEXT),
    layer('sum', { ...text, align: 'left', fontWeight: 600 }, OWN_TEXT),
  ];
}
