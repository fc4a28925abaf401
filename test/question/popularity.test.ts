import { expect, test } from 'vitest';

import { openUse } from '../../src/question/popularity.ts';

test('counts queries, choices and values, however they are written', () => {
  const use = openUse();
  use.note('sales by=product_line country=France,"New Zealand" period="last quarter"');
  use.note('sales country!=France');
  expect(['sales', 'Product line', 'france', 'new zealand', 'Spain'].map(use.of)).toEqual([2, 1, 2, 1, 0]);
});

test('forgets what was asked for least when it knows too many words', () => {
  const use = openUse();
  for (const _ of [1, 2, 3]) use.note('sales');
  for (let index = 0; index < 20_000; index++) use.note(`q${index}`);
  expect(use.of('sales')).toBeGreaterThan(0);
  expect(use.of('q0')).toBe(0);
});
