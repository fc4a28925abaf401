import { expect, test } from 'vitest';

import { earlierStart, showSql } from '../../../src/answer/dataset/dataset-show.ts';
import { joinFragments } from '../../../src/answer/sql-fragment.ts';
import { planIn } from '../../support/dataset-plan.ts';

test.each([
  [{ by: ['country'], show: ['share'], period: ['2025'] }, '2025-01-01'],
  [{ by: ['month'], show: ['change'], period: ['2025'] }, '2024-12-01'],
  [{ by: ['month'], show: ['change_last_year'], period: ['2025'] }, '2024-01-01'],
  [{ by: ['week'], show: ['change_last_year'], period: ['2025'] }, '2024-01-01'], // 52 weeks before 30 December 2024
  [{ by: ['country'], show: ['change'], period: ['2025'] }, '2025-01-01'],
])('earlierStart() of %j → %s', (values, expected) => expect(earlierStart(planIn(values))).toBe(expected));

test.each([
  [{ by: ['country'] }, ['g.m1 AS "Sales"'], ''],
  [
    { by: ['country'], show: ['share'] },
    ['CAST(g.m1 AS double) / NULLIF(whole.m1, 0) AS "Share of sales"'],
    ' CROSS JOIN whole',
  ],
  [
    { by: ['country'], split: ['product_line'], show: ['share'], within: ['country'] },
    ['CAST(g.m1 AS double) / NULLIF(whole.m1, 0) AS "Share"'],
    ' JOIN whole ON whole.d1 IS NOT DISTINCT FROM g.d1',
  ],
  [
    { by: ['country'], show: ['with_share'] },
    ['g.m1 AS "Sales"', 'CAST(g.m1 AS double) / NULLIF(whole.m1, 0) AS "Share"'],
    ' CROSS JOIN whole',
  ],
  [
    { by: ['month'], show: ['running_total'] },
    ['SUM(g.m1) OVER (ORDER BY g.d1 ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS "Running total of sales"'],
    '',
  ],
  [
    { by: ['country'], show: ['average_per_month'], period: ['2025'] },
    ['CAST(g.m1 AS double) / NULLIF(12, 0) AS "Sales per month"'],
    '',
  ],
])('showSql() of %j', (values, columns, joins) =>
  expect(showSql(planIn(values))).toMatchObject({
    columns: columns.map((column) => expect.stringContaining(column.split(' AS "')[0]!)),
    joins,
  }),
);

test('shares of what cannot be added up are of a whole that is counted anew', () => {
  const whole = (measure: string) =>
    showSql(planIn({ by: ['country'], measure: [measure], show: ['share'] })).ctes.map((cte) =>
      String(joinFragments([cte({ sql: 'FROM f', parameters: [] } as never)], '').sql),
    );
  expect(whole('sales')[0]).toContain('SELECT SUM(m1) AS m1\n  FROM grouped');
  expect(whole('customers')[0]).toContain('SELECT COUNT(DISTINCT f.customerNumber) AS m1\n  FROM f');
});

test.each([
  ['sales', 'SELECT d2 AS d2, SUM(m1) AS m1\n  FROM grouped\n  GROUP BY 1'],
  ['customers', 'COUNT(DISTINCT f.customerNumber) AS m1\n  FROM f\n  GROUP BY 1'],
])('the wholes of shares of %s within each value of the split', (measure, sql) => {
  const plan = planIn({
    by: ['month'],
    split: ['country'],
    measure: [measure],
    show: ['share'],
    within: ['country'],
  });
  const [whole] = showSql(plan).ctes.map((cte) => cte({ sql: 'FROM f', parameters: [] } as never).sql);
  expect(whole).toContain(sql);
});

test('a change has none where one of its two buckets is only a part', () => {
  const changes = (period: string) => showSql(planIn({ by: ['month'], show: ['change'], period: [period] })).columns[1];
  expect(changes('2024')).not.toContain('CASE');
  expect(changes('this year')).toContain("CASE WHEN g.d1 < DATE '2026-11-01' THEN");
  expect(changes('2024-01-15..2024-06')).toContain("CASE WHEN g.d1 > DATE '2024-01-01' THEN");
});

test.each([
  [{ by: ['country'], show: ['running_total'] }, 'a running total and a change need a time: add by month'],
  [{ by: ['month'], measure: ['customers'], show: ['running_total'] }, 'customers cannot be added up'],
  [{ by: ['country'], measure: ['margin_rate'], show: ['share'] }, 'margin rate has no share: ask for it as it is'],
])('showSql() refuses %j', (values, sentence) => expect(() => showSql(planIn(values))).toThrow(sentence));
