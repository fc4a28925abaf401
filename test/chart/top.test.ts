import { describe, expect, test } from 'vitest';

import type { Point } from '../../src/chart/points.ts';

import { largest, mergeOthers, rankCategories, topCategories } from '../../src/chart/top.ts';

const pointsOf = (...values: readonly (readonly [category: string, value: number | null])[]): readonly Point[] =>
  values.map(([category, value]) => ({ time: null, category, series: '', value, baseline: null }));

describe('rankCategories(points, field, { isAdditive })', () => {
  const points = pointsOf(['often', 2], ['often', 2], ['once', 3], ['never', null]);
  test.each([
    ['by their sums', true, ['often', 'once', 'never']],
    ['by their means', false, ['once', 'often', 'never']],
  ])('%s', (_, isAdditive, expected) => expect(rankCategories(points, 'category', { isAdditive })).toEqual(expected));
});

describe('largest(items, sizeOf, most)', () => {
  test('keeps equal ones in their own order', () => {
    expect(largest(['b1', 'a2', 'c2', 'd0'], (item) => Number(item[1]), 3)).toEqual(['a2', 'c2', 'b1']);
  });

  test('finds the same as a whole sort among many', () => {
    const items = Array.from({ length: 5000 }, (_, index) => (index * 7919) % 4999);
    expect(largest(items, (item) => item, 10)).toEqual(items.toSorted((a, b) => b - a).slice(0, 10));
  });
});

describe('topCategories(points, options)', () => {
  const many = pointsOf(...Array.from({ length: 6 }, (_, index) => [`Shop ${'FEDCBA'[index]}`, 6 - index] as const));

  test('merges the others where they add up', () => {
    const { categories, points, notes } = topCategories(many, { most: 3, isAdditive: true });
    expect(categories).toEqual(['Shop F', 'Shop E', 'Shop D', 'Other (3)']);
    expect(points.find(({ category }) => category === 'Other (3)')?.value).toBe(3 + 2 + 1);
    expect(notes).toEqual([]);
  });

  test('leaves the others out where they do not add up, and says so', () => {
    const { categories, points, notes } = topCategories(many, { most: 3, isAdditive: false });
    expect([categories.length, points.length, notes]).toEqual([3, 3, ['The largest 3 of 6 are shown.']]);
  });

  test('shows one more rather than an Other of one', () => {
    expect(topCategories(many.slice(0, 4), { most: 3, isAdditive: true }).categories).toHaveLength(4);
  });

  test('keeps the order of people and of authors', () => {
    const days = pointsOf(['Wednesday', 9], ['Monday', 1], ['Tuesday', 5]);
    expect(topCategories(days, { most: 5, isAdditive: true }).categories).toEqual(['Monday', 'Tuesday', 'Wednesday']);
    const steps = pointsOf(['seen', 1], ['bought', 9]);
    expect(topCategories(steps, { most: 5, isAdditive: true, isOrdered: true }).categories).toEqual(['seen', 'bought']);
  });
});

test('mergeOthers adds up what is not kept, and counts no value as none', () => {
  const merged = mergeOthers(pointsOf(['a', 1], ['b', null], ['c', 2], ['d', 3]), 'category', new Set(['a']));
  expect(merged.map(({ category, value }) => [category, value])).toEqual([
    ['a', 1],
    ['Other', 5],
  ]);
});
