import fc from 'fast-check';
import { expect, test } from 'vitest';

import { editDistance, nearest } from '../../src/text/nearest.ts';
import { normalizeText } from '../../src/text/normalize.ts';

test.each([
  ['Frnace', [['Finance', 'France', 'Greece']], ['France', 'Finance']],
  ['frnace', [['Greece'], ['France']], ['France']],
  ['xyz', [['France']], []],
  ['Sao Paulo', [['São Paulo']], ['São Paulo']],
  ['France', [['France'], ['France']], ['France']],
  ['', [['a', 'b']], ['a', 'b']],
  ['US', [['UK', 'USA']], ['USA', 'UK']],
])('nearest(%j, %j) = %j', (text, lists, matches) => {
  expect(nearest(text, lists)).toEqual(matches);
});

test('of texts equally near, the one asked for most often comes first, also among many', () => {
  const months = ['march', 'marsh', 'marcy', 'marcs', 'marcx'];
  const use = (text: string) => ({ marcx: 2, marsh: 1 })[text] ?? 0;
  expect(nearest('marcz', [months], { use })).toEqual(['marcx', 'march', 'marcy']);
  expect(nearest('marsx', [months], { use })).toEqual(['marcx', 'marsh']);
});

test.each([
  ['frnace', ['France']],
  ['rfance', ['France', 'Trance']], // the first two letters may be swapped, or the first one too many
  ['zrance', []],
])('nearest(%s), beginning alike: %j', (text, matches) =>
  expect(nearest(text, [['France', 'Trance']], { beginsAlike: true })).toEqual(matches),
);

test('finds what measuring every text would find', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'r', 'é'), maxLength: 14 });
  fc.assert(
    fc.property(word, fc.uniqueArray(word, { maxLength: 30 }), (text, list) => {
      const limit = Math.min(3, Math.max(1, Math.floor(normalizeText(text).length / 3)));
      const distances = list
        .map((other) => editDistance(normalizeText(text), normalizeText(other), limit))
        .filter((distance) => distance <= limit);
      const found = nearest(text, [list]).map((match) =>
        editDistance(normalizeText(text), normalizeText(match), limit),
      );
      expect(found).toEqual(distances.sort((left, right) => left - right).slice(0, 3));
    }),
    { numRuns: 1000 },
  );
});
