import { expect, test } from 'vitest';

import type { Context2D } from '../../src/vega/canvas.ts';

import { PALETTES } from '../../src/chart/palette.ts';
import { fontFamilies } from '../../src/fonts/fonts.ts';
import { openTextMeasure } from '../../src/fonts/text-width.ts';
import { layoutFrame } from '../../src/vega/frame.ts';

const measure = openTextMeasure(fontFamilies().ours);

const FRAME = { title: 'USA leads', subtitle: 'Sales by country', legend: [], source: '10 rows' };

const lay = (plot: { width: number; height: number }, frame: Partial<Parameters<typeof layoutFrame>[1]> = {}) =>
  layoutFrame(plot, { ...FRAME, ...frame }, { palette: PALETTES.light, measure });

function lines(layout: ReturnType<typeof layoutFrame>) {
  const written: { text: string; y: number }[] = [];
  layout.draw({ fillText: (text: string, _: number, y: number) => written.push({ text, y }) } as unknown as Context2D);
  return written;
}

test('title and subtitle stand above the plot, and the source below it', () => {
  const layout = lay({ width: 600, height: 300 });
  const [title, subtitle, source] = lines(layout);
  expect([title!.text, subtitle!.text, source!.text]).toEqual(['USA leads', 'Sales by country', '10 rows']);
  expect(title!.y).toBeLessThan(subtitle!.y);
  expect(subtitle!.y).toBeLessThan(layout.top);
  expect(source!.y).toBeGreaterThan(layout.top + 300);
  expect(source!.y).toBeLessThan(layout.height);
  expect(layout.width).toBe(600 + 2 * layout.left);
});

test('a small plot has a frame that is wide enough to be read', () =>
  expect(lay({ width: 50, height: 50 }).width).toBe(440 + 32));

test('empty texts take no room, and a legend takes some', () => {
  const plot = { width: 600, height: 300 };
  const bare = lay(plot, { title: '', subtitle: '', source: '' });
  expect(lines(bare)).toEqual([]);
  expect(bare.height).toBeLessThan(lay(plot).height);
  const legend = [{ label: 'USA', colour: '#000', shape: 'line' as const }];
  expect(lay(plot, { legend }).top).toBe(lay(plot).top + 28);
});

test('a long title has two lines at most', () =>
  expect(
    lines(lay({ width: 600, height: 300 }, { title: 'word '.repeat(100), subtitle: '', source: '' })),
  ).toHaveLength(2));
