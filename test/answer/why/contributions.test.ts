import { describe, expect, test } from 'vitest';

import type { PartRow } from '../../../src/answer/why/contributions.ts';

import { addingContributions, rateContributions } from '../../../src/answer/why/contributions.ts';

const row = (value: string | null, before: (string | null)[], after: (string | null)[], number = 1): PartRow => ({
  value,
  number,
  before,
  after,
});

const changesOf = (rows: readonly { value: string; change: string }[] | undefined) =>
  rows?.map(({ value, change }) => [value, change]);

describe('addingContributions()', () => {
  test('keeps decimals as exact text, NULL being nothing', () => {
    const whole = row(null, ['0.30'], ['1.10']);
    const rows = [row('A', ['0.30'], [null]), row('B', [null], ['1.00']), row(null, [null], ['0.10'], 1200)];
    const { dimensions, scale } = addingContributions(whole, [rows], { isApproximate: false })!;
    expect(scale).toBe(2);
    expect(changesOf(dimensions[0])).toEqual([
      ['A', '-0.30'],
      ['B', '1.00'],
      ['Other (1,200)', '0.10'],
    ]);
  });

  test('rounds the noise of doubles away, and the largest value takes what that leaves', () => {
    const whole = row(null, ['0'], ['0.6000000000000001']);
    const rows = [row('A', ['0'], ['0.1']), row('B', ['0'], ['0.2']), row('C', ['0'], ['0.3'])];
    const { dimensions } = addingContributions(whole, [rows], { isApproximate: true })!;
    expect(changesOf(dimensions[0])).toEqual([
      ['A', '0.1'],
      ['B', '0.2'],
      ['C', '0.3'],
    ]);
    const thirds = [row('A', ['0'], ['0.33333333333333331']), row('B', ['0'], ['0.66666666666666663'])];
    const parts = addingContributions(row(null, ['0'], ['1']), [thirds], { isApproximate: true })!.dimensions[0]!;
    expect(parts.map(({ change }) => Number(change)).reduce((sum, change) => sum + change)).toBe(1);
  });

  test('takes away what values count twice in a row of its own', () => {
    const whole = row(null, ['3'], ['5']);
    const rows = [row('A', ['2'], ['4']), row('B', ['2'], ['3'])];
    const { dimensions } = addingContributions(whole, [rows], { isApproximate: false, remainder: 'Overlap' })!;
    expect(dimensions[0]).toMatchObject([
      { value: 'A', change: '2' },
      { value: 'B', change: '1' },
      { value: 'Overlap', before: '-1', after: '-2', change: '-1', kind: 'remainder' },
    ]);
  });

  test('is undefined where a number is not finite', () => {
    expect(addingContributions(row(null, ['NaN'], ['1']), [], { isApproximate: true })).toBeUndefined();
  });
});

describe('rateContributions()', () => {
  const whole = row(null, ['50', '100'], ['60', '100']);

  test('gives each value what its own rate made at its weight of now, and the rest to the mix', () => {
    const rows = [row('A', ['40', '50'], ['64', '80']), row('B', ['10', '50'], ['-4', '20'])];
    const { dimensions, before, after } = rateContributions(whole, [rows], { remainder: 'Mix' })!;
    expect([before, after]).toEqual([0.5, 0.6]);
    expect(changesOf(dimensions[0])).toEqual([
      ['A', '0.0'],
      ['B', '-0.1'],
      ['Mix', '0.2'],
    ]);
  });

  test('of a value of one period only is in the mix', () => {
    const rows = [row('A', ['50', '100'], [null, '0']), row('B', [null, '0'], ['60', '100'])];
    const { dimensions } = rateContributions(whole, [rows], { remainder: 'Mix' })!;
    expect(dimensions[0]).toMatchObject([
      { value: 'A', before: '0.5', after: null, change: '0.0' },
      { value: 'B', before: null, after: '0.6', change: '0.0' },
      { value: 'Mix', change: '0.1' },
    ]);
  });

  test('is undefined where there is nothing to divide by', () => {
    expect(rateContributions(row(null, ['1', '0'], ['1', '1']), [], { remainder: 'Mix' })).toBeUndefined();
  });
});
