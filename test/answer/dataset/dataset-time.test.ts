import { expect, test } from 'vitest';

import type { DatasetPlan } from '../../../src/answer/dataset/dataset-plan.ts';

import { bucketStart, unitOf, unitsOf } from '../../../src/answer/dataset/dataset-time.ts';

test.each([
  ['hour', 'day'],
  ['month', 'month'],
])('unitOf(%s) → %s', (grain, expected) => expect(unitOf(grain)).toBe(expected));

test.each([
  ['2026-11-27', 'day', '2026-11-27'],
  ['2026-11-27', 'hour', '2026-11-27'],
  ['2026-11-27', 'week', '2026-11-23'],
  ['2026-11-27', 'month', '2026-11-01'],
  ['2026-11-27', 'quarter', '2026-10-01'],
  ['2026-11-27', 'year', '2026-01-01'],
])('bucketStart(%s, %s) → %s', (day, grain, expected) => expect(bucketStart(day, grain)).toBe(expected));

const units = (start: string, until: string, unit: string) =>
  unitsOf({ span: { start, end: until }, until } as DatasetPlan, unit);

test.each([
  ['2026-11-01', '2026-11-08', 'day', '7'],
  ['2026-11-27', '2026-12-01', 'week', '2'],
  ['2026-01-15', '2026-03-02', 'month', '3'],
  ['2025-11-01', '2026-11-28', 'quarter', '5'],
  ['2025-12-31', '2026-01-02', 'year', '2'],
  ['2026-11-27', '2026-11-27', 'day', '0'],
])('unitsOf(%s until %s, %s) → %s', (start, until, unit, expected) => expect(units(start, until, unit)).toBe(expected));
