import { expect, test } from 'vitest';

import { layeredOrder, naturalOrderSql, plainOrder } from '../../../src/answer/dataset/dataset-order.ts';
import { planIn } from '../../support/dataset-plan.ts';

test.each([
  [{ by: ['country'] }, '2 DESC NULLS LAST, 1'],
  [{ by: ['month'] }, '1'],
  [{ by: ['weekday'] }, 'MIN(day_of_week(f.orderDate))'],
  [{ by: ['country'], sort: ['ascending'] }, '2 ASC NULLS LAST, 1'],
  [{ by: ['month'], split: ['country'] }, '1, 2'],
  [{ by: ['country'], top: ['5'] }, 'SUM(f.orderAmount) DESC NULLS LAST, 1'],
  [{ by: ['country'], bottom: ['5'] }, 'SUM(f.orderAmount) ASC NULLS LAST, 1'],
])('plainOrder() of %j → %s', (values, expected) => expect(plainOrder(planIn(values))).toBe(expected));

test.each([
  [{ by: ['country'] }, '2 DESC NULLS LAST, g.d1'],
  [{ by: ['month'], split: ['country'] }, 'g.d1, g.d2'],
  [{ by: ['country'], split: ['month'] }, 'g.d2, g.d1'],
  [{ by: ['product'], split: ['vendor'], within: ['vendor'], top: ['1'] }, 'g.d2, 3 DESC NULLS LAST, g.d1, g.d2'],
  [{ by: ['country'], sort: ['name'] }, 'LOWER(g.d1), g.d1'],
])('layeredOrder() of %j → %s', (values, expected) => expect(layeredOrder(planIn(values))).toBe(expected));

test('naturalOrderSql() is of weekdays and months of any year alone', () => {
  const plan = planIn({ by: ['month_of_year'], split: ['country'] });
  expect(plan.groups.map((group) => naturalOrderSql(group, plan))).toEqual(['MIN(month(f.orderDate))', undefined]);
});

test.each([
  [{ measure: ['orders', 'sales'], sort: ['descending'], rank_by: ['sales'] }, '3 DESC NULLS LAST, 1'],
  [{ measure: ['orders', 'sales'], sort: ['ascending'] }, '2 ASC NULLS LAST, 1'],
])('plainOrder() of %j sorts by the measure that was named', (values, order) =>
  expect(plainOrder(planIn({ by: ['country'], ...values }))).toBe(order),
);

test('layeredOrder() counts the columns that stand beside each measure', () =>
  expect(
    layeredOrder(
      planIn({
        by: ['country'],
        measure: ['orders', 'sales'],
        show: ['with_share'],
        sort: ['descending'],
        rank_by: ['sales'],
      }),
    ),
  ).toBe('4 DESC NULLS LAST, g.d1'));
