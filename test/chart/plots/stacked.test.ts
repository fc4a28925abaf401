import { expect, test } from 'vitest';

import { caseOf, tableOf } from '../../charts/demo.ts';
import { drawn } from '../../support/drawn-chart.ts';

test('a bar of one part carries its number once', () => {
  const table = tableOf(
    ['Country: varchar', 'City: varchar', 'Sales: decimal'],
    [
      ['Spain', 'Madrid', 500],
      ['USA', 'Boston', 400],
      ['USA', 'Chicago', 300],
    ],
  );
  const { rows } = drawn(caseOf(table), 'stacked');
  expect(rows.filter(({ text }) => text === '$500')).toHaveLength(1);
  expect(rows.filter(({ text }) => text === '$400')).toHaveLength(1);
});
