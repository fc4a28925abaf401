import { expect, test } from 'vitest';

import { caseVariants, ligatures } from '../../../../src/local/duckdb/natives/case-folding.ts';

const variants = (letter: string) => caseVariants(letter.codePointAt(0)!).map((point) => String.fromCodePoint(point));

test.each([
  ['a', ['A']],
  ['k', ['K', '\u212a']], // the sign for Kelvin
  ['σ', ['Σ', 'ς']],
  ['5', []],
])('caseVariants() of %s', (letter, others) => expect(variants(letter).sort()).toEqual([...others].sort()));

test('every variant has the others, too', () => {
  for (const letter of ['a', 'k', 'µ', 'ä', 'я'])
    for (const other of variants(letter)) expect(variants(other)).toContain(letter);
});

test('a ligature equals its letters, but ß is none', () => {
  const all = new Map(ligatures().map(({ letter, same }) => [letter, same]));
  expect(all.get('ﬁ')).toBe('fi');
  expect(all.has('ß')).toBe(false);
});
