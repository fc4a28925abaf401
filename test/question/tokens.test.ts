import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { escapeValue, tokenize } from '../../src/question/tokens.ts';

const valuesIn = (text: string) => tokenize(text).flatMap((token) => (token.kind === 'pair' ? token.values : []));

describe('escapeValue(value)', () => {
  test.each([
    ['New Zealand', 'New Zealand'],
    ['São Paulo', 'São Paulo'],
    ['say "hi" \\ now', 'say \\"hi\\" \\\\ now'],
    ['', ''],
    ['—', '\\u{2014}'],
    ['“Quoted” Ltd', '\\u{201c}Quoted\\u{201d} Ltd'],
    ['e\u0301cole', 'e\\u{301}cole'],
    ['Zero\u200BWidth', 'Zero\\u{200b}Width'],
    ['two  blanks ', 'two\\u{20} blanks '],
  ])('of %j is %j', (value, escaped) => {
    expect(escapeValue(value)).toBe(escaped);
    expect(valuesIn(`customer="${escaped}"`)).toEqual([value]);
  });

  test('comes back as it was, whatever the value', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 20 }), { minLength: 1, maxLength: 3 }), (values) => {
        const text = `customer=${values.map((value) => `"${escapeValue(value)}"`).join(',')}`;
        expect(valuesIn(text)).toEqual(values);
      }),
    );
  });
});

describe('tokenize(question)', () => {
  test.each(['\\u{110000}', '\\u{ffffff}'])('a code point that does not exist, %s, says nothing', (code) => {
    expect(valuesIn(`customer="a${code}"`)).toEqual(['a']);
  });
});
