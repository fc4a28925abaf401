import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

import type { Renderer } from '../../src/vega/renderer.ts';

import { fontFamilies } from '../../src/fonts/fonts.ts';
import { openTextMeasure } from '../../src/fonts/text-width.ts';
import { clearCanvas } from '../../src/vega/canvas.ts';
import { openRenderer } from '../../src/vega/renderer.ts';

vi.hoisted(() => {
  process.env.DISABLE_SYSTEM_FONTS_LOAD = '1'; // as in the worker
});

const measure = openTextMeasure(fontFamilies().guests);

const SCRIPTS: Readonly<Record<string, string>> = {
  Latin: 'Übergröße Čeština Việt Nam',
  Greek: 'Ελληνική Δημοκρατία',
  Cyrillic: 'Україна Българија',
  Hebrew: 'ישראל',
  Thai: 'ประเทศไทย',
  Devanagari: 'भारत गणराज्य',
  digits: '$1,234.56 −7% €£¥ ×10⁻⁹',
  emoji: '🚗🚢🦉',
};

let renderer: Renderer;

beforeAll(() => {
  renderer = openRenderer();
});

afterAll(() => renderer.close());

describe('clearCanvas(width, height, …)', () => {
  test.each(Object.entries(SCRIPTS))(
    '%s has its letters in the fonts, and they are as wide as measured',
    async (_, text) => {
      measure.takeMissing();
      const width = measure.width({ fontSize: 40 }, text);
      expect(measure.takeMissing()).toEqual([]);
      const drawn = await inkBox(text);
      expect(Math.abs(drawn.width - width)).toBeLessThan(8 + width * 0.09);
    },
  );

  test.each(Object.entries(SCRIPTS))('%s is as wide as measured in our own letters too', (_, text) => {
    const ours = openTextMeasure(fontFamilies().ours);
    const { pen } = clearCanvas(100, 60, { isGuest: false, missing: [] });
    for (const fontWeight of [400, 600]) {
      pen.font = `${fontWeight} 40px any`;
      const { width } = pen.measureText(text);
      expect(Math.abs(ours.width({ fontSize: 40, fontWeight }, text) - width)).toBeLessThan(8 + width * 0.09);
    }
    expect(ours.takeMissing()).toEqual([]);
  });

  test('Arabic has its letters, and joins them to less than their single widths', async () => {
    const text = 'المملكة العربية السعودية';
    measure.takeMissing();
    const width = measure.width({ fontSize: 40 }, text);
    expect(measure.takeMissing()).toEqual([]);
    const { width: drawn } = await inkBox(text);
    expect(drawn).toBeLessThan(width);
    expect(drawn).toBeGreaterThan(width / 2);
  });

  test.each(Object.entries(SCRIPTS))('%s is never drawn as empty boxes', (_, text) => {
    const box = pixelsOf('\u0378');
    const blank = pixelsOf('');
    expect(box.equals(blank)).toBe(false);
    for (const letter of new Set(text.match(/[\p{L}\p{Emoji_Presentation}]/gu))) {
      const drawn = pixelsOf(letter);
      expect([letter, drawn.equals(box), drawn.equals(blank)]).toEqual([letter, false, false]);
    }
  });

  test('what no font has is marked, not boxed', async () => {
    expect(await inkBox('\u0378')).toEqual(await inkBox('\ufffd'));
  });
});

/** The size at 40 pixels of what a chart shows for a text. */
async function inkBox(text: string) {
  const { png } = await renderer.drawSpec({
    width: 900,
    height: 120,
    data: { values: [{ text }] },
    mark: { type: 'text', fontSize: 40 },
    encoding: { text: { field: 'text' } },
    config: { view: { stroke: null } },
  });
  const { info } = await sharp(png).trim().toBuffer({ resolveWithObject: true });
  return { width: info.width / 2, height: info.height / 2 };
}

/** A letter as it is painted, boxes and all. */
function pixelsOf(letter: string): Buffer {
  const { canvas, pen } = clearCanvas(100, 60, { isGuest: true, missing: [] });
  pen.font = '32px Inter';
  pen.fillText(letter, 20, 40);
  return canvas.data();
}
