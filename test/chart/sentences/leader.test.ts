import { expect, test } from 'vitest';

import type { ChartOptions } from '../../../src/chart/options.ts';

import { leaderSentence } from '../../../src/chart/sentences/leader.ts';
import { inputOf } from '../../support/chart-input.ts';

type Rows = readonly (readonly (string | number | null)[])[];

const say = (rows: Rows, options: Partial<ChartOptions> = {}, heads = ['Country: varchar', 'Sales: decimal']) => {
  const input = inputOf(heads, rows, options);
  return leaderSentence(input, input.measures[0]);
};

test.each<[string, Rows, Partial<ChartOptions>, string | undefined]>([
  [
    'the first two and their share',
    [
      ['A', 60],
      ['B', 40],
    ],
    {},
    'A leads with $60 (60%), then B with $40.',
  ],
  [
    'several rows without a name are said one by one',
    [
      [null, 40],
      ['A', 25],
      ['B', 5],
      [null, 12],
    ],
    { additive: [] },
    '$40 and $12 are Unknown; of what is known, A leads with $25, then B with $5.',
  ],
  [
    'the smallest first where they are asked for',
    [
      ['A', 60],
      ['B', 40],
      ['C', 90],
    ],
    { isAscending: true },
    'B has the least with $40, then A with $60.',
  ],
  [
    'the smallest that are alike',
    [
      ['A', 40],
      ['B', 40],
      ['C', 90],
    ],
    { isAscending: true },
    'A and B have the least with $40 each.',
  ],
  [
    'no share of what a limit cut',
    [
      ['A', 60],
      ['B', 40],
    ],
    { limit: 2 },
    'A leads with $60, then B with $40.',
  ],
  [
    'two that are equal',
    [
      ['A', 5],
      ['B', 5],
    ],
    {},
    'Both have $5 each.',
  ],
  [
    'all that are equal',
    [
      ['A', 5],
      ['B', 5],
      ['C', 5],
    ],
    {},
    'All 3 have $5 each.',
  ],
  [
    'some that are equal',
    [
      ['A', 5],
      ['B', 5],
      ['C', 1],
    ],
    {},
    'A and B lead with $5 each.',
  ],
  [
    'equal as they are written',
    [
      ['A', 5_000_100],
      ['B', 5_000_000],
      ['C', 1],
    ],
    {},
    'A and B lead with $5M each.',
  ],
  [
    'some below zero',
    [
      ['A', 5],
      ['B', 1],
      ['C', -3],
    ],
    {},
    'A is highest with $5, C lowest with −$3.',
  ],
  ['one alone', [['A', 5]], {}, 'A: $5.'],
  [
    'more that is unknown',
    [
      [null, 90],
      ['A', 60],
      ['B', 40],
    ],
    {},
    '$90 is Unknown; of what is known, A leads with $60, then B with $40.',
  ],
  [
    'more that is unknown than what comes second',
    [
      ['A', 60],
      [null, 50],
      ['B', 40],
    ],
    {},
    '$50 is Unknown; of what is known, A leads with $60, then B with $40.',
  ],
  [
    'less that is unknown than what comes second',
    [
      ['A', 60],
      ['B', 40],
      [null, 30],
    ],
    {},
    'A leads with $60 (46%), then B with $40.',
  ],
  [
    'equals behind what is unknown',
    [
      [null, 9],
      ['A', 5],
      ['B', 5],
      ['C', 1],
    ],
    {},
    '$9 is Unknown; of what is known, A and B lead with $5 each.',
  ],
  ['no value', [['A', null]], {}, undefined],
])('%s', (_, rows, options, expected) => expect(say(rows, options)).toBe(expected));

test('what does not add up along a time is told of the latest bucket', () => {
  const rows = [
    ['2026-01-01', 'A', 9],
    ['2026-01-01', 'B', 1],
    ['2026-02-01', 'A', 2],
    ['2026-02-01', 'B', 3],
  ];
  const heads = ['Month: date', 'Line: varchar', 'Rate: double'];
  expect(say(rows, {}, heads)).toBe('In Feb 2026, the latest: B leads with 3, then A with 2.');
});
