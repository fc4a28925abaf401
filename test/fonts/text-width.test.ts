import { describe, expect, test } from 'vitest';

import { fontFamilies } from '../../src/fonts/fonts.ts';
import { longestFit, openTextMeasure, textWidth, widestOf } from '../../src/fonts/text-width.ts';

const measure = openTextMeasure(fontFamilies().guests);

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

describe('takeMissing()', () => {
  test('tells once which characters no font has', () => {
    measure.width({}, 'a\u0378b\u0378');
    expect(measure.takeMissing()).toEqual([0x378]);
    expect(measure.takeMissing()).toEqual([]);
  });
});

describe('textWidth(text, style)', () => {
  test('grows with the size of the letters', () => {
    expect(textWidth('Sales', { fontSize: 26 })).toBeCloseTo(2 * textWidth('Sales'));
  });

  test('tells narrow letters from wide ones, which as many characters do not', () => {
    expect(textWidth('WWWW')).toBeGreaterThan(3 * textWidth('iiii'));
  });
});

describe('widestOf(texts, style)', () => {
  test.each([
    [[], 0],
    [['iiiii', 'WWW', 'x'], textWidth('WWW')],
  ])('of %j', (texts, expected) => expect(widestOf(texts)).toBe(expected));
});

describe('longestFit(text, fits)', () => {
  test.each([
    ['abcdef', 3, 'abc'],
    ['abcdef', 9, 'abcdef'],
    ['abcdef', 0, 'a'],
    ['🦉🦉🦉', 2, '🦉🦉'],
  ])('%s in %s characters is %s', (text, most, expected) => {
    expect(longestFit(text, (start) => [...start].length <= most)).toBe(expected);
  });
});
