import { describe, expect, test } from 'vitest';

import type { DatedPoint } from '../../../src/chart/points.ts';

import { dotsOf, lineRows } from '../../../src/chart/plots/line-rows.ts';

const point = (time: number, value: number | null): DatedPoint => ({
  time,
  category: '',
  series: '',
  value,
  baseline: value === null ? null : value - 1,
});

describe('dotsOf(points, field)', () => {
  test('are in the order of time', () => {
    const points = [point(2, 20), point(1, 10), point(3, null)];
    expect(dotsOf(points, 'value')).toEqual({
      dots: [
        { time: 1, value: 10 },
        { time: 2, value: 20 },
        { time: 3, value: null },
      ],
      isThinned: false,
    });
    expect(dotsOf(points, 'baseline').dots.map(({ value }) => value)).toEqual([9, 19, null]);
  });

  test('are at most as many as pixels can show, and keep the extremes', () => {
    const points = Array.from({ length: 10_000 }, (_, index) => point(index, index === 5001 ? 99 : index % 7));
    const { dots, isThinned } = dotsOf(points, 'value');
    expect(isThinned).toBe(true);
    expect(dots.length).toBeLessThanOrEqual(1200);
    expect(dots.map(({ value }) => value)).toContain(99);
  });
});

describe('lineRows(line, options)', () => {
  const options = { meets: (a: number, b: number) => b - a === 1, from: 0, until: 9, cut: undefined, open: undefined };

  const drawn = (values: readonly (number | null)[], more: { cut?: number; open?: number } = {}) => {
    const line = { name: 'USA', colour: '#000000', width: 2, isThinned: false };
    const dots = values.map((value, time) => ({ time, value }));
    return lineRows({ ...line, dots }, { ...options, ...more }).map(
      ({ part, time, value }) => `${part} ${time} ${value}`,
    );
  };

  test('what follows each other is solid', () =>
    expect(drawn([1, 2, 3])).toEqual(['solid 0 1', 'solid 1 2', 'solid 2 3']));

  test('a missing value is a gap, and what stands alone is a dot', () =>
    expect(drawn([1, 2, null, 4])).toEqual([
      'solid 0 1',
      'solid 1 2',
      'solid 1.5 null',
      'solid 2 null',
      'solid 2.5 null',
      'solid 3 4',
      'dot 3 4',
    ]));

  test('dashes lead to a last bucket that is not over', () =>
    expect(drawn([1, 2, 3], { open: 2 })).toEqual(['solid 0 1', 'solid 1 2', 'dashed 1 2', 'dashed 2 3', 'dot 2 3']));

  test('dashes lead from a first bucket that the data covers in part', () =>
    expect(drawn([1, 2, 3], { cut: 0 })).toEqual(['dot 0 1', 'dashed 0 1', 'dashed 1 2', 'solid 1 2', 'solid 2 3']));
});
