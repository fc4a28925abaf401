import { expect, test } from 'vitest';

import { inYearBefore, yearBefore, yearEarlier } from '../../src/question/change-year.ts';
import { CONTEXT } from '../support/rules.ts';

const { query } = CONTEXT;

const asked = (period: string) => ({ query: 'sales', values: { period: [period] }, excluded: [] });

test.each([
  ['2004', '2004'],
  ['2004-06', '2004'],
  ['2004-Q1..2004-Q2', '2004'],
  ['2003..2004', undefined],
  ['last 12 months', undefined],
  ['since 2003', undefined],
])('yearBefore() of %j is %j', (period, year) => expect(yearBefore(asked(period), query)).toBe(year));

test.each([
  ['March to June', '2004', 'March to June 2004'],
  ['between Q1 and Q3', '2004-Q2', 'between Q1 and Q3 2004'],
  ['for the whole year', '2004-05', '2004'],
  ['March to June', 'last 12 months', 'March to June'],
  ['by month', '2004', 'by month'],
])('inYearBefore(%j) after %j is %j', (words, period, expected) =>
  expect(inYearBefore(words, asked(period), query)).toBe(expected),
);

test.each([
  ['a year earlier', '2004', '2003'],
  ['same period last year', '2004-Q1..2004-Q2', '2003-Q1..2003-Q2'],
  ['last year', '2004', undefined],
])('yearEarlier(%j) after %j is %j', (words, period, expected) =>
  expect(yearEarlier(words, asked(period), query)).toBe(expected),
);

test('yearEarlier() refuses where there is no year', () =>
  expect(() => yearEarlier('a year earlier', asked('last 12 months'), query)).toThrow('is not said by dates'));
