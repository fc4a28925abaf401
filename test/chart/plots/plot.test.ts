import { expect, test } from 'vitest';

import { caseOf, months, tableOf } from '../../charts/demo.ts';
import { drawn } from '../../support/drawn-chart.ts';

test('an axis has one unit', () => {
  const table = tableOf(
    ['Month: date', 'Sales: decimal'],
    months('2025-11-01', 12).map((month, index) => [month, 900 + index * 1000]),
  );
  expect(JSON.stringify(drawn(caseOf(table)).spec)).toContain(
    String.raw`\"$0\",\"$2.5K\",\"$5.0K\",\"$7.5K\",\"$10.0K\",\"$12.5K\"`,
  );
});
