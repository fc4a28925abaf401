import { expect, test } from 'vitest';

import { waterfallPlot } from '../../../src/chart/plots/waterfall.ts';
import * as hard from '../../charts/hard.ts';
import { inputOf } from '../../support/chart-input.ts';
import { drawn } from '../../support/drawn-chart.ts';

const stepsOf = (input: ReturnType<typeof inputOf>) =>
  waterfallPlot(input).rows.map(({ label, start, end, text }) => `${label} ${start}–${end}: ${text}`);

test('parts add up from nothing to the total', () => {
  expect(
    stepsOf(
      inputOf(
        ['Country: varchar', 'Sales: decimal'],
        [
          ['A', 5],
          ['B', -2],
          ['C', 4],
        ],
      ),
    ),
  ).toEqual(['A 0–5: +$5', 'B 5–3: −$2', 'C 3–7: +$4', 'Total 0–7: $7']);
});

test('with a comparison they lead from the baseline to the measure', () => {
  const input = inputOf(
    ['Country: varchar', 'Sales: decimal', 'Before: decimal'],
    [
      ['A', 5, 3],
      ['B', 1, 4],
    ],
    {
      comparison: { label: 'last year', columns: { Sales: 'Before' } },
    },
  );
  expect(stepsOf(input)).toEqual(['Last year 0–7: $7', 'A 7–9: +$2', 'B 9–6: −$3', 'Sales 0–6: $6']);
});

test('times stay in their order', () => {
  const rows = [
    ['2026-02-01', 2],
    ['2026-01-01', 1],
  ];
  expect(stepsOf(inputOf(['Month: date', 'Sales: decimal'], rows))).toEqual([
    'Jan 2026 0–1: +$1',
    'Feb 2026 1–3: +$2',
    'Total 0–3: $3',
  ]);
});

test('a waterfall keeps the order of its result', () => {
  expect(drawn(hard.waterfallOfLosses()).rows.map(({ label }) => label)).toEqual([
    'Revenue',
    'Cost of goods',
    'Marketing',
    'Administration',
    'Interest',
    'Total',
  ]);
});
