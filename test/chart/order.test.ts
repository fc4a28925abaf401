import { expect, test } from 'vitest';

import { naturalOrder, naturalRank, shownInOrder } from '../../src/chart/order.ts';

const numbers = (count: number, step = 1) => Array.from({ length: count }, (_, index) => String(index * step));

test('shownInOrder(names, most) shows all hours of a day, and no more ids than have room', () => {
  expect(shownInOrder(numbers(24).toReversed(), 12)).toEqual(numbers(24));
  const clocks = numbers(24).map((hour) => `${hour.padStart(2, '0')}:00`);
  expect(shownInOrder(clocks.toReversed(), 12)).toEqual(clocks);
  expect(shownInOrder(numbers(24, 7), 12)).toBeUndefined();
  expect(shownInOrder(numbers(10, 7), 12)).toEqual(numbers(10, 7));
  const weeks = numbers(54).slice(1);
  expect(shownInOrder(weeks.toReversed(), 12)).toEqual(weeks);
  expect(shownInOrder(numbers(61), 12)).toBeUndefined();
});

test.each([
  [
    ['2026-Q1', '2025-Q3', '2025-Q4'],
    ['2025-Q3', '2025-Q4', '2026-Q1'],
  ],
  [
    ['14:00', '08:30', '08:00'],
    ['08:00', '08:30', '14:00'],
  ],
  [
    ['1 PM', '12 AM', '11 am', '12 pm'],
    ['12 AM', '11 am', '12 pm', '1 PM'],
  ],
  [
    ['W12', 'W04', 'Unknown', 'W05'],
    ['W04', 'W05', 'W12', 'Unknown'],
  ],
  [
    ['Day 30', 'Day 1', 'Day 7'],
    ['Day 1', 'Day 7', 'Day 30'],
  ],
  [
    ['2. Cart', '10. Paid', '1. Visit'],
    ['1. Visit', '2. Cart', '10. Paid'],
  ],
  [
    ['02 - Cart', '01 - Visit'],
    ['01 - Visit', '02 - Cart'],
  ],
  [
    ['FY26', 'FY24', 'FY25'],
    ['FY24', 'FY25', 'FY26'],
  ],
  [
    ['2025/26', '2023/24'],
    ['2023/24', '2025/26'],
  ],
  [
    ['2010s', '1980s'],
    ['1980s', '2010s'],
  ],
  [
    ['Feb 1', 'Jan 13', 'Jan 2'],
    ['Jan 2', 'Jan 13', 'Feb 1'],
  ],
  [
    ['1. February', '13. January'],
    ['13. January', '1. February'],
  ],
  [
    ['XL', 'S', 'Unknown', '2XL', 'M'],
    ['S', 'M', 'XL', '2XL', 'Unknown'],
  ],
  [
    ['1.10.0', '2.0.0', '1.9.0', '2.0.0-rc.1'],
    ['1.9.0', '1.10.0', '2.0.0-rc.1', '2.0.0'],
  ],
  [
    ['Critical', 'Low', 'High', 'Medium'],
    ['Low', 'Medium', 'High', 'Critical'],
  ],
  [
    ['P2', 'P0', 'P1'],
    ['P0', 'P1', 'P2'],
  ],
  [
    ['Sonntag', 'Dienstag', 'Montag'],
    ['Montag', 'Dienstag', 'Sonntag'],
  ],
  [
    ['So', 'Di', 'Mo'],
    ['Mo', 'Di', 'So'],
  ],
  [
    ['avr.', 'mars', 'janvier', 'févr.'],
    ['janvier', 'févr.', 'mars', 'avr.'],
  ],
  [['M', 'L', 'Sweden'], undefined],
  [['Store 12', 'Store 3'], undefined],
  [['Cafe 25:00', '08:00'], undefined],
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
