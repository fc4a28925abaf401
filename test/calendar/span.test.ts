import { describe, expect, test } from 'vitest';

import type { Unit } from '../../src/calendar/period.ts';
import type { Calendar } from '../../src/calendar/span.ts';

import {
  addUnits,
  comparisonNamed,
  comparisonSpan,
  monthsIn,
  spanOf,
  startOfUnit,
  wholePeriod,
} from '../../src/calendar/span.ts';

const UTC: Calendar = { timezone: 'UTC', weekStart: 1, fiscalYearStart: 1 };

const NOW = new Date('2026-11-23T12:00:00Z'); // a Monday

const words = (span: { start: string; end: string } | undefined) => span && `${span.start}..${span.end}`;

describe('spanOf(text, now, calendar)', () => {
  test.each([
    ['today', '2026-11-23..2026-11-24'],
    ['yesterday', '2026-11-22..2026-11-23'],
    ['this week', '2026-11-23..2026-11-30'],
    ['last 2 weeks', '2026-11-09..2026-11-23'],
    ['last 12 months', '2025-11-01..2026-11-01'],
    ['this quarter', '2026-10-01..2027-01-01'],
    ['ytd', '2026-01-01..2026-11-24'],
    ['2025-Q3', '2025-07-01..2025-10-01'],
    ['2003..2005', '2003-01-01..2006-01-01'],
    ['since 2025-03-01', '2025-03-01..9999-12-31'],
    ['before 2025', '0001-01-01..2025-01-01'],
    ['all time', '0001-01-01..9999-12-31'],
  ])('%s', (text, expected) => expect(words(spanOf(text, NOW, UTC))).toBe(expected));

  test('begins weeks and years where the calendar says, and today where people are', () => {
    const calendar = { timezone: 'Pacific/Auckland', weekStart: 7, fiscalYearStart: 4 };
    expect(words(spanOf('today', NOW, calendar))).toBe('2026-11-24..2026-11-25');
    expect(words(spanOf('this week', NOW, calendar))).toBe('2026-11-22..2026-11-29');
    expect(words(spanOf('last year', NOW, calendar))).toBe('2025-04-01..2026-04-01');
    expect(words(spanOf('last quarter', NOW, calendar))).toBe('2026-07-01..2026-10-01');
  });

  test('throws on what is no period', () => {
    expect(() => spanOf('fortnight', NOW, UTC)).toThrow('not a canonical period: fortnight');
  });
});

describe('comparisonSpan(span, compare, now, calendar)', () => {
  test.each([
    ['2025-07-01..2025-10-01', 'previous', '2025-04-01..2025-07-01'],
    ['2025-07-01..2025-10-01', 'last year', '2024-07-01..2024-10-01'],
    ['2025-03-05..2025-03-12', 'previous', '2025-02-26..2025-03-05'],
    ['2026-11-01..2026-12-01', 'previous', '2026-10-01..2026-10-24'], // so far against as many days
    ['2026-11-01..2026-12-01', '2020-11', '2020-11-01..2020-11-24'],
    ['2025-01-01..2026-01-01', '2003', '2003-01-01..2004-01-01'],
  ])('%s against %s', (text, compare, expected) => {
    const [start = '', end = ''] = text.split('..');
    expect(words(comparisonSpan({ start, end }, compare, NOW, UTC))).toBe(expected);
  });

  test.each([
    ['0001-01-01..2025-01-01', 'previous'],
    ['2025-01-01..2026-01-01', 'all time'],
  ])('%s has nothing to compare with as %s', (text, compare) => {
    const [start = '', end = ''] = text.split('..');
    expect(comparisonSpan({ start, end }, compare, NOW, UTC)).toBeUndefined();
  });
});

test.each([
  ['mtd', 'this month'],
  ['ytd', 'this year'],
  ['last month', 'last month'],
])('wholePeriod(%s) is %s', (text, expected) => expect(wholePeriod(text)).toBe(expected));

test.each([
  ['2026', '2025', 'last year'],
  ['2026-Q2', '2026-Q1', 'previous'],
  ['this quarter', 'last quarter', 'previous'],
  ['2026', '2024', undefined],
  ['this year', '2025', undefined],
])('comparisonNamed(%s, %s) is %s', (period, other, expected) => expect(comparisonNamed(period, other)).toBe(expected));

test.each([
  ['2025-01-01', '2026-03-01', 14],
  ['2025-01-02', '2025-02-02', 0],
])('monthsIn(%s to %s) is %s', (start, end, expected) => expect(monthsIn({ start, end })).toBe(expected));

test.each<[Unit, string, string, string]>([
  ['day', '2026-11-25', '2026-11-25', '2026-11-24'],
  ['week', '2026-11-25', '2026-11-23', '2026-11-18'],
  ['month', '2026-11-25', '2026-11-01', '2026-10-25'],
  ['quarter', '2026-11-25', '2026-10-01', '2026-08-25'],
  ['year', '2026-11-25', '2026-01-01', '2025-11-25'],
])('a %s of %s', (unit, day, start, earlier) => {
  expect(startOfUnit(unit, day, UTC)).toBe(start);
  expect(addUnits(unit, day, -1)).toBe(earlier);
});
