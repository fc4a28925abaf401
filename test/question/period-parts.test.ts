import { expect, test } from 'vitest';

import { canonicalPeriod } from '../../src/calendar/period.ts';
import { pointAfter, readPeriodPart } from '../../src/question/period-parts.ts';

const read = (text: string) => readPeriodPart(text, canonicalPeriod, '2005-06-01');

test.each([
  ['first 6 months of 2004', '2004-01..2004-06'],
  ['the first six months of 2004', '2004-01..2004-06'],
  ['last 2 quarters of 2004', '2004-07..2004-12'],
  ['last month of 2004', '2004-12'],
  ['first two weeks of march 2004', '2004-03-01..2004-03-14'],
  ['last week of december 2004', '2004-12-25..2004-12-31'],
  ['first day of 2004-Q2', '2004-04-01'],
  ['last 10 days of february 2004', '2004-02-20..2004-02-29'],
])('%s → %s', (text, period) => {
  expect(read(text)).toEqual({ period });
});

test('a part that is longer than the whole, or nothing of it, is no period', () => {
  expect(read('first 13 months of 2004')).toBeUndefined();
  expect(read('first 0 days of 2004')).toBeUndefined();
  expect(read('last 40 days of march 2004')).toBeUndefined();
});

test.each([
  ['week 45 of 2004', '2004-11-01..2004-11-07'],
  ['calendar week 1 2004', '2003-12-29..2004-01-04'],
  ['2004-w53', '2004-12-27..2005-01-02'],
  ['kw 1 2005', '2005-01-03..2005-01-09'],
  ['week 22', '2005-05-30..2005-06-05'],
  ['week 23', '2004-05-31..2004-06-06'],
])('%s → %s, as ISO 8601 counts weeks', (text, period) => {
  expect(read(text)).toEqual({ period });
});

test('a week that a year has not is said so', () => {
  expect(read('week 53 of 2005')).toEqual({ problem: '2005 has no week 53: write its days' });
  expect(read('week 0 of 2005')).toEqual({ problem: '2005 has no week 0: write its days' });
});

test.each([
  ['2004', '2005'],
  ['2004-Q4', '2005-01'],
  ['2004-Q1', '2004-04'],
  ['2004-12', '2005-01'],
  ['2004-12-31', '2005-01-01'],
])('after %s comes %s', (point, next) => {
  expect(pointAfter(point)).toBe(next);
});
