import { describe, expect, test } from 'vitest';

import type { Calendar } from '../../src/calendar/span.ts';

import { COMMON_PERIODS, canonicalPeriod } from '../../src/calendar/period.ts';
import { comparisonNamed, comparisonSpan, monthsIn, spanOf } from '../../src/calendar/span.ts';

const UTC: Calendar = { timezone: 'UTC', weekStart: 1, fiscalYearStart: 1 };

const NOW = '2026-11-23T12:00:00Z'; // a Monday

test.each([
  ['Today', 'today'],
  ['last day', 'yesterday'],
  ['this day', 'today'],
  ['last 1 quarter', 'last quarter'],
  ['past 30 days', 'last 30 days'],
  ['previous  month', 'last month'],
  ['current year', 'this year'],
  ['week to date', 'wtd'],
  ['this month to date', 'mtd'],
  ['YTD', 'ytd'],
  ['2025', '2025'],
  ['2025-q3', '2025-Q3'],
  ['q3 2025', '2025-Q3'],
  ['Q3-2025', '2025-Q3'],
  ['2025 Q3', '2025-Q3'],
  ['march 2025', '2025-03'],
  ['Sept 2025', '2025-09'],
  ['2025-03', '2025-03'],
  ['2024-02-29', '2024-02-29'],
  ['2003..2005', '2003..2005'],
  ['2003 to 2005', '2003..2005'],
  ['from march 2025 to 2025-06-15', '2025-03..2025-06-15'],
  ['between 2024 and 2025', '2024..2025'],
  ['2025..2025', '2025'],
  ['since March 2025', 'since 2025-03'],
  ['before 2025-03-01', 'before 2025-03-01'],
  ['ever', 'all time'],
  ['5 March 2026', '2026-03-05'],
  ['March 5th 2026', '2026-03-05'],
  ['since 1 Jan 2026', 'since 2026-01-01'],
  ['H2 2025', '2025-07..2025-12'],
  ['31 Feb 2025', undefined],
  ['2025-02-29', undefined],
  ['2025-13', undefined],
  ['2025-Q5', undefined],
  ['2005..2003', undefined],
  ['last 0 days', undefined],
  ['this 3 months', undefined],
  ['last months', undefined],
  ['0999', undefined],
  ['2025-03-01T00:00', undefined],
  ['fortnight', undefined],
  ['', undefined],
  ['constructor', undefined],
  ['toString', undefined],
])('canonicalPeriod(%j) = %j', (text, canonical) => {
  expect(canonicalPeriod(text)).toBe(canonical);
  if (canonical) expect(canonicalPeriod(canonical)).toBe(canonical);
});

test.each(COMMON_PERIODS)('the menu offers %s in its canonical text', (period) => {
  expect(canonicalPeriod(period)).toBe(period);
});

test.each([
  ['today', '2026-11-23', '2026-11-24'],
  ['yesterday', '2026-11-22', '2026-11-23'],
  ['this week', '2026-11-23', '2026-11-30'],
  ['last week', '2026-11-16', '2026-11-23'],
  ['this month', '2026-11-01', '2026-12-01'],
  ['last month', '2026-10-01', '2026-11-01'],
  ['this quarter', '2026-10-01', '2027-01-01'],
  ['last quarter', '2026-07-01', '2026-10-01'],
  ['this year', '2026-01-01', '2027-01-01'],
  ['last year', '2025-01-01', '2026-01-01'],
  ['last 7 days', '2026-11-16', '2026-11-23'],
  ['last 2 weeks', '2026-11-09', '2026-11-23'],
  ['last 12 months', '2025-11-01', '2026-11-01'],
  ['last 2 quarters', '2026-04-01', '2026-10-01'],
  ['last 5 years', '2021-01-01', '2026-01-01'],
  ['wtd', '2026-11-23', '2026-11-24'],
  ['mtd', '2026-11-01', '2026-11-24'],
  ['qtd', '2026-10-01', '2026-11-24'],
  ['ytd', '2026-01-01', '2026-11-24'],
  ['2025', '2025-01-01', '2026-01-01'],
  ['2025-Q3', '2025-07-01', '2025-10-01'],
  ['2025-02', '2025-02-01', '2025-03-01'],
  ['2025-03-01', '2025-03-01', '2025-03-02'],
  ['2003..2005', '2003-01-01', '2006-01-01'],
  ['2025-01-15..2025-02', '2025-01-15', '2025-03-01'],
  ['since 2025-03-01', '2025-03-01', '9999-12-31'],
  ['before 2025', '0001-01-01', '2025-01-01'],
  ['all time', '0001-01-01', '9999-12-31'],
])('spanOf(%s) on Monday 23 November 2026', (period, start, end) => {
  expect(spanOf(period, new Date(NOW), UTC)).toEqual({ start, end });
});

