import { describe, expect, test } from 'vitest';

import {
  chr,
  hamming,
  levenshtein,
  luhn,
  normalize,
  reverse,
  soundex,
  split,
  splitPairs,
  strpos,
} from '../../../../src/local/duckdb/natives/strings.ts';

describe('strpos()', () => {
  test.each([
    ['banana', 'an', 1n, 2n],
    ['banana', 'an', 2n, 4n],
    ['banana', 'an', 3n, 0n],
    ['banana', 'an', -1n, 4n],
    ['banana', 'ana', 2n, 4n], // they overlap
    ['aaa', 'a', -4n, 0n],
    ['😀a', 'a', 1n, 2n],
    ['abc', '', 5n, 1n],
  ])('of %j in %j, %d', (text, part, instance, position) => expect(strpos(text, part, instance)).toBe(position));

  test('has no zeroth occurrence', () => expect(() => strpos('a', 'a', 0n)).toThrow('INVALID_FUNCTION_ARGUMENT'));
});

test('split() keeps the rest in its last part', () => {
  expect(split('a,b,c', ',', 2n).items).toEqual(['a', 'b,c']);
  expect(split('a,b,c', ',', 9n).items).toEqual(['a', 'b', 'c']);
  expect(split('', ',', 1n).items).toEqual(['']);
  expect(() => split('a', '', 1n)).toThrow('The delimiter may not be the empty string');
  expect(() => split('a', ',', 0n)).toThrow('Limit must be positive');
});

test('splitPairs() reads each entry with exactly one delimiter', () => {
  const pairs = (text: string, unique = true) => splitPairs(text, ';', '=', unique).items;
  expect(pairs('a=1;;b=')).toMatchObject([{ entries: { key: 'a', value: '1' } }, { entries: { key: 'b', value: '' } }]);
  expect(() => pairs('a=1=2')).toThrow("Bad input: 'a=1=2'");
  expect(() => pairs('a=1;a=2')).toThrow('Duplicate keys (a) are not allowed');
  expect(pairs('a=1;a=2', false)).toHaveLength(2);
  expect(() => splitPairs('a', '=', '=', true)).toThrow('must not be the same');
});

test('texts are taken by code points', () => {
  expect(reverse('a😀b')).toBe('b😀a');
  expect(chr(0x1f600n)).toBe('😀');
  expect(() => chr(0x110000n)).toThrow('Not a valid Unicode code point');
  expect(normalize('ﬁ', 'NFKD')).toBe('fi');
  expect(() => normalize('a', 'NFX')).toThrow('Normalization form');
});

test.each([
  ['kitten', 'sitting', 3n],
  ['', 'abc', 3n],
  ['abc', '', 3n],
  ['😀', 'a', 1n],
  ['same', 'same', 0n],
])('levenshtein(%j, %j)', (left, right, distance) => expect(levenshtein(left, right)).toBe(distance));

test('hamming() compares texts of one length', () => {
  expect(hamming('karolin', 'kathrin')).toBe(3n);
  expect(() => hamming('a', 'ab')).toThrow('must have the same length');
});

test.each([
  ['Robert', 'R163'],
  ['Rupert', 'R163'],
  ['Ashcraft', 'A261'],
  ['Tymczak', 'T522'],
  ['Honeyman', 'H555'],
  ['42', ''],
])('soundex(%j)', (text, code) => expect(soundex(text)).toBe(code));

test('soundex() knows no letters beyond ASCII', () => expect(() => soundex('Jürgen')).toThrow('not mapped'));

test.each([
  ['79927398713', true],
  ['79927398710', false],
  ['0', true],
  ['', false],
])('luhn(%j)', (digits, expected) => expect(luhn(digits)).toBe(expected));
