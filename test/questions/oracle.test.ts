import { expect, test } from 'vitest';

import type { Reading } from './question.ts';

import { differenceOf } from './match.ts';
import { answerOf } from './oracle.ts';
import { asks } from './question.ts';
import { joinStar } from './star.ts';

const table = (columns: string, ...rows: readonly string[]) =>
  rows.map(
    (row) =>
      new Map(
        row.split(',').flatMap((cell, index) => (cell === '' ? [] : [[columns.split(',')[index]!, cell] as const])),
      ),
  );

const lines = joinStar({
  fact_orders: table(
    'orderNumber,productCode,customerNumber,postalCode,orderDate,quantityOrdered,orderAmount',
    '1,A,10,P1,2024-01-05,2,100',
    '1,B,10,P1,2024-01-05,1,50',
    '2,A,11,P2,2024-02-01,4,200',
    '3,B,10,,2024-02-10,3,150',
    '4,C,12,P3,2025-01-20,5,30',
  ),
  dim_products: table('productCode,productName,productLine,buyPrice', 'A,Apple,Fruit,20', 'B,Beet,Roots  ,10'),
  dim_locations: table('postalCode,city,country', 'P1,Oslo,Norway', 'P2,Bergen,Norway  ', 'P3,,Spain'),
  dim_customers: table('customerNumber,customerName', '10,Ann', '11,Bob', '12,Cy'),
});

/** What the numbers of these five lines must be, worked out by hand. */
test.each<[string, Reading, unknown]>([
  ['a total', asks('sales', { period: '2024' }), [[500]]],
  [
    'values are trimmed, a missing one is Unknown',
    asks('sales', { by: 'country', period: '2024' }),
    [
      ['Norway', 350],
      ['Unknown', 150],
    ],
  ],
  ['distinct counts', asks('orders + customers + cities', { period: 'all' }), [[4, 3, 2]]],
  [
    'margin lacks what has no price',
    asks('margin + margin rate', { by: 'product', period: 'all' }),
    [
      ['Apple', 180, 0.6],
      ['Beet', 160, 0.8],
      ['Unknown', null, null],
    ],
  ],
  ['what is not Norway includes Unknown', asks('orders', { not: { country: 'Norway' }, period: '2024' }), [[1]]],
  [
    'top of a dimension, all months',
    asks('sales', { by: 'month', split: 'product', of: 'product', top: 1, period: '2024' }),
    [
      ['2024-01-01', 'Apple', 100],
      ['2024-02-01', 'Apple', 200],
    ],
  ],
  [
    'top within',
    asks('sales', { by: 'product', split: 'customer', of: 'product', within: 'customer', bottom: 1, period: '2024' }),
    [
      ['Apple', 'Ann', 100],
      ['Apple', 'Bob', 200],
    ],
  ],
  [
    'a threshold',
    asks('units', { by: 'customer', having: [{ measure: 'sales', over: 250 }], period: 'all' }),
    [['Ann', 6]],
  ],
  [
    'a share of what the filters leave',
    asks('sales', { by: 'product', top: 1, in: { country: 'Norway' }, period: '2024', show: 'share' }),
    [['Apple', 300 / 350]],
  ],
  ['a share of all', asks('sales', { in: { country: 'Norway' }, period: '2024', show: 'share of all' }), [[0.7]]],
  [
    'a running total',
    asks('orders', { by: 'month', period: '2024', show: 'running total' }),
    [
      ['2024-01-01', 1],
      ['2024-02-01', 3],
    ],
  ],
  [
    'a change, from before the period',
    asks('sales', { by: 'month', period: '2024-02', show: 'change' }),
    [['2024-02-01', 200]],
  ],
  [
    'a change against last year',
    asks('sales', { by: 'year', period: '2025', show: 'change rate last year' }),
    [['2025-01-01', -0.94]],
  ],
  [
    'an average per month, of 14 days of June',
    asks('sales', { period: '2025', show: { per: 'month' } }),
    [[expect.closeTo(30 / (5 + 14 / 30), 9)]],
  ],
  [
    'customers count in each month',
    asks('customers', { period: '2024', show: { per: 'month' } }),
    [[expect.closeTo(3 / 12, 9)]],
  ],
  ['products of each order', asks('products', { period: '2024', show: { per: 'orders' } }), [[4 / 3]]],
  ['an average per customer', asks('sales', { period: '2024', show: { per: 'customers' } }), [[250]]],
  [
    'another period beside',
    asks('units', { by: 'customer', period: '2025', against: '2024' }),
    [
      ['Ann', null, 6],
      ['Bob', null, 4],
      ['Cy', 5, null],
    ],
  ],
  [
    'weekdays',
    asks('orders', { by: 'weekday', in: { weekday: ['Saturday', 'Friday'] }, period: '2024' }),
    [
      ['Friday', 1],
      ['Saturday', 1],
    ],
  ],
  [
    'weeks begin on Monday',
    asks('orders', { by: 'week', period: '2024-01..2024-02' }),
    [
      ['2024-01-01', 1],
      ['2024-01-29', 1],
      ['2024-02-05', 1],
    ],
  ],
])('%s', (_, ask, rows) => {
  expect(answerOf(lines, { period: 'all', ...ask }, { today: '2025-06-15' }).rows).toEqual(rows);
});

const wanted = answerOf(
  lines,
  { ...asks('sales', { by: 'country' }), period: '2024' },
  {
    today: '2025-06-15',
  },
);

const columns = [{ name: 'Sales' }, { name: 'Country' }];

test.each<[string, readonly (readonly (string | null)[])[], RegExp | undefined]>([
  [
    'the same',
    [
      ['350.0', 'Norway'],
      ['150.00', null],
    ],
    undefined,
  ],
  [
    'an empty row more',
    [
      ['350', 'Norway'],
      ['150', 'Unknown'],
      [null, 'Peru'],
    ],
    undefined,
  ],
  [
    'another number',
    [
      ['351', 'Norway'],
      ['150', 'Unknown'],
    ],
    /351, not 350/,
  ],
  [
    'a row more',
    [
      ['350', 'Norway'],
      ['150', 'Unknown'],
      ['7', 'Peru'],
    ],
    /not asked for/,
  ],
  ['a row less', [['350', 'Norway']], /lacks/],
  ['no rows', [], /no rows/],
])('an answer with %s', (_, rows, difference) => {
  const found = differenceOf(wanted, { columns, rows });
  if (difference) expect(found).toMatch(difference);
  else expect(found).toBeUndefined();
});

test('a first place is the first place of the ranking', () => {
  expect(differenceOf(wanted, { columns, rows: [['350', 'Norway']] }, { first: 'highest' })).toBeUndefined();
  expect(differenceOf(wanted, { columns, rows: [['150', 'Unknown']] }, { first: 'highest' })).toMatch(/place 1/);
});
