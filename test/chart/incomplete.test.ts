import { describe, expect, test } from 'vitest';

import type { ChartOptions } from '../../src/chart/options.ts';

import { requireTime } from '../../src/chart/chart-input.ts';
import { incompleteBuckets, incompleteNotes, latestNotes, latestWords } from '../../src/chart/incomplete.ts';
import { inputOf } from '../support/chart-input.ts';

const FIRST = Date.parse('2026-01-01T00:00Z');

const LAST = Date.parse('2026-03-01T00:00Z');

const inputWith = (options: Partial<ChartOptions>) => {
  const rows = ['2026-01-01', '2026-02-01', '2026-03-01'].map((month) => [month, 1]);
  return requireTime(inputOf(['Month: date', 'Sales: decimal'], rows, options));
};

const midMarch = { now: new Date('2026-03-15T00:00Z') };

const ended = { now: new Date('2026-11-01T00:00Z'), until: new Date('2026-03-15T00:00Z') };

const begun = { since: new Date('2026-01-10T00:00Z') };

describe('incompleteBuckets and their notes', () => {
  test.each([
    ['all whole', { now: new Date('2026-11-01T00:00Z') }, []],
    ['the last one is not over', midMarch, ['Dashed: Mar 2026 is not over yet.']],
    ['the period ends within the last one', ended, ['Dashed: only the start of Mar 2026 is in it.']],
    [
      'both ends',
      { ...midMarch, ...begun },
      ['Dashed: only the end of Jan 2026 is in it, and Mar 2026 is not over yet.'],
    ],
  ])('%s', (_, options, notes) => {
    const input = inputWith(options);
    expect(incompleteNotes('Dashed', input, incompleteBuckets(input, FIRST, LAST))).toEqual(notes);
  });

  test('a week is called the week of its first day', () => {
    const weeks = ['2026-03-02', '2026-03-09'].map((week) => [week, 1]);
    const input = requireTime(inputOf(['Week: date', 'Sales: decimal'], weeks, { ...midMarch, locale: 'en-US' }));
    const found = incompleteBuckets(input, Date.parse('2026-03-02T00:00Z'), Date.parse('2026-03-09T00:00Z'));
    expect(incompleteNotes('Dashed', input, found)).toEqual(['Dashed: the week of Mar 9, 2026 is not over yet.']);
  });

  test('one bucket that is cut at both ends is said once', () => {
    const input = inputWith({ ...midMarch, since: new Date('2026-03-05T00:00Z') });
    expect(incompleteNotes('', input, incompleteBuckets(input, LAST, LAST))).toEqual([
      'Only a part of Mar 2026 is in it.',
    ]);
  });
});

test.each([
  ['the latest', { now: new Date('2026-11-01T00:00Z') }],
  ['not over yet', midMarch],
  ['only in part', ended],
])('latestWords: %s', (words, options) => {
  expect(latestWords(LAST, 'month', inputWith(options).options)).toBe(words);
});

test('latestNotes say of when the numbers are, and that a later bucket has begun', () => {
  const february = Date.parse('2026-02-01T00:00Z');
  expect(latestNotes(february, LAST, inputWith(midMarch))).toEqual([
    'The numbers are of Feb 2026, the latest.',
    'Mar 2026 is not over yet.',
  ]);
  expect(latestNotes(LAST, LAST, inputWith(midMarch))).toEqual(['The numbers are of Mar 2026, not over yet.']);
});
