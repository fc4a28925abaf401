import { expect, test } from 'vitest';

import { contributionSentence } from '../../../src/chart/sentences/contribution.ts';
import { inputOf } from '../../support/chart-input.ts';

const HEADS = ['Country: varchar', 'Sales: decimal', 'Before: decimal'];

const say = (rows: readonly (readonly (string | number | null)[])[], heads = HEADS) => {
  const input = inputOf(heads, rows, { comparison: { label: 'last year', columns: { Sales: 'Before' } } });
  return contributionSentence(input, input.measures[0]);
};

test.each([
  [
    'both ways',
    [
      ['A', 900, 500],
      ['B', 100, 300],
      ['C', 5, 5],
    ],
    'A adds the most, +$400; B takes away the most, −$200.',
  ],
  [
    'one way',
    [
      ['A', 900, 500],
      ['B', 100, 100],
    ],
    'A adds the most, +$400.',
  ],
  [
    'a new one counts from nothing',
    [
      ['A', 900, null],
      ['B', 100, 100],
    ],
    'A adds the most, +$900.',
  ],
  [
    'nothing of Unknown',
    [
      ['Unknown', 900, 1],
      ['B', 100, 200],
    ],
    'B takes away the most, −$100.',
  ],
  ['nothing where nothing changed', [['A', 5, 5]], undefined],
])('%s', (_, rows, expected) => expect(say(rows)).toBe(expected));

test('nothing without a baseline, and nothing without categories', () => {
  const plain = inputOf(['Country: varchar', 'Sales: decimal'], [['A', 1]]);
  expect(contributionSentence(plain, plain.measures[0])).toBeUndefined();
  expect(say([[5, 4]], ['Sales: decimal', 'Before: decimal'])).toBeUndefined();
});
