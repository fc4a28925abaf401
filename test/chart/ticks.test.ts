import { expect, test } from 'vitest';

import type { Grain } from '../../src/calendar/bucket.ts';

import { numberTicks, timeTicks } from '../../src/chart/ticks.ts';

test.each([
  [
    [300_000, 450_000],
    [0, 100_000, 200_000, 300_000, 400_000, 500_000],
  ],
  [
    [0.958, 0.966],
    [0.958, 0.96, 0.962, 0.964, 0.966],
  ],
  [
    [-98_000, 57_000],
    [-100_000, -50_000, 0, 50_000, 100_000],
  ],
  [
    [5, 9],
    [0, 2, 4, 6, 8, 10],
  ],
  [
    [1, 2, 3],
    [0, 1, 2, 3],
  ],
  [
    [0, 0],
    [0, 1],
  ],
  [[], [0, 1]],
  [
    [100, 394_000],
    [0, 100_000, 200_000, 300_000, 400_000],
  ],
  [
    [-7, -1],
    [-8, -6, -4, -2, 0],
  ],
  [
    [0, 1e300],
    [0, 2.5e299, 5e299, 7.5e299, 1e300],
  ],
  [
    [0, 5e-324],
    [0, 5e-324],
  ],
])('numberTicks(%j)', (values, expected) => {
  const { domain, values: ticks } = numberTicks(values);
  expect(ticks).toEqual(expected);
  for (const value of values) expect(value >= domain[0] && value <= domain[1]).toBe(true);
});

test.each<[string, string, Grain, Grain, number]>([
  ['2025-01-01', '2025-12-01', 'month', 'month', 12],
  ['2023-11-01', '2026-10-31', 'day', 'month', 12],
  ['2006-01-01', '2026-01-01', 'year', 'year', 5],
  ['2026-10-30', '2026-10-31', 'hour', 'hour', 9],
  ['2025-11-03', '2025-11-09', 'day', 'day', 7],
  ['0001-01-01', '9999-12-31', 'day', 'year', 10],
])('timeTicks(%s, %s, %s) are %ss', (first, last, grain, expected, most) => {
  const ticks = timeTicks(Date.parse(first), Date.parse(last), grain);
  expect(ticks.grain).toBe(expected);
  expect(ticks.values.length).toBeGreaterThan(1);
  expect(ticks.values.length).toBeLessThanOrEqual(most);
});
