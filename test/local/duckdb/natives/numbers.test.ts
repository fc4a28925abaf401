import type { DuckDBListValue } from '@duckdb/node-api';
import { describe, expect, test } from 'vitest';

import {
  bitCount,
  combinations,
  fromBase,
  inverseNormalCdf,
  normalCdf,
  shiftLeft,
  shiftRight,
  shiftRightSigned,
  toBase,
  widthBucket,
  wilson,
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

test.each([
  [9n, 64n, 2n],
  [9n, 8n, 2n],
  [-7n, 64n, 62n],
  [-7n, 8n, 6n],
])('bitCount(%d, %d)', (value, bits, count) => expect(bitCount(value, bits)).toBe(count));

test('bitCount() fails for what does not fit', () => {
  expect(() => bitCount(128n, 8n)).toThrow('128 cannot be represented with 8 bits');
  expect(() => bitCount(0n, 1n)).toThrow('must be between 2 and 64');
});

test.each([
  [3.14, 0, 4, 3n, 3n],
  [-1, 0, 4, 3n, 0n],
  [4, 0, 4, 3n, 4n],
  [3.14, 4, 0, 3n, 1n],
  [Number.POSITIVE_INFINITY, 0, 4, 3n, 4n],
])('widthBucket(%d, %d, %d, %d)', (value, low, high, buckets, bucket) =>
  expect(widthBucket(value, low, high, buckets)).toBe(bucket),
);

test('widthBucket() fails where there are no buckets', () => {
  expect(() => widthBucket(1, 0, 4, 0n)).toThrow('bucketCount');
  expect(() => widthBucket(1, 4, 4, 3n)).toThrow('bounds cannot equal');
  expect(() => widthBucket(Number.NaN, 0, 4, 3n)).toThrow('operand must not be NaN');
  expect(() => widthBucket(1, 0, Number.POSITIVE_INFINITY, 3n)).toThrow('bounds must be finite');
});

test('inverseNormalCdf() undoes normalCdf()', () => {
  expect(normalCdf(0, 1, 1.96)).toBeCloseTo(0.975_002_104_851_779_5, 14);
  for (const share of [1e-6, 0.02, 0.5, 0.8, 0.999])
    expect(normalCdf(3, 2, inverseNormalCdf(3, 2, share))).toBeCloseTo(share, 12);
  for (const share of [0, 1, Number.NaN]) expect(() => inverseNormalCdf(0, 1, share)).toThrow('0 > p > 1');
  expect(() => normalCdf(0, 0, 1)).toThrow('standardDeviation must be > 0');
});

test('wilson() has both ends of the interval', () => {
  expect(wilson(1250n, 1310n, 1.96, -1)).toBeCloseTo(0.941_488_372_539_589_4, 12);
  expect(wilson(1250n, 1310n, 1.96, 1)).toBeCloseTo(0.964_252_471_714_390_8, 12);
  expect(() => wilson(5n, 4n, 1, 1)).toThrow('must not be larger than number of trials');
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
