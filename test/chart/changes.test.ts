import { expect, test } from 'vitest';

import { readChanges } from '../../src/chart/changes.ts';
import { chart } from '../../src/chart/chart.ts';
import { goalPerMonth, whySalesRose } from '../charts/hard.ts';

test('readChanges(table, most): the parts of each dimension add up to the whole change', () => {
  const { table } = whySalesRose();
  const changes = readChanges(table, 4);
  expect(changes?.dimensions.map(({ contributions }) => contributions.length)).toEqual([5, 3]);
  for (const { contributions } of changes?.dimensions ?? [])
    expect(contributions.reduce((sum, { change }) => sum + change, 0)).toBe(350_000);
});

test('a change is told with what made it', () => {
  const { table, options } = whySalesRose();
  expect(chart(table, options).headline).toBe(
    'Sales: $2.45M against $2.1M last month, +$350K (+17%). By country, USA adds the most, +$300K; by product line, Classic Cars adds the most, +$320K.',
  );
});

test('a goal is drawn where each mark is one of what it is for', () => {
  const { table, options } = goalPerMonth();
  expect(chart(table, options).frame.legend).toMatchObject([{ label: 'Goal $420K', shape: 'line' }]);
  const other = { ...options, goal: { measure: 'Sales', value: 420_000, per: 'week' } };
  expect(chart(table, other).frame.legend).toEqual([]);
});
