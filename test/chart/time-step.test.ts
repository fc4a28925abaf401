import { expect, test } from 'vitest';

import type { Grain } from '../../src/calendar/bucket.ts';

import { findTimeStep } from '../../src/chart/time-step.ts';
import { days, months } from '../charts/demo.ts';

const MINUTE = 60_000;

/** Times of a series, and whether all of its times are joined. */
test.each<[string, Grain, readonly number[], boolean]>([
  ['months', 'month', months('2025-01-01', 12).map(Date.parse), true],
  ['quarter-hours', 'minute', Array.from({ length: 20 }, (_, index) => index * 15 * MINUTE), true],
  [
    'every second day',
    'day',
    days('2025-01-01', 20)
      .filter((_, index) => index % 2 === 0)
      .map(Date.parse),
    true,
  ],
  [
    'fortnights',
    'day',
    days('2025-01-01', 140)
      .filter((_, index) => index % 14 === 0)
      .map(Date.parse),
    true,
  ],
  [
    'month ends',
    'day',
    ['01-31', '02-28', '03-31', '04-30', '05-31', '06-30'].map((day) => Date.parse(`2025-${day}`)),
    true,
  ],
  [
    '1st and 15th',
    'day',
    months('2025-01-01', 6).flatMap((day) => [Date.parse(day), Date.parse(day) + 14 * 1440 * MINUTE]),
    true,
  ],
  [
    'business days',
    'day',
    days('2026-03-02', 40)
      .map(Date.parse)
      .filter((day) => new Date(day).getUTCDay() % 6 !== 0),
    true,
  ],
  [
    'business days without one of them',
    'day',
    days('2026-03-02', 40)
      .map(Date.parse)
      .filter((day) => new Date(day).getUTCDay() % 6 !== 0)
      .toSpliced(12, 1),
    false,
  ],
  ['one weekend that is missing', 'day', days('2026-03-02', 9).toSpliced(5, 2).map(Date.parse), false],
  ['four days among minutes', 'minute', days('2026-03-02', 4).map(Date.parse), true],
  ['half minutes', 'minute', Array.from({ length: 20 }, (_, index) => (index * MINUTE) / 2), true],
  ['a missing month', 'month', months('2025-01-01', 12).toSpliced(5, 1).map(Date.parse), false],
  [
    'a missing fortnight',
    'day',
    days('2025-01-01', 140)
      .filter((_, index) => index % 14 === 0 && index !== 70)
      .map(Date.parse),
    false,
  ],
  ['months without a step', 'month', ['2025-01-01', '2025-04-01', '2025-05-01', '2025-09-01'].map(Date.parse), false],
])('findTimeStep: %s', (_, grain, times, isWhole) => {
  const meets = findTimeStep({ times, grain });
  expect(times.slice(1).every((time, index) => meets(times[index]!, time))).toBe(isWhole);
});
