import { expect, test } from 'vitest';

import type { ChartInput } from '../../src/chart/chart-input.ts';
import type { DrawnType } from '../../src/chart/chart-type.ts';

import { frameText } from '../../src/chart/frame-text.ts';
import { inputOf } from '../support/chart-input.ts';

const textOf = (input: ChartInput, type: DrawnType) => {
  const { title, subtitle, notes } = frameText(input, { type, measures: input.measures });
  return { title, subtitle, notes: notes.filter((note) => note !== undefined) };
};

const LAST_YEAR = { comparison: { label: 'last year', columns: { Sales: 'Before' } } };

const bySubtitle = (subtitle: string) => ({ title: 'Sales by country', subtitle, notes: [] as string[] });

const countries = inputOf(
  ['Country: varchar', 'Sales: decimal'],
  [
    ['A', 1],
    ['B', 2],
  ],
  { subtitle: '2025' },
);

test('the measure stands in the subtitle where neither title nor marks say it', () => {
  expect(textOf(countries, 'bar')).toEqual(bySubtitle('2025'));
  const units = inputOf(['Country: varchar', 'Units: bigint'], [['A', 1]], { subtitle: '2025' });
  expect(textOf(units, 'bar')).toEqual(bySubtitle('Units · 2025'));
  expect(textOf(units, 'table')).toEqual(bySubtitle('2025'));
});

test.each<[string, DrawnType, string]>([
  ['a number adds up what the title compares', 'number', 'Sales'],
  ['bars do not', 'bar', 'Sales by country'],
])('%s', (_, type, title) => expect(textOf(countries, type).title).toBe(title));

test('bars add up the time of the title, and say so', () => {
  const input = inputOf(
    ['Month: date', 'Country: varchar', 'Sales: decimal'],
    [
      ['2026-01-01', 'A', 1],
      ['2026-02-01', 'A', 2],
    ],
    { title: 'Sales by month and country' },
  );
  expect(textOf(input, 'bar')).toMatchObject({ title: 'Sales by country', notes: ['Added up over month.'] });
});

test.each<[string, readonly string[], DrawnType, string]>([
  [
    'one more measure',
    ['Sales: decimal', 'Units: bigint'],
    'bar',
    'Only Sales is drawn; one more measure is in the table.',
  ],
  [
    'two more measures',
    ['Sales: decimal', 'Units: bigint', 'Cost: decimal'],
    'bar',
    'Only Sales is drawn; more measures are in the table.',
  ],
  [
    'a third in a scatter plot',
    ['Sales: decimal', 'Units: bigint', 'Cost: decimal'],
    'scatter',
    'Only Sales and Units are drawn; one more measure is in the table.',
  ],
])('notes %s', (_, measures, type, note) => {
  const row = ['A', ...measures.map((_measure, index) => index)];
  expect(textOf(inputOf(['Country: varchar', ...measures], [row, row]), type).notes).toContain(note);
});

test('notes a baseline that the type does not show, and percentages of a part', () => {
  const heads = ['Country: varchar', 'Sales: decimal', 'Before: decimal'];
  const input = inputOf(
    heads,
    [
      ['A', 1, 1],
      ['B', 2, 1],
    ],
    { ...LAST_YEAR, limit: 2 },
  );
  expect(textOf(input, 'pie').notes).toEqual([
    'The values of last year are in the table.',
    'The percentages are of what is shown.',
  ]);
  expect(textOf(input, 'bar').notes).toEqual([]);
});
