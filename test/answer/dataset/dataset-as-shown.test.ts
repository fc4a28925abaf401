import { expect, test } from 'vitest';

import type { DatasetPlan } from '../../../src/answer/dataset/dataset-plan.ts';

import { isChange, planAsShown, refuseRatio, thresholdDivisor } from '../../../src/answer/dataset/dataset-as-shown.ts';
import { planIn } from '../../support/dataset-plan.ts';

const measureSql = ({ measures }: DatasetPlan) => measures.map(({ choice }) => choice.sql);

test.each([
  [{ by: ['country'] }, 'SUM(f.orderAmount)'],
  [{ by: ['country'], show: ['share'] }, 'SUM(f.orderAmount)'],
  [
    { by: ['country'], show: ['average_per_customer'] },
    'CAST(SUM(f.orderAmount) AS double) / NULLIF(COUNT(DISTINCT f.customerNumber), 0)',
  ],
  [{ by: ['country'], show: ['average_per_month'] }, 'SUM(f.orderAmount)'],
  [
    { by: ['country'], measure: ['orders'], show: ['average_per_month'] },
    "COUNT(DISTINCT CASE WHEN date_trunc('month', f.orderDate) IS NOT NULL AND f.orderNumber IS NOT NULL THEN ROW(date_trunc('month', f.orderDate), f.orderNumber) END)",
  ],
])('planAsShown() of %j computes %s', (values, sql) => expect(measureSql(planAsShown(planIn(values)))).toEqual([sql]));

test('planAsShown() ranks and keeps rows by what is shown', () => {
  const { rank, thresholds } = planAsShown(
    planIn({ by: ['country'], show: ['average_per_customer'], top: ['3'], over: ['100'] }),
  );
  expect([rank!.by.choice.sql, thresholds[0]!.measure.choice.sql]).toEqual(
    Array(2).fill('CAST(SUM(f.orderAmount) AS double) / NULLIF(COUNT(DISTINCT f.customerNumber), 0)'),
  );
});

test.each([
  [{ by: ['month'], show: ['running_total'], top: ['3'] }, 'months cannot be ranked by a running total'],
  [{ by: ['month'], show: ['change'], top: ['3'] }, 'months cannot be ranked by their change'],
  [{ by: ['month'], show: ['running_total'], over: ['3'] }, 'rows are not kept by a running total'],
  [
    { by: ['month'], split: ['country'], show: ['share'], over: ['0.1'] },
    'a limit on a share or a change needs one grouping: ask by one thing',
  ],
  [
    { by: ['country'], measure: ['margin_rate'], show: ['average_per_customer'] },
    'margin rate has no average per customer: ask for it as it is',
  ],
])('planAsShown() refuses %j', (values, sentence) => expect(() => planAsShown(planIn(values))).toThrow(sentence));

test.each([
  [{ show: ['average_per_month'], period: ['2025'] }, '12'],
  [{ show: ['average_per_customer'], period: ['2025'] }, undefined],
  [{ period: ['2025'] }, undefined],
])('thresholdDivisor() of %j → %s', (values, expected) => expect(thresholdDivisor(planIn(values))).toBe(expected));

test('thresholdDivisor() needs a period that begins', () =>
  expect(() => thresholdDivisor(planIn({ show: ['average_per_month'], period: ['all time'] }))).toThrow(
    'a limit on an average per month needs a period that begins',
  ));

test('isChange(show)', () =>
  expect(
    [['change'], ['change_last_year'], ['share'], undefined].map((show) =>
      isChange(planIn({ by: ['month'], ...(show && { show }) }).show),
    ),
  ).toEqual([true, true, false, false]));

test('refuseRatio() lets through what can be added up', () => {
  const [sales, rate] = planIn({ measure: ['sales', 'margin_rate'] }).measures;
  expect(() => refuseRatio(sales!, 'a share')).not.toThrow();
  expect(() => refuseRatio(rate!, 'a share')).toThrow('margin rate has no share: ask for it as it is');
});
