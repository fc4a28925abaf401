import { expect, test } from 'vitest';

import { pad, writeDates, writeOut } from '../../src/question/period-spelling.ts';

test.each([
  ['last 2 yrs', 'last 2 years'],
  ["q4'04", 'q4 2004'],
  ['4q04', 'q4 2004'],
  ['the full year 2004', '2004'],
  ['no later than june 2004', 'through june 2004'],
  ['q1 this year', 'q1 2026'],
  ['first half last year', 'first half 2025'],
  ['this year', 'this year'],
])('writeOut(%s) → %s', (text, expected) => expect(writeOut(text, '2026-11-27')).toBe(expected));

test.each([
  ['31.1.2004', undefined, { text: '2004-01-31' }],
  ['1/31/2004', undefined, { text: '2004-01-31' }],
  ['2/1/2004', 'day-first', { text: '2004-01-02' }],
  ['2/1/2004', undefined, { problem: '2/1/2004 can be read in two ways: write it as 2004-02-01 or 2004-01-02' }],
] as const)('writeDates(%s) where %s', (text, dateOrder, expected) => {
  expect(writeDates(text, dateOrder ? { dateOrder } : {})).toEqual(expected);
});

test('pad() writes two digits', () => expect([pad('3'), pad('11')]).toEqual(['03', '11']));
