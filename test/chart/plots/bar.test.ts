import { expect, test } from 'vitest';

import { caseOf, salesAt, tableOf } from '../../charts/demo.ts';
import { drawn } from '../../support/drawn-chart.ts';

test('bars with names on two lines have room for both', () => {
  const names = ['Souveniers And Things Co. of Chatswood', 'Mini Gifts Distributors Ltd., San Francisco Bay Area'];
  const table = tableOf(
    ['Customer: varchar', 'Sales: decimal'],
    [...names, 'A', 'B', 'C', 'D'].map((name, index) => [name, salesAt(index)]),
  );
  const { spec, rows } = drawn(caseOf(table));
  expect(spec.height).toBe(6 * 42);
  expect(rows.map(({ label }) => label).slice(0, 2)).toEqual([
    'Souveniers And Things Co. of\nChatswood',
    'Mini Gifts Distributors Ltd., San\nFrancisco Bay Area',
  ]);
});

test('a bar of all others that would dwarf the rest is written, not drawn', () => {
  const rows = Array.from({ length: 90 }, (_, index) => [`Product ${index}`, 1000 - index]);
  const { rows: bars, frame } = drawn(caseOf(tableOf(['Product: varchar', 'Sales: decimal'], rows)));
  expect(bars.at(-1)).toMatchObject({ label: 'Other (75)', value: 71_100, bar: null, text: '$71.1K, not drawn' });
  expect(frame.source).toContain('The bar of the others would dwarf the rest.');
  const few = drawn(caseOf(tableOf(['Product: varchar', 'Sales: decimal'], rows.slice(0, 17))));
  expect(few.rows.at(-1)).toMatchObject({ label: 'Other (2)', bar: 1969 });
});
