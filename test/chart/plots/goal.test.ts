import { expect, test } from 'vitest';

import { goalLayerOf } from '../../../src/chart/plots/goal.ts';
import { inputOf } from '../../support/chart-input.ts';

const goal = { measure: 'Sales', value: 500_000, per: 'month' };

const monthly = (options = {}) =>
  inputOf(
    ['Month: date', 'Sales: decimal'],
    [
      ['2026-01-01', 1],
      ['2026-02-01', 2],
    ],
    options,
  );

test('a goal for each month is drawn over months, with its value in the legend', () => {
  const found = goalLayerOf(monthly({ goal }));
  expect(found?.legend).toMatchObject({ label: 'Goal $500K', shape: 'line' });
  expect(found?.layerOn({ type: 'quantitative' })).toMatchObject({
    data: { values: [{ goal: 500_000 }] },
    encoding: { y: { type: 'quantitative', field: 'goal' } },
  });
});

test.each([
  ['there is no goal', monthly()],
  ['the goal is of another measure', monthly({ goal: { ...goal, measure: 'Units' } })],
  ['the goal is for another bucket', monthly({ goal: { ...goal, per: 'week' } })],
  [
    'the marks are parts of what the goal is for',
    inputOf(['Month: date', 'Line: varchar', 'Sales: decimal'], [['2026-01-01', 'A', 1]], { goal }),
  ],
])('no goal where %s', (_, input) => expect(goalLayerOf(input)).toBeUndefined());
