import { expect, test } from 'vitest';

import { readChanges } from '../../src/chart/changes.ts';
import { chart } from '../../src/chart/chart.ts';
import { tableOf } from '../charts/demo.ts';
import { goalPerMonth, whySalesRose } from '../charts/hard.ts';

test('readChanges(table, options): the parts of each dimension add up to the whole change', () => {
  const { table } = whySalesRose();
  const dimensions = readChanges(table, { most: 4 });
  expect(dimensions.map(({ contributions }) => contributions.length)).toEqual([5, 3]);
  for (const { contributions } of dimensions)
    expect(contributions.reduce((sum, { change }) => sum + change, 0)).toBe(350_000);
});

test('what is rolled up already is counted with the others, and what is no value stands last', () => {
  const table = tableOf(
    ['Dimension', 'Value', 'Before: decimal', 'After: decimal', 'Change: decimal'],
    [
      ['City', 'Mix', null, null, 40],
      ['City', 'Other (1,200)', 1, 2, 30],
      ['City', 'Paris', 0, 20, 20],
      ['City', 'Nice', 0, 10, 10],
      ['City', 'Lille', 5, 5, 0],
    ],
  );
  expect(readChanges(table, { most: 1, remainder: 'Mix' })).toEqual([
    {
      dimension: 'City',
      contributions: [
        { name: 'Paris', change: 20 },
        { name: 'Other (1,201)', change: 40, isRest: true },
        { name: 'Mix', change: 40, isRest: true },
      ],
    },
  ]);
});

test('a change is told with what made it', () => {
  const { table, options } = whySalesRose();
  expect(chart(table, options).headline).toBe(
    'Sales rose by $350K (+17%), from $2.1M to $2.45M. By country, USA +$300K explains most; by product line, Classic Cars +$320K.',
  );
});

test('the text for those who do not see it lists what is drawn', () => {
  const { table, options } = whySalesRose();
  expect(chart(table, options).alt).toContain('Values: USA +$300K; Spain +$80K; France −$40K; UK +$15K;');
});

test('as a table, a change is told in the same words', () => {
  const { table, options } = whySalesRose();
  const { type, headline } = chart(table, { ...options, as: 'table' });
  expect(type).toBe('table');
  expect(headline).toBe(chart(table, options).headline);
});

test('a goal is drawn where each mark is one of what it is for', () => {
  const { table, options } = goalPerMonth();
  expect(chart(table, options).frame.legend).toMatchObject([{ label: 'Goal $420K', shape: 'line' }]);
  const other = { ...options, goal: { measure: 'Sales', value: 420_000, per: 'week' } };
  expect(chart(table, other).frame.legend).toEqual([]);
});
