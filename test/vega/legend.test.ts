import { expect, test } from 'vitest';

import type { LegendEntry } from '../../src/chart/picture.ts';
import type { Context2D } from '../../src/vega/canvas.ts';

import { fontFamilies } from '../../src/fonts/fonts.ts';
import { openTextMeasure } from '../../src/fonts/text-width.ts';
import { layoutLegend } from '../../src/vega/legend.ts';

const measure = openTextMeasure(fontFamilies().ours);

/** The labels that a legend writes, with where they stand. */
function drawn(labels: readonly string[], width = 400) {
  const entries = labels.map((label): LegendEntry => ({ label, colour: '#000', shape: 'square' }));
  const { height, draw } = layoutLegend(entries, { left: 16, top: 40, width, colour: '#111', measure });
  const words: { text: string; x: number; y: number }[] = [];
  const pen = {
    beginPath() {},
    roundRect() {},
    fill() {},
    fillText: (text: string, x: number, y: number) => words.push({ text, x, y }),
  };
  draw(pen as unknown as Context2D);
  return { height, words };
}

test('entries stand beside one another as long as there is room', () => {
  const { height, words } = drawn(['USA', 'France']);
  expect(height).toBe(20);
  expect(words.map(({ text }) => text)).toEqual(['USA', 'France']);
  expect(words[0]!.y).toBe(words[1]!.y);
  expect(words[1]!.x).toBeGreaterThan(words[0]!.x);
});

test('an entry without room begins a line', () => {
  const { height, words } = drawn(['United States of America', 'France', 'United Kingdom'], 200);
  expect(height).toBeGreaterThan(20);
  expect(words[1]!.x).toBe(words[0]!.x);
  for (const { text, x } of words)
    expect(x + measure.width({ fontSize: 13, fontWeight: 400 }, text)).toBeLessThanOrEqual(16 + 200);
});

test('a long label is cut, and an empty one is a mark beside the next', () => {
  expect(drawn(['x'.repeat(200)]).words[0]!.text).toMatch(/^x+…$/);
  const [first, second] = drawn(['', 'France']).words;
  expect(second!.x - first!.x).toBeLessThan(20);
});
