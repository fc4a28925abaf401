import { expect, test } from 'vitest';

import { caseOf, tableOf } from '../../charts/demo.ts';
import * as hard from '../../charts/hard.ts';
import { drawn } from '../../support/drawn-chart.ts';

test('a missing month is a gap in an area', () => {
  const { rows } = drawn(hard.areaWithGap());
  expect(rows).toHaveLength(11);
  expect(rows.filter(({ end }) => end === undefined)).toHaveLength(1);
});

test('a bucket that stands alone is seen in an area', () => {
  const table = tableOf(
    ['Month: date', 'Sales: decimal'],
    ['2025-01-01', '2025-04-01', '2025-05-01', '2025-09-01'].map((month, index) => [month, 10 + index]),
  );
  const { rows } = drawn(caseOf(table), 'area');
  const width = (value: number) => {
    const times = rows.flatMap(({ time, end }) => (end === value ? [Number(time)] : []));
    return Math.max(...times) - Math.min(...times);
  };
  for (const alone of [10, 13]) expect(width(alone)).toBeGreaterThan(0);
  for (const joined of [11, 12]) expect(width(joined)).toBe(0);
});
