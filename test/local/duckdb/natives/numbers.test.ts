import type { DuckDBListValue } from '@duckdb/node-api';
import { describe, expect, test } from 'vitest';

import {
  combinations,
  fromBase,
  inverseNormalCdf,
  normalCdf,
  shiftLeft,
  shiftRight,
  shiftRightSigned,
  toBase,
} from '../../../../src/local/duckdb/natives/numbers.ts';

describe('toBase() and fromBase()', () => {
  test.each([
    [255n, 16n, 'ff'],
    [-35n, 36n, '-z'],
    [-(2n ** 63n), 2n, `-1${'0'.repeat(63)}`],
  ])('%d in base %d', (value, radix, text) => {
    expect(toBase(value, radix)).toBe(text);
    expect(fromBase(text, radix)).toBe(value);
  });

  test.each([
    ['2', 2n],
    ['', 10n],
    ['-', 10n],
    ['1.5', 10n],
    ['9223372036854775808', 10n],
  ])('fromBase(%j, %d) fails', (text, radix) =>
    expect(() => fromBase(text, radix)).toThrow(`Not a valid base-${radix} number`),
  );

  test('there is no base of one, nor beyond the letters', () => {
    for (const radix of [1n, 37n]) expect(() => toBase(1n, radix)).toThrow('Radix must be between 2 and 36');
  });
});

test('shifts stay within their type, and take the sign along only where they should', () => {
  expect(shiftLeft(1n, 7, 8)).toBe(-128n);
  expect(shiftLeft(1n, 8, 8)).toBe(0n);
  expect(shiftRight(-1n, 60, 64)).toBe(15n);
  expect(shiftRight(-1n, 64, 64)).toBe(0n);
  expect(shiftRightSigned(-256n, 4, 64)).toBe(-16n);
  expect(shiftRightSigned(-1n, 99, 32)).toBe(-1n);
});

test('inverseNormalCdf() undoes normalCdf()', () => {
  expect(normalCdf(0, 1, 1.96)).toBeCloseTo(0.975_002_104_851_779_5, 14);
  for (const share of [1e-6, 0.02, 0.5, 0.8, 0.999])
    expect(normalCdf(3, 2, inverseNormalCdf(3, 2, share))).toBeCloseTo(share, 12);
  for (const share of [0, 1, Number.NaN]) expect(() => inverseNormalCdf(0, 1, share)).toThrow('0 > p > 1');
  expect(() => normalCdf(0, 0, 1)).toThrow('standardDeviation must be > 0');
});

test('combinations() have every choice once, in order', () => {
  const chosen = (length: bigint, size: number) =>
    combinations(length, size).items.map((each) => (each as DuckDBListValue).items);
  expect(chosen(3n, 2)).toEqual([
    [1, 2],
    [1, 3],
    [2, 3],
  ]);
  expect(chosen(3n, 0)).toEqual([[]]);
  expect(chosen(2n, 3)).toEqual([]);
  expect(() => combinations(3n, 6)).toThrow('must not exceed 5');
  expect(() => combinations(1000n, 5)).toThrow('combinations exceed max size');
});
