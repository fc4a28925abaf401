import { expect, test } from 'vitest';

import {
  escapePoint,
  negated,
  posixSet,
  propertySet,
  rangeSet,
} from '../../../../src/local/duckdb/natives/character-class.ts';

const matches = ({ items }: { readonly items: string }, text: string) => new RegExp(`^[${items}]$`, 'v').test(text);

test.each([
  ['alpha', 'é', '5'],
  ['digit', '٣', 'a'],
  ['upper', 'Ä', 'ä'],
  ['space', '\u2003', 'a'],
  ['punct', '!', '$'],
  ['xdigit', 'F', 'g'],
])('posixSet(%j) has %j and not %j', (name, inside, outside) => {
  expect(matches(posixSet(name), inside)).toBe(true);
  expect(matches(posixSet(name), outside)).toBe(false);
});

test.each([
  ['Lu', 'Ä', 'ä'],
  ['lu', 'Ä', 'ä'],
  ['Greek', 'α', 'a'],
  ['HAN', '漢', 'a'],
  ['Alpha', 'é', '5'],
])('propertySet(%j) has %j and not %j', (name, inside, outside) => {
  expect(matches(propertySet(name), inside)).toBe(true);
  expect(matches(propertySet(name), outside)).toBe(false);
});

test('an unknown class is faulty, and one of a block is not supported', () => {
  expect(() => posixSet('letter')).toThrow('Unknown class [:letter:]');
  expect(() => propertySet('Klingon')).toThrow('invalid character property name <Klingon>');
  expect(() => propertySet('InGreek')).toThrow('NOT_SUPPORTED');
});

test('rangeSet() adds the other case of its letters', () => {
  const { items, anyCase } = rangeSet(0x61, 0x63);
  expect(matches({ items }, 'B')).toBe(false);
  expect(matches({ items: anyCase }, 'B')).toBe(true);
  expect(matches(rangeSet(0x2d, 0x2d), '-')).toBe(true);
});

test('negated() is everything when case is ignored and the class has only one', () => {
  expect(matches(negated(posixSet('upper'), false), 'a')).toBe(true);
  expect(negated(posixSet('upper'), true)).toMatchObject({ anyCase: '\\p{Any}' });
  expect(negated(rangeSet(0x30, 0x39), true).anyCase).toBe('[^0-9]');
});

test.each(['-', ']', '\\', '&', '😀', 'a', '\n'])('escapePoint() makes %j stand for itself', (character) =>
  expect(matches({ items: escapePoint(character.codePointAt(0)!) }, character)).toBe(true),
);
