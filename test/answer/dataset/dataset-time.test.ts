import { expect, test } from 'vitest';

import type { DatasetPlan } from '../../../src/answer/dataset/dataset-plan.ts';
import type { Choice } from '../../../src/catalogue/query.ts';

import { bucketStart, unitOf, unitsPerDay, unitsSql } from '../../../src/answer/dataset/dataset-time.ts';

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
  unitsSql({ span: { start, end: until }, until } as DatasetPlan, unit);

test.each([
  ['2026-11-01', '2026-11-08', 'day', '7'],
  ['2026-11-27', '2026-12-11', 'week', '2'],
  ['2026-11-27', '2026-12-01', 'week', '0.571428571e0'],
  ['2026-01-16', '2026-03-02', 'month', '1.548387097e0'],
  ['2026-01-01', '2026-03-01', 'month', '2'],
  ['2025-11-01', '2026-11-01', 'quarter', '4'],
  ['2025-12-01', '2026-12-01', 'year', '1'],
  ['2026-11-27', '2026-11-27', 'day', '0'],
])('unitsSql(%s until %s, %s) → %s', (start, until, unit, expected) =>
  expect(units(start, until, unit)).toBe(expected),
);

const group = (name: string) => ({ name, label: name }) as Choice;

test.each([
  ['day', 'month', '1'],
  ['week', 'year', '1e0 / 7'],
  ['month', 'month', undefined],
  ['month', 'quarter', '1e0 / day(last_day_of_month(day)) / 1'],
  ['quarter', 'year', '1e0 / day(last_day_of_month(day)) / 3'],
  ['week', 'weekday', '1'],
  ['month', 'month_of_year', '1e0 / day(last_day_of_month(day)) / 1'],
])('unitsPerDay(%s, %s) → %s', (unit, name, expected) => expect(unitsPerDay(unit, group(name))).toBe(expected));

test.each([
  ['year', 'month'],
  ['month', 'weekday'],
  ['quarter', 'day'],
])('unitsPerDay(%s, %s) is refused: such a row is less than a unit', (unit, name) => {
  expect(() => unitsPerDay(unit, group(name))).toThrow(`an average per ${unit} cannot be shown by ${name}`);
});
