import { expect, test } from 'vitest';

import type { ChartOptions } from '../../../src/chart/options.ts';

import { totalSentence } from '../../../src/chart/sentences/total.ts';
import { inputOf } from '../../support/chart-input.ts';

type Rows = readonly (readonly (string | number | null)[])[];

const HEADS = ['Country: varchar', 'Sales: decimal', 'Before: decimal'];

const COMPARED = { comparison: { label: 'last year', columns: { Sales: 'Before' } } };

test.each<[string, Rows, Partial<ChartOptions>, string | undefined]>([
  [
    'all rows',
    [
      ['A', 60, 1],
      ['B', 40, 1],
    ],
    {},
    '$100 in all.',
  ],
  [
    'against a baseline',
    [
      ['A', 60, 50],
      ['B', 40, 30],
    ],
    COMPARED,
    '$100 in all, +25% against last year.',
  ],
  [
    'what a limit shows',
    [
      ['A', 60, 1],
      ['B', 40, 1],
      ['B', 1, 1],
    ],
    { limit: 3 },
    '$101 in the 2 shown.',
  ],
  ['one row is told by itself', [['A', 60, 1]], {}, undefined],
  [
    'what does not add up',
    [
      ['A', 60, 1],
      ['B', 40, 1],
    ],
    { additive: [] },
    undefined,
  ],
  [
    'what was kept by its size and does not add up',
    [
      ['A', 60, 1],
      ['B', 40, 1],
    ],
    { additive: [], isKeptBySize: true, limit: 2 },
    '2 countries.',
  ],
  [
    'what was kept by its size',
    [
      ['A', 60, 1],
      ['B', 40, 1],
    ],
    { isKeptBySize: true, limit: 2 },
    '2 countries, $100 together.',
  ],
  ['one row that was kept by its size', [['A', 60, 1]], { isKeptBySize: true, limit: 1 }, '1 country.'],
])('%s', (_, rows, options, expected) => {
  const input = inputOf(HEADS, rows, options);
  expect(totalSentence(input, input.measures[0])).toBe(expected);
});
