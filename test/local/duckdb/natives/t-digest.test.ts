import { listValue } from '@duckdb/node-api';
import { expect, test } from 'vitest';

import { digestQuantiles, discreteQuantiles } from '../../../../src/local/duckdb/natives/t-digest.ts';

const NONE = listValue([]);

test('discreteQuantiles() is the value at which the weights exceed the share', () => {
  const values = listValue([30n, 10n, null, 20n]);
  expect(discreteQuantiles(values, NONE, listValue([0, 0.5, 1]))?.items).toEqual([10n, 20n, 30n]);
  const weights = listValue([1, 8, 1, 1]);
  expect(discreteQuantiles(values, weights, listValue([0.5, 0.95]))?.items).toEqual([10n, 30n]);
});

test('digestQuantiles() is exact at both ends, and near in between', () => {
  const values = listValue(Array.from({ length: 10_000 }, (_, index) => (index * 7919) % 10_000));
  const [least, middle, most] = digestQuantiles(values, NONE, listValue([0, 0.5, 1]), true)!.items as number[];
  expect([least, most]).toEqual([0, 9999]);
  expect(Math.abs(middle! - 5000)).toBeLessThan(50);
});

test('of nothing there is no quantile', () => {
  for (const values of [NONE, listValue([null])]) {
    expect(digestQuantiles(values, NONE, listValue([0.5]), true)).toBe(null);
    expect(discreteQuantiles(values, NONE, listValue([0.5]))).toBe(null);
  }
});

test('shares, weights and values that are none fail', () => {
  expect(() => digestQuantiles(listValue([1, 2]), NONE, listValue([1.5]), true)).toThrow(
    'Percentile must be between 0 and 1',
  );
  expect(() => digestQuantiles(listValue([1]), listValue([0]), listValue([0.5]), true)).toThrow('weight must be >= 1');
  expect(() => digestQuantiles(listValue([Number.NaN]), NONE, listValue([0.5]), true)).toThrow('value must be finite');
});
