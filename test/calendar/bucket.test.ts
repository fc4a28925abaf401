import { describe, expect, test } from 'vitest';

import type { Grain } from '../../src/calendar/bucket.ts';

import { cutBucket, formatBucket, isPeriodOver, nextBucket, openBucket, timeOf } from '../../src/calendar/bucket.ts';

const at = (text: string) => Date.parse(`${text}${text.length > 10 ? 'Z' : 'T00:00Z'}`);

describe('timeOf(cell)', () => {
  test.each([
    ['2025-03-01', '2025-03-01'],
    ['2025-03', '2025-03-01'],
    ['2025-03-01 13:45:59.000', '2025-03-01T13:45:59'],
    ['2025-03-01T13:45:01.001Z', '2025-03-01T13:45:01.001'],
    ['2025-03-01T13:45:00Z', '2025-03-01T13:45'],
    ['2025-03-01 25', '2025-03-01'],
  ])('%s is read', (cell, expected) => expect(timeOf(cell)).toBe(at(expected)));

  test('takes the year 99 for the first century', () => {
    expect(new Date(timeOf('0099-05-01')!).getUTCFullYear()).toBe(99);
  });

  test.each([null, undefined, '', '2025', '20250301', 'abcd-01-01', '2025/03/01'])('%j is no time', (cell) =>
    expect(timeOf(cell)).toBeNull(),
  );
});

test.each<[Grain, string, string]>([
  ['year', '2025-01-01', '2026-01-01'],
  ['quarter', '2025-10-01', '2026-01-01'],
  ['month', '2024-02-01', '2024-03-01'],
  ['week', '2025-12-29', '2026-01-05'],
  ['day', '2025-12-31', '2026-01-01'],
  ['hour', '2025-12-31T23:00', '2026-01-01T00:00'],
  ['minute', '2025-12-31T23:59', '2026-01-01T00:00'],
])('the next %s after %s starts at %s', (grain, start, next) => expect(nextBucket(at(start), grain)).toBe(at(next)));

describe('openBucket(last, grain, end)', () => {
  const now = new Date('2026-11-23T00:00Z');

  test.each([
    ['a month that is not over', '2026-11-01', {}, true],
    ['a month that is over', '2026-10-01', {}, false],
    ['a month that has not begun', '2026-12-01', {}, false],
    ['a month in which its period ends', '2026-03-01', { until: new Date('2026-03-15T00:00Z') }, true],
    ['the last month of a period of whole months', '2026-03-01', { until: new Date('2026-04-01T00:00Z') }, false],
    ['a month that ends before a period that goes on', '2026-11-01', { until: new Date('2027-01-01T00:00Z') }, true],
  ])('%s', (_, last, end, isOpen) => {
    expect(openBucket(at(last), 'month', { now, ...end })).toBe(isOpen ? at(last) : undefined);
  });

  test('endsEarly tells a period that is over from one that goes on', () => {
    expect(isPeriodOver({ now })).toBe(false);
    expect(isPeriodOver({ now, until: now })).toBe(true);
    expect(isPeriodOver({ now, until: new Date(now.getTime() + 1) })).toBe(false);
  });
});

test.each([
  ['begins before the data', '2026-01-15', true],
  ['begins with the data', '2026-01-01', false],
])('cutBucket: a bucket that %s', (_, since, isCut) => {
  const first = at('2026-01-01');
  expect(cutBucket(first, new Date(at(since)))).toBe(isCut ? first : undefined);
  expect(cutBucket(first, undefined)).toBeUndefined();
});

test.each<[Grain, string, string]>([
  ['year', '2025-01-01', '2025'],
  ['quarter', '2025-07-01', 'Q3 2025'],
  ['month', '2025-11-01', 'Nov 2025'],
  ['week', '2025-11-03', 'week of 3 Nov 2025'],
  ['day', '2025-11-03', '3 Nov 2025'],
  ['hour', '2025-11-03T14:00', '3 Nov 2025 14:00'],
])('formatBucket: a %s', (grain, time, text) => expect(formatBucket(at(time), grain)).toBe(text));

test.each([
  ['2026-03-02T13:45', '2 Mar 2026 13:45'],
  ['2026-03-02T13:45:30', '2 Mar 2026 13:45:30'],
])('formatBucket writes the minute %s as %s', (time, expected) => {
  expect(formatBucket(at(time), 'minute')).toBe(expected);
});
