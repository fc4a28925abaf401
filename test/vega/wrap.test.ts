import { describe, expect, test } from 'vitest';

import { fontFamilies } from '../../src/fonts/fonts.ts';
import { openTextMeasure } from '../../src/fonts/text-width.ts';
import { wrapText } from '../../src/vega/wrap.ts';

const measure = openTextMeasure(fontFamilies().guests);

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
