import type { Question } from '../question.ts';

import { answer, asks, refuse } from '../question.ts';

/** Averages, shares and changes that rows are ranked by and compared with; and lists, days and words of doing. */
export const SHOWN: readonly Question[] = [
  answer('average number of products per order 2024', asks('products', { period: '2024', show: { per: 'orders' } })),
  answer('products per order 2024', asks('products', { period: '2024', show: { per: 'orders' } })),
  answer('average customers per month 2024', asks('customers', { period: '2024', show: { per: 'month' } })),
  answer('customers per month on average in 2024', asks('customers', { period: '2024', show: { per: 'month' } })),
  answer(
    'average monthly customers by country 2024',
    asks('customers', { by: 'country', period: '2024', show: { per: 'month' } }),
  ),
  answer(
    'average number of product lines per customer 2024',
    asks('product lines', { period: '2024', show: { per: 'customers' } }),
  ),
  answer(
    'top 3 countries by average sales per customer 2024',
    asks('sales', { by: 'country', period: '2024', top: 3, show: { per: 'customers' } }),
  ),
  answer(
    'bottom 2 product lines by average units per order 2024',
    asks('units', { by: 'product line', period: '2024', bottom: 2, show: { per: 'orders' } }),
  ),
  answer(
    'countries with average monthly sales over 1500 in 2024',
    asks('sales', {
      by: 'country',
      period: '2024',
      having: [{ measure: 'sales', over: 1500 }],
      show: { per: 'month' },
    }),
  ),
  answer(
    'countries with more than 3 orders per customer 2024',
    asks('orders', {
      by: 'country',
      period: '2024',
      having: [{ measure: 'orders', over: 3 }],
      show: { per: 'customers' },
    }),
  ),
  answer(
    'product lines with more than 20% of sales 2024',
    asks('sales', { by: 'product line', period: '2024', having: [{ measure: 'sales', over: 0.2 }], show: 'share' }),
  ),
  answer(
    'countries with a share of orders below 10% in 2024',
    asks('orders', { by: 'country', period: '2024', having: [{ measure: 'orders', under: 0.1 }], show: 'share' }),
  ),
  answer('sales between 5 and 20 March 2024', asks('sales', { period: '2024-03-05..2024-03-20' })),
  answer('orders 1-15 November 2024 by day', asks('orders', { by: 'day', period: '2024-11-01..2024-11-15' })),
  answer('sales in Jan, Feb and March 2024', asks('sales', { period: '2024-01..2024-03' })),
  answer('sales 2023 - 2024 by year', asks('sales', { by: 'year', period: '2023..2024' })),
  answer(
    'sales, units, orders, customers by country 2024',
    asks('sales + units + orders + customers', { by: 'country', period: '2024' }),
  ),
  answer(
    'sales units orders margin by quarter 2024',
    asks('sales + units + orders + margin', { by: 'quarter', period: '2024' }),
  ),
  answer('list customers by country 2024', asks('sales', { by: 'customer', split: 'country', period: '2024' })),
  answer(
    'how many different products did each customer order in 2024',
    asks('products', { by: 'customer', period: '2024' }),
  ),
  answer('how many customers placed an order in 2024', asks('customers', { period: '2024' })),
  answer(
    'how many orders did customers in Norway place in 2024',
    asks('orders', { in: { country: 'Norway' }, period: '2024' }),
  ),
  answer('total revenue from customers in Norway 2024', asks('sales', { in: { country: 'Norway' }, period: '2024' })),
  answer('what % of sales is margin in 2024', asks('margin rate', { period: '2024' })),
  answer('avg order value by month 2024', asks('average order', { by: 'month', period: '2024' })),
  answer('most profitable vendor 2024', asks('margin', { by: 'vendor', period: '2024', first: 'highest' })),
  answer('rank countries by total units 2024', asks('units', { by: 'country', period: '2024' })),
  answer('by what percentage did sales grow between 2023 and 2024', asks('sales', { period: '2024', against: '2023' })),
  answer('difference between orders in 2023 and 2024', asks('orders', { period: '2024', against: '2023' })),
  answer(
    'which country grew most from 2023 to 2024',
    asks('sales', { by: 'country', period: '2024', against: '2023', top: 10, isByChange: true }),
  ),
  refuse('countries with sales over 10% in 2024', '10%'),
  refuse('cumulative share of sales by month 2024', 'running total'),
  refuse('total and average sales by country 2024', 'average'),
  refuse('when did we sell the most', 'when'),
  refuse('sales in North Norway', 'North'),
  refuse('units/orders 2024', 'units/orders'),
];
