import { expect, test } from 'vitest';

import { editDistance, fold, singular } from '../src/fold.ts';

test.each([
  ['São Paulo!', 'sao paulo'],
  ['  Classic   Cars ', 'classic cars'],
  ['Citroën', 'citroen'],
  ['Trucks & Buses', 'trucks and buses'],
  ['S18_1749', 's18 1749'],
  ['Ελλάδα', 'ελλαδα'],
  ['日本', '日本'],
  ['ﬁn', 'fin'],
  ['🦉', ''],
])('fold(%j) = %j', (text, folded) => {
  expect(fold(text)).toBe(folded);
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
