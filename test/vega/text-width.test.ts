import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

import type { Renderer } from '../../src/vega/renderer.ts';

import { clearCanvas } from '../../src/vega/canvas.ts';
import { readFont } from '../../src/vega/font-file.ts';
import { FONT_FAMILIES, findPackage } from '../../src/vega/fonts.ts';
import { openRenderer } from '../../src/vega/renderer.ts';
import { openTextMeasure } from '../../src/vega/text-width.ts';
import { wrapText } from '../../src/vega/wrap.ts';

vi.hoisted(() => {
  process.env.DISABLE_SYSTEM_FONTS_LOAD = '1'; // as in the worker
});

const measure = openTextMeasure(FONT_FAMILIES.guests);

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

describe('text', () => {
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
    const ours = openTextMeasure(FONT_FAMILIES.ours);
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

test.each([
  ['売', '売', 'noto-sans-sc'],
  ['売上カ', 'カ', 'noto-sans-jp'],
  ['韓한', '한', 'noto-sans-kr'],
  ['xক', 'ক', 'noto-sans-bengali'],
])('findPackage(%s) is for %s in %s', (text, character, name) => {
  const missing = Array.from(text, (each) => each.codePointAt(0)!);
  expect(findPackage(missing)).toEqual({ character, name: `@expo-google-fonts/${name}` });
});

test('findPackage(missing): nothing draws what is no character', () => {
  expect(findPackage([0x0378])).toBeUndefined();
});

test('readFont(file) reads the advance of every character', () => {
  const inter = readFont(FONT_FAMILIES.ours[0]!.regular);
  expect(inter.get(0x20)).toBeCloseTo(0.28, 1);
  expect(inter.get('W'.charCodeAt(0))!).toBeGreaterThan(inter.get('i'.charCodeAt(0))! * 3);
  expect(inter.has(0x0378)).toBe(false);
});

describe('width(item, text)', () => {
  test.each([
    [{ fontSize: 0 }, 'text', 0],
    [{ fontSize: 13 }, null, 0],
    [{ fontSize: 13, limit: 10 }, 'a text longer than its limit', 10],
    [{ fontSize: 13 }, '\u200b\u202e', 0],
  ])('%j of %j is %s', (item, text, expected) => {
    expect(measure.width(item, text)).toBe(expected);
  });

  test('bold is wider', () => {
    expect(measure.width({ fontSize: 13, fontWeight: 600 }, 'Sales')).toBeGreaterThan(
      measure.width({ fontSize: 13 }, 'Sales'),
    );
  });
});

describe('wrapText(text, width, { lines })', () => {
  const style = { fontSize: 13, fontWeight: 400, measure };
  test.each([
    ['short', 200, 2, ['short']],
    ['', 200, 2, []],
    ['two words', 40, 2, ['two', 'words']],
    ['one two three four five six', 60, 2, ['one two', 'three fo…']],
    ['unbreakable'.repeat(9), 60, 1, [expect.stringMatching(/^unbr.*…$/)]],
    ['a  b\nc', 200, 1, ['a b c']],
  ])('%j in %s pixels and %s lines', (text, width, lines, expected) => {
    const wrapped = wrapText(text, width, { ...style, lines });
    expect(wrapped).toEqual(expected);
    for (const line of wrapped) expect(measure.width(style, line)).toBeLessThanOrEqual(width);
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
