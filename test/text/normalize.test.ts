import fc from 'fast-check';
import { expect, test } from 'vitest';

import { editDistance } from '../../src/text/nearest.ts';
import { normalizeText, plural, singular } from '../../src/text/normalize.ts';

test.each([
  ['São Paulo!', 'sao paulo'],
  ['  Classic   Cars ', 'classic cars'],
  ['Citroën', 'citroen'],
  ['Trucks & Buses', 'trucks and buses'],
  ['Margin %', 'margin percent'],
  ['S18_1749', 's18 1749'],
  ['Ελλάδα', 'ελλαδα'],
  ['日本', '日本'],
  ['ﬁn', 'fin'],
  ['🦉', ''],
])('fold(%j) = %j', (text, folded) => {
  expect(normalizeText(text)).toBe(folded);
});

test.each([
  ['countries', 'country'],
  ['boxes', 'box'],
  ['branches', 'branch'],
  ['cars', 'car'],
  ['business', 'business'],
  ['bonus', 'bonus'],
  ['gas', 'gas'],
  ['sale', 'sale'],
])('singular(%s) = %s', (word, one) => {
  expect(singular(word)).toBe(one);
});

test.each([
  ['country', 'countries'],
  ['day', 'days'],
  ['box', 'boxes'],
  ['branch', 'branches'],
  ['product line', 'product lines'],
])('plural(%s) = %s', (noun, several) => {
  expect(plural(noun)).toBe(several);
});

test.each([
  ['france', 'france', 2, 0],
  ['frnace', 'france', 2, 1], // neighbours swapped
  ['moth', 'month', 2, 1],
  ['sale', 'sales', 1, 1],
  ['kitten', 'sitting', 3, 3],
  ['kitten', 'sitting', 2, 3],
  ['', 'abc', 5, 3],
])('editDistance(%s, %s, %d) = %d', (left, right, limit, distance) => {
  expect(editDistance(left, right, limit)).toBe(distance);
  expect(editDistance(right, left, limit)).toBe(distance);
});

test('editDistance agrees with the plain recurrence', () => {
  const plain = (left: string, right: string): number => {
    const rows: number[][] = Array.from({ length: left.length + 1 }, (_, row) => [row, ...Array(right.length).fill(0)]);
    rows[0] = Array.from({ length: right.length + 1 }, (_, column) => column);
    for (let row = 1; row <= left.length; row++) {
      for (let column = 1; column <= right.length; column++) {
        const cost = left[row - 1] === right[column - 1] ? 0 : 1;
        const costs = [rows[row - 1]![column]! + 1, rows[row]![column - 1]! + 1, rows[row - 1]![column - 1]! + cost];
        const isSwap =
          row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
        if (isSwap) costs.push(rows[row - 2]![column - 2]! + 1);
        rows[row]![column] = Math.min(...costs);
      }
    }
    return rows[left.length]![right.length]!;
  };
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 10 });
  fc.assert(
    fc.property(word, word, fc.integer({ min: 1, max: 5 }), (left, right, limit) => {
      expect(editDistance(left, right, limit)).toBe(Math.min(plain(left, right), limit + 1));
    }),
    { numRuns: 2000 },
  );
});
