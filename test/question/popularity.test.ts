import { expect, test } from 'vitest';

import { openPopularity } from '../../src/question/popularity.ts';

test('counts queries, choices and values, however they are written', () => {
  const popularity = openPopularity();
  popularity.record('sales by=product_line country=France,"New Zealand" period="last quarter"');
  popularity.record('sales country!=France');
  expect(['sales', 'Product line', 'france', 'new zealand', 'Spain'].map(popularity.count)).toEqual([2, 1, 2, 1, 0]);
});

test('forgets what was asked for least when it knows too many words', () => {
  const popularity = openPopularity();
  for (const _ of [1, 2, 3]) popularity.record('sales');
  for (let index = 0; index < 20_000; index++) popularity.record(`q${index}`);
  expect(popularity.count('sales')).toBeGreaterThan(0);
  expect(popularity.count('q0')).toBe(0);
});
