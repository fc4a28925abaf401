import { describe, expect, test } from 'vitest';

import type { Point } from '../../src/chart/points.ts';

import { naturalOrder } from '../../src/chart/order.ts';
import { hasRepeats, mergePoints, readPoints, tellUnknownApart } from '../../src/chart/points.ts';
import { largest, rankCategories, topCategories } from '../../src/chart/top.ts';
import { tableOf } from '../charts/demo.ts';

const point = (category: string, value: number | null, rest: Partial<Point> = {}): Point => ({
  time: null,
  category,
  series: '',
  value,
  baseline: null,
  ...rest,
});

test.each([
  [
    ['Sunday', 'Monday', 'Friday'],
    ['Monday', 'Friday', 'Sunday'],
  ],
  [
    ['Mar', 'Jan', 'Dec'],
    ['Jan', 'Mar', 'Dec'],
  ],
  [
    ['2025', '2023', '2024'],
    ['2023', '2024', '2025'],
  ],
  [
    ['Q2 2025', 'Q4 2024', 'Q1 2025'],
    ['Q4 2024', 'Q1 2025', 'Q2 2025'],
  ],
  [
    ['65+', '18–24', '25-34', '<18'],
    ['<18', '18–24', '25-34', '65+'],
  ],
  [
    ['10', '9', 'Unknown'],
    ['9', '10', 'Unknown'],
  ],
  [
    ['Mar 2026', 'Dec 2025', '3 Mar 2026', 'week of 2 Mar 2026'],
    ['Dec 2025', 'Mar 2026', 'week of 2 Mar 2026', '3 Mar 2026'],
  ],
  [['Marble', 'January'], undefined],
  [['France', 'Spain'], undefined],
  [['10001', '99999'], undefined],
  [['2025'], undefined],
])('naturalOrder(%j) is %j', (labels, expected) => {
  expect(naturalOrder(labels)).toEqual(expected);
});

describe('topCategories(points, { most, isAdditive })', () => {
  const points = ['a', 'b', 'c', 'd', 'e'].map((category, index) => point(category, 10 - index));

  test('folds what is too many into Other, with its sum', () => {
    const few = topCategories(points, { most: 2, isAdditive: true });
    expect(few.categories).toEqual(['a', 'b', 'Other (3)']);
    expect(few.points.at(-1)).toEqual(point('Other (3)', 21));
  });

  test('leaves it out, and says so, where it cannot be added up', () => {
    const few = topCategories(points, { most: 2, isAdditive: false });
    expect(few.points.map(({ category }) => category)).toEqual(['a', 'b']);
    expect(few.notes).toEqual(['The largest 2 of 5 are shown.']);
  });

  test('never makes an Other of one', () => {
    expect(topCategories(points, { most: 4, isAdditive: true }).categories).toEqual(['a', 'b', 'c', 'd', 'e']);
  });
});

test('mergePoints(points) adds up one place, and NULL only to NULL', () => {
  const merged = mergePoints([
    point('a', 1, { baseline: 2 }),
    point('a', null),
    point('b', null),
    point('a', 2, { series: 's' }),
  ]);
  expect(merged).toEqual([point('a', 1, { baseline: 2 }), point('b', null), point('a', 2, { series: 's' })]);
});

describe('rankCategories(points, field, { isAdditive })', () => {
  test('puts the largest first and what has no value last', () => {
    const points = [point('none', null), point('small', -5), point('large', 9)];
    expect(rankCategories(points, 'category', { isAdditive: true })).toEqual(['large', 'small', 'none']);
  });

  test('what cannot be added up is not large because it is there often', () => {
    const points = [point('often', 2), point('often', 2), point('once', 3), point('often', null)];
    expect(rankCategories(points, 'category', { isAdditive: true })).toEqual(['often', 'once']);
    expect(rankCategories(points, 'category', { isAdditive: false })).toEqual(['once', 'often']);
  });
});

test('hasRepeats(points)', () => {
  expect(hasRepeats([point('a', 1), point('b', 1)])).toBe(false);
  expect(hasRepeats([point('a', 1), point('a', 2)])).toBe(true);
});

test.each([3, 10, 100, 5000])('largest(%d items, sizeOf, 7) are those that sorting puts first', (count) => {
  const items = Array.from({ length: count }, (_, index) => ({ index, size: (index * 7919) % 101 }));
  const sorted = items.toSorted((a, b) => b.size - a.size).slice(0, 7);
  expect(largest(items, ({ size }) => size, 7)).toEqual(sorted);
});

test('largest(items, sizeOf, most) keeps items of no size when there are no others', () => {
  expect(largest([1, 2], () => -Infinity, 3)).toEqual([1, 2]);
});

describe('readPoints(table, fields, measure) tells names that differ apart', () => {
  const dimension = { name: 'Name', index: 0, isBoolean: false };
  const namesOf = (cells: readonly (string | null)[]) => {
    const table = tableOf(
      ['Name', 'Sales: decimal'],
      cells.map((cell) => [cell, 1]),
    );
    return readPoints(table, { dimensions: [dimension] }, { index: 1, isAdditive: true }).map(
      ({ category }) => category,
    );
  };
  test.each<[readonly (string | null)[], readonly string[]]>([
    [
      ['a', 'a ', 'a'],
      ['a', '“a”'],
    ],
    [
      [null, 'Unknown'],
      ['Unknown', '“Unknown”'],
    ],
    [['Unknown'], ['Unknown']],
    [
      ['', '(blank)'],
      ['(blank)', '“(blank)”'],
    ],
  ])('%j are %j', (cells, names) => {
    expect(namesOf(cells)).toEqual(names);
  });
});

describe('topCategories(points) of rows in an order of their own', () => {
  const steps = ['Visited', 'Signed up', 'Added to cart', 'Paid'];
  const funnel = steps.map((step, index) => point(step, [5000, 1200, 1500, 300][index]!));

  test('keeps that order, and ranks without it', () => {
    const options = { most: 2, isAdditive: true };
    expect(topCategories(funnel, { ...options, isOrdered: true }).categories).toEqual(steps);
    expect(topCategories(funnel, options).categories).toEqual(['Visited', 'Added to cart', 'Other (2)']);
  });

  test('ranks more than 31 names, which nobody reads in a row', () => {
    const many = Array.from({ length: 32 }, (_, index) => point(`place ${index}`, index));
    const { categories } = topCategories(many, { most: 2, isAdditive: true, isOrdered: true });
    expect(categories).toEqual(['place 31', 'place 30', 'Other (30)']);
  });
});

test('tellUnknownApart(points) numbers rows without a name, unless they are many or something else tells them apart', () => {
  const names = (points: readonly Point[]) => tellUnknownApart(points).map(({ category }) => category);
  expect(names([point('Unknown', 12), point('a', 25), point('Unknown', 40)])).toEqual(['Unknown', 'a', 'Unknown (2)']);
  const isPlain = (points: readonly Point[]) => new Set(names(points)).size === 1;
  expect(isPlain(Array.from({ length: 6 }, () => point('Unknown', 1)))).toBe(true);
  expect(isPlain([0, 1].map((time) => point('Unknown', 1, { time })))).toBe(true);
  expect(isPlain(['x', 'y'].map((series) => point('Unknown', 1, { series })))).toBe(true);
});
