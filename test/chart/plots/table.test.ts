import { expect, test } from 'vitest';

import { caseOf, tableOf } from '../../charts/demo.ts';
import { drawn } from '../../support/drawn-chart.ts';

test('NULL in a drawn table is Unknown where it names something', () => {
  const table = tableOf(
    ['Country: varchar', 'Sales: decimal'],
    [
      [null, 5],
      ['USA', null],
    ],
  );
  const texts = drawn(caseOf(table), 'table').rows.map(({ text }) => text);
  expect(texts).toContain('Unknown');
  expect(texts).toContain('–');
});
