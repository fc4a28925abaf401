import { describe, expect, test } from 'vitest';

import { addDays, addMonths, daysBetween, isDay, isTimezone, today, weekday } from '../../src/calendar/day.ts';

describe('today(now, timezone)', () => {
  test.each([
    ['2026-11-23T23:30:00Z', 'UTC', '2026-11-23'],
    ['2026-11-23T23:30:00Z', 'Europe/Paris', '2026-11-24'],
    ['2026-11-23T00:30:00Z', 'America/New_York', '2026-11-22'],
    ['2026-03-29T01:30:00Z', 'Europe/Paris', '2026-03-29'], // the hour that summer time leaves out
  ])('at %s in %s is %s', (now, timezone, day) => expect(today(new Date(now), timezone)).toBe(day));
});

test.each([
  ['Europe/Paris', true],
  ['UTC', true],
  ['Europe/Nowhere', false],
  ['', false],
])('isTimezone(%j) is %s', (text, expected) => expect(isTimezone(text)).toBe(expected));

test.each([
  ['2024-02-29', true],
  ['2023-02-29', false],
  ['2025-04-31', false],
  ['0001-01-01', true],
  ['0000-12-31', false],
  ['2025-1-1', false],
  ['2025-01-01T00:00', false],
])('isDay(%j) is %s', (text, expected) => expect(isDay(text)).toBe(expected));

test.each([
  ['2024-02-28', 1, '2024-02-29'],
  ['2025-01-01', -1, '2024-12-31'],
  ['2026-03-29', 1, '2026-03-30'],
  ['9999-12-31', 1, '9999-12-31'],
  ['0001-01-01', -1, '0001-01-01'],
  ['2025-06-01', 10_000_000_000, '9999-12-31'],
])('addDays(%s, %s) is %s', (day, count, expected) => expect(addDays(day, count)).toBe(expected));

test.each([
  ['2025-01-31', 1, '2025-02-28'],
  ['2024-01-31', 1, '2024-02-29'],
  ['2025-03-31', -1, '2025-02-28'],
  ['2025-11-15', 3, '2026-02-15'],
  ['2024-02-29', 12, '2025-02-28'],
  ['9999-12-01', 1, '9999-12-31'],
])('addMonths(%s, %s) is %s', (day, count, expected) => expect(addMonths(day, count)).toBe(expected));

test.each([
  ['2025-01-01', '2026-01-01', 365],
  ['2024-03-01', '2024-02-01', -29],
  ['2025-05-05', '2025-05-05', 0],
])('daysBetween(%s, %s) is %s', (from, to, expected) => expect(daysBetween(from, to)).toBe(expected));

test.each([
  ['2026-11-22', 0],
  ['2026-11-23', 1],
  ['2026-11-28', 6],
])('weekday(%s) is %s', (day, expected) => expect(weekday(day)).toBe(expected));
