import { expect, test } from 'vitest';

import { naturalOrder, naturalRank, shownInOrder } from '../../src/chart/order.ts';

const numbers = (count: number, step = 1) => Array.from({ length: count }, (_, index) => String(index * step));

test('shownInOrder(names, most) shows all hours of a day, and no more ids than have room', () => {
  expect(shownInOrder(numbers(24).toReversed(), 12)).toEqual(numbers(24));
  expect(shownInOrder(numbers(24, 7), 12)).toBeUndefined();
  expect(shownInOrder(numbers(10, 7), 12)).toEqual(numbers(10, 7));
  expect(shownInOrder(numbers(40), 12)).toBeUndefined();
});

test.each([
  [
    ['2026-Q1', '2025-Q3', '2025-Q4'],
    ['2025-Q3', '2025-Q4', '2026-Q1'],
  ],
  [
    ['Unknown', 'Tue', 'Mon'],
    ['Mon', 'Tue', 'Unknown'],
  ],
])('naturalOrder(%j)', (names, expected) => {
  expect(naturalOrder(names)).toEqual(expected);
});

test.each([
  ['Monday', 0],
  ['Dec', 11],
  ['14', 14],
  ['USA', undefined],
])('naturalRank(%s) is %s', (name, expected) => {
  expect(naturalRank(name)).toBe(expected);
});
