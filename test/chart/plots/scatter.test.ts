import { expect, test } from 'vitest';

import * as hard from '../../charts/hard.ts';
import { drawn } from '../../support/drawn-chart.ts';

test('names of dots touch neither each other nor other dots', () => {
  const { rows } = drawn(hard.fortyNamedDots());
  const named = rows.filter(({ part }) => part === 'name');
  expect(named.length).toBeGreaterThan(5);
  expect(new Set(named.map(({ align }) => align)).size).toBeGreaterThan(1);
});
