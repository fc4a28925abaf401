import { describe, expect, test } from 'vitest';

import type { Point } from '../../src/chart/points.ts';

import { PALETTES } from '../../src/chart/palette.ts';
import { chooseSeries, listedValues } from '../../src/chart/series.ts';
import { inputOf } from '../support/chart-input.ts';

const palette = PALETTES.light;

const pointsOf = (values: Readonly<Record<string, number>>): readonly Point[] =>
  Object.entries(values).map(([series, value]) => ({ time: null, category: '', series, value, baseline: null }));

const many = pointsOf(Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`Line ${index}x`, 100 - index])));

describe('chooseSeries(points, options)', () => {
  test('draws the largest first, and weekdays as people count them', () => {
    const order = (values: Readonly<Record<string, number>>) =>
      Object.keys(chooseSeries(pointsOf(values), { palette, isAdditive: true }).colours);
    expect(order({ Ships: 1, Planes: 3, Trains: 2 })).toEqual(['Planes', 'Trains', 'Ships']);
    expect(order({ Friday: 9, Monday: 1 })).toEqual(['Monday', 'Friday']);
  });

  test('merges what is too many where it adds up', () => {
    const { points, colours, notes } = chooseSeries(many, { palette, isAdditive: true });
    expect(Object.keys(colours)).toHaveLength(8);
    expect(colours.Other).toBe(palette.other);
    expect(points.find(({ series }) => series === 'Other')?.value).toBe(93 + 92 + 91);
    expect(notes).toEqual([]);
  });

  test('leaves out what is too many where it does not add up, and says so', () => {
    const { points, notes } = chooseSeries(many, { palette, isAdditive: false });
    expect(points).toHaveLength(8);
    expect(notes).toEqual(['The largest 8 of 10 are shown.']);
  });

  test('gives a name the colour of its place among the listed values, whatever else is shown', () => {
    const values = ['Cars', 'Planes', 'Ships'];
    const colourOf = (shown: Readonly<Record<string, number>>) =>
      chooseSeries(pointsOf(shown), { palette, isAdditive: true, values }).colours.Ships;
    expect(colourOf({ Ships: 1 })).toBe(palette.series[2]);
    expect(colourOf({ Ships: 1, Cars: 5, Planes: 2 })).toBe(palette.series[2]);
  });

  test('gives no two names one colour while there are colours left, and none of them to Unknown', () => {
    const { colours } = chooseSeries(pointsOf({ a: 1, b: 2, c: 3, d: 4, e: 5, f: 6, Unknown: 7 }), {
      palette,
      isAdditive: true,
    });
    const { Unknown, ...named } = colours;
    expect(Unknown).toBe(palette.other);
    expect(new Set(Object.values(named)).size).toBe(6);
  });
});

describe('listedValues(input)', () => {
  test.each([
    ['of the series', ['Country: varchar', 'Line: varchar', 'Sales: decimal'], ['A', 'Ships', 1], ['Cars', 'Ships']],
    ['of the only dimension', ['Line: varchar', 'Sales: decimal'], ['Ships', 1], ['Cars', 'Ships']],
    ['of a boolean', ['Paid: boolean', 'Sales: decimal'], ['true', 1], ['Yes', 'No']],
    ['of none', ['Sales: decimal'], [1], []],
  ])('%s', (_, heads, row, expected) => {
    expect(listedValues(inputOf(heads, [row, row], { values: { Line: ['Cars', 'Ships'] } }))).toEqual(expected);
  });
});