describe('the day depends on the time zone', () => {
  test.each([
    ['2026-11-22T23:30:00Z', 'Europe/Paris', '2026-11-23'],
    ['2026-11-23T03:00:00Z', 'America/New_York', '2026-11-22'],
    ['2026-03-29T00:59:00Z', 'Europe/Paris', '2026-03-29'], // clocks go forward within this hour
    ['2026-03-28T23:00:00Z', 'Europe/Paris', '2026-03-29'],
    ['2026-10-25T00:30:00Z', 'Europe/Paris', '2026-10-25'], // the hour that comes twice
    ['2026-10-25T22:59:59Z', 'Europe/Paris', '2026-10-25'],
    ['2026-10-25T23:00:00Z', 'Europe/Paris', '2026-10-26'],
  ])('%s in %s is %s', (now, timezone, day) => {
    expect(spanOf('today', new Date(now), { ...UTC, timezone }).start).toBe(day);
  });
});

describe('every period word on hard days', () => {
  const WORDS = ['today', 'yesterday', 'this', 'last', 'last 3', 'to date'];
  const spans = (day: string) => {
    const now = new Date(`${day}T12:00:00Z`);
    const calendar = { ...UTC, timezone: 'Europe/Paris' };
    const periods = WORDS.flatMap((word) =>
      word === 'today' || word === 'yesterday'
        ? [word]
        : ['day', 'week', 'month', 'quarter', 'year'].map((unit) =>
            word === 'last 3' ? `last 3 ${unit}s` : word === 'to date' ? `${unit} to date` : `${word} ${unit}`,
          ),
    );
    return periods.map((period) => {
      const { start, end } = spanOf(canonicalPeriod(period)!, now, calendar);
      return `${period.padEnd(16)} ${start} ${end}`;
    });
  };
  test.each([
    ['2024-02-29', 'the leap day'],
    ['2025-12-31', 'the last day of a year'],
    ['2027-01-03', 'the Sunday of week 53'],
    ['2026-03-29', 'the day that has 23 hours in Paris'],
    ['2026-10-25', 'the day that has 25 hours in Paris'],
  ])('%s, %s', (day) => {
    expect(spans(day)).toMatchSnapshot();
  });
});

test('weeks can start on Sunday and years in April', () => {
  const calendar = { ...UTC, weekStart: 7, fiscalYearStart: 4 };
  const now = new Date(NOW);
  expect(spanOf('this week', now, calendar)).toEqual({ start: '2026-11-22', end: '2026-11-29' });
  expect(spanOf('this year', now, calendar)).toEqual({ start: '2026-04-01', end: '2027-04-01' });
  expect(spanOf('last quarter', now, calendar)).toEqual({ start: '2026-07-01', end: '2026-10-01' });
  expect(spanOf('qtd', now, { ...UTC, fiscalYearStart: 2 })).toEqual({ start: '2026-11-01', end: '2026-11-24' });
  expect(spanOf('2025', now, calendar)).toEqual({ start: '2025-01-01', end: '2026-01-01' });
});

test.each([
  ['last quarter', 'previous', '2026-04-01', '2026-07-01'],
  ['last month', 'previous', '2026-09-01', '2026-10-01'],
  ['last 7 days', 'previous', '2026-11-09', '2026-11-16'],
  ['2025-01-15..2025-02-14', 'previous', '2024-12-15', '2025-01-15'],
  ['ytd', 'previous', '2025-02-08', '2026-01-01'],
  ['last quarter', 'last year', '2025-07-01', '2025-10-01'],
  ['ytd', 'last year', '2025-01-01', '2025-11-24'],
  ['2024-02-29', 'last year', '2023-02-28', '2023-03-01'],
  ['since 2026-11-01', 'last year', '2025-11-01', '2025-11-24'],
  ['this year', 'last year', '2025-01-01', '2025-11-24'],
  ['this month', 'previous', '2026-10-01', '2026-10-24'],
  ['this quarter', 'previous', '2026-07-01', '2026-08-24'],
  ['this week', 'previous', '2026-11-16', '2026-11-17'],
  ['2026', 'previous', '2025-01-01', '2025-11-24'],
  ['2027', 'previous', '2026-01-01', '2027-01-01'],
] as const)('%s compared with %s', (period, compare, start, end) => {
  const now = new Date(NOW);
  expect(comparisonSpan(spanOf(period, now, UTC), compare, now, UTC)).toEqual({ start, end });
});

test.each([
  ['2026', '2025', 'last year'],
  ['this year', 'last year', 'last year'],
  ['this quarter', 'last quarter', 'previous'],
  ['2025-Q3', '2025-Q2', 'previous'],
  ['2025-Q1', '2024-Q4', 'previous'],
  ['2025-Q3', '2024-Q3', 'last year'],
  ['2025-03', '2025-02', 'previous'],
  ['today', 'yesterday', 'previous'],
  ['2026', '2023', undefined],
  ['this year', '2025', undefined],
])('comparisonNamed(%s, %s) = %s', (period, other, compare) => {
  expect(comparisonNamed(period, other)).toBe(compare);
});

test.each(['all time', 'before 2025'])('%s has nothing to compare with', (period) => {
  expect(comparisonSpan(spanOf(period, new Date(NOW), UTC), 'last year', new Date(NOW), UTC)).toBeUndefined();
});

test.each([
  ['2025-01-01', '2025-04-01', 3],
  ['2024-12-01', '2025-01-01', 1],
  ['2025-01-02', '2025-02-01', 0],
])('monthsIn(%s, %s) = %d', (start, end, months) => {
  expect(monthsIn({ start, end })).toBe(months);
});
