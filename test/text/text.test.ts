import { describe, expect, test } from 'vitest';

import {
  capital,
  cleanText,
  formatLabel,
  joinWords,
  labelOf,
  textOrBlank,
  truncate,
  uncapital,
} from '../../src/text/text.ts';

describe('truncate(text, limit)', () => {
  test.each([
    ['short', 5, 'short'],
    ['longer', 5, 'long…'],
    ['ab😀', 4, 'ab😀'],
    ['ab😀c', 4, 'ab…'],
    ['', 5, ''],
  ])('%s, %i → %s', (text, limit, expected) => expect(truncate(text, limit)).toBe(expected));
});

test.each([
  [[], ''],
  [['A'], 'A'],
  [['A', 'B'], 'A and B'],
  [['A', 'B', 'C'], 'A, B and C'],
])('joinWords(%j) → %s', (words, expected) => expect(joinWords(words)).toBe(expected));

test('capital(text) and uncapital(name) change the first letter, but not that of an abbreviation', () => {
  expect([capital('last year'), capital('')]).toEqual(['Last year', '']);
  expect(['Product line', 'MSRP', 'Éclair'].map(uncapital)).toEqual(['product line', 'MSRP', 'éclair']);
});

test.each([
  ['plain', 'plain'],
  ['two\nlines\tand  spaces ', 'two lines and spaces'],
  ['left\u202eright\ud800', 'leftright'],
])('cleanText(%j) → %j', (text, expected) => expect(cleanText(text)).toBe(expected));

test('formatLabel(text) names NULL and an empty text, and keeps the end of a long one', () => {
  expect([formatLabel(null), formatLabel(' \n')]).toEqual(['Unknown', '(blank)']);
  const long = formatLabel(`${'a'.repeat(300)}end`);
  expect([long.length, long.endsWith('aend')]).toEqual([200, true]);
});

test('labelOf(name) is for people', () =>
  expect(['product_line', 'a-b'].map(labelOf)).toEqual(['Product line', 'A b']));

test.each([
  [' France ', 'France'],
  ['', '(blank)'],
  ['  ', '(blank)'],
])('textOrBlank(%j) → %s', (text, expected) => expect(textOrBlank(text)).toBe(expected));
