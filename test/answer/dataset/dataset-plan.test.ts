import { expect, test } from 'vitest';

import { weighedGroup } from '../../../src/answer/dataset/dataset-plan.ts';
import { planIn } from '../../support/dataset-plan.ts';

const names = (choices: readonly { readonly name: string }[]) => choices.map(({ name }) => name);

test('planOf() looks up measures, groups and days', () => {
  const plan = planIn({ measure: ['orders', 'sales'], by: ['month'], split: ['country'], period: ['2025'] });
  expect(names(plan.measures.map(({ choice }) => choice))).toEqual(['orders', 'sales']);
  expect(names(plan.groups)).toEqual(['month', 'country']);
  expect(plan.span).toEqual({ start: '2025-01-01', end: '2026-01-01' });
});

test('planOf() of defaults, of one number, and of a period that is not over', () => {
  expect(names(planIn({}).groups)).toEqual(['country']);
  expect(planIn({ by: ['none'] }).groups).toEqual([]);
  expect(planIn({ period: ['2026'] }).until).toBe('2026-11-28');
});

test('planOf() ranks what the rows are, or what a time is split by', () => {
  expect(planIn({ top: ['5'] }).rank).toMatchObject({
    keeps: 'first',
    of: { name: 'country' },
    by: { choice: { name: 'sales' } },
  });
  expect(planIn({ by: ['month'], split: ['country'], bottom: ['3'] }).rank?.of.name).toBe('country');
});

test('planOf() has a condition for each threshold', () =>
  expect(planIn({ over: ['1000'], at_most: ['5000'] }).thresholds).toHaveLength(2));

test.each([
  [{ by: ['country'] }, 'country'],
  [{ by: ['month'] }, 'month'],
  [{ by: ['month'], split: ['city'] }, 'city'],
  [{ by: ['none'] }, undefined],
])('weighedGroup() of %j → %s', (values, expected) => expect(weighedGroup(planIn(values))?.name).toBe(expected));

test('planOf() of a share within each country', () =>
  expect(planIn({ by: ['month'], split: ['country'], show: ['share'], within: ['country'] }).shareWithin?.name).toBe(
    'country',
  ));

test('planOf() of a ranking within each country shows shares of the whole', () =>
  expect(
    planIn({ by: ['product'], split: ['country'], show: ['share'], within: ['country'], top: ['3'] }).shareWithin,
  ).toBeUndefined());

test.each([
  [{ within: ['country'] }, 'within each country says how rows are ranked or shared out: add top 3, or a share'],
  [
    { show: ['share'], within: ['country'] },
    'a share within each country needs rows of it: ask by country and by something else',
  ],
])('planOf() refuses %j', (values, sentence) => expect(() => planIn(values)).toThrow(sentence));
