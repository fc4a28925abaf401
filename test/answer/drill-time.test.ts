import { expect, test } from 'vitest';

import type { DrilledGrain } from '../../src/answer/drill-time.ts';
import type { Dataset } from '../../src/catalogue/dataset.ts';

import { bucketPeriod, coarserBucket, finerGrain, isGrain } from '../../src/answer/drill-time.ts';

test.each<[string, DrilledGrain, string]>([
  ['2025-01-01', 'year', '2025'],
  ['2025-10-01 00:00:00.000', 'quarter', '2025-Q4'],
  ['2025-03-01', 'month', '2025-03'],
  ['2025-12-29', 'week', '2025-12-29..2026-01-04'],
  ['2025-03-05', 'day', '2025-03-05'],
])('bucketPeriod(%s, %s) is %s', (cell, grain, period) => expect(bucketPeriod(cell, grain)).toBe(period));

test.each([
  ['2025-03', 'day', { period: '2025', grain: 'month' }],
  ['2025-Q2', 'month', { period: '2025', grain: 'quarter' }],
  ['2025-03-05', 'hour', { period: '2025-03', grain: 'day' }],
  ['2025', 'month', undefined],
  ['last month', 'day', undefined],
])('coarserBucket(%s, %s)', (period, grain, above) => expect(coarserBucket(period, grain)).toEqual(above));

test('finerGrain() knows hours only where the time has them, and no grain that is a dimension', () => {
  const dataset = { time: { hasHours: false }, dimensions: [] } as unknown as Dataset;
  expect(finerGrain('month', dataset)).toBe('day');
  expect(finerGrain('day', dataset)).toBeUndefined();
  expect(finerGrain('day', { ...dataset, time: { ...dataset.time!, hasHours: true } })).toBe('hour');
  expect(finerGrain('month', { ...dataset, dimensions: [{ name: 'day' }] } as unknown as Dataset)).toBeUndefined();
});

test('isGrain(name)', () => {
  expect(isGrain('week')).toBe(true);
  expect(isGrain('hour')).toBe(false);
  expect(isGrain('toString')).toBe(false);
});
