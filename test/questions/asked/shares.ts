import type { Question } from '../question.ts';

import { answer, asks, either } from '../question.ts';

/** Percentages, averages, ratios, running totals and growth. */
export const SHARES: readonly Question[] = [
  answer(
    'what percentage of sales comes from France in 2024',
    asks('sales', { in: { country: 'France' }, period: '2024', show: 'share of all' }),
    asks('sales', { by: 'country', in: { country: 'France' }, period: '2024', show: 'share of all' }),
  ),
  answer('share of sales by country 2024', asks('sales', { by: 'country', period: '2024', show: 'share' })),
  answer('% of revenue by product line 2023', asks('sales', { by: 'product line', period: '2023', show: 'share' })),
  answer(
    'What percent of our profit did each vendor bring in 2024?',
    asks('margin', { by: 'vendor', period: '2024', show: 'share' }),
  ),
  answer('percentage of orders per weekday 2024', asks('orders', { by: 'weekday', period: '2024', show: 'share' })),
  answer(
    'how much of our revenue is Trains, in percent, 2024',
    asks('sales', { in: { 'product line': 'Trains' }, period: '2024', show: 'share of all' }),
    asks('sales', { by: 'product line', in: { 'product line': 'Trains' }, period: '2024', show: 'share of all' }),
  ),
  answer(
    "Best Buys Ltd's share of total sales in 2024",
    asks('sales', { in: { customer: 'Best Buys Ltd' }, period: '2024', show: 'share of all' }),
    asks('sales', { by: 'customer', in: { customer: 'Best Buys Ltd' }, period: '2024', show: 'share of all' }),
  ),
  answer(
    'share of each product line in the sales of Germany 2024',
    asks('sales', { by: 'product line', in: { country: 'Germany' }, period: '2024', show: 'share' }),
  ),
  answer(
    'top 3 customers as share of sales 2024',
    asks('sales', { by: 'customer', period: '2024', top: 3, show: 'share' }),
  ),
  answer(
    'contribution of each country to total margin 2023 in %',
    asks('margin', { by: 'country', period: '2023', show: 'share' }),
  ),
  answer('gross margin % 2024', asks('margin rate', { period: '2024' })),
  answer('profit margin by country 2024', asks('margin rate', { by: 'country', period: '2024' })),
  answer('margin rate by month 2024', asks('margin rate', { by: 'month', period: '2024' })),
  answer(
    'What was our margin percentage on Sailing Ships in 2024?',
    asks('margin rate', { in: { 'product line': 'Sailing Ships' }, period: '2024' }),
  ),
  answer('margin and margin rate per vendor 2024', asks('margin + margin rate', { by: 'vendor', period: '2024' })),
  answer('average order value 2024', asks('average order', { period: '2024' })),
  answer('average order by country 2024', asks('average order', { by: 'country', period: '2024' })),
  answer(
    'What is the mean order value per customer in 2023?',
    asks('average order', { by: 'customer', period: '2023' }),
  ),
  answer('avg basket by quarter 2024', asks('average order', { by: 'quarter', period: '2024' })),
  answer('average sales per month 2024', asks('sales', { period: '2024', show: { per: 'month' } })),
  answer('average orders per week in 2024', asks('orders', { period: '2024', show: { per: 'week' } })),
  answer(
    'How many orders do we get per day on average in 2024?',
    asks('orders', { period: '2024', show: { per: 'day' } }),
  ),
  answer(
    'average monthly margin by product line 2024',
    asks('margin', { by: 'product line', period: '2024', show: { per: 'month' } }),
  ),
  answer('average quarterly revenue 2023', asks('sales', { period: '2023', show: { per: 'quarter' } })),
  answer(
    'sales per customer 2024',
    asks('sales', { period: '2024', show: { per: 'customers' } }),
    asks('sales', { by: 'customer', period: '2024' }),
  ),
  answer('average revenue per customer 2024', asks('sales', { period: '2024', show: { per: 'customers' } })),
  answer(
    'average sales per customer by country 2024',
    asks('sales', { by: 'country', period: '2024', show: { per: 'customers' } }),
  ),
  answer(
    'average number of orders per customer in 2024',
    asks('orders', { period: '2024', show: { per: 'customers' } }),
  ),
  answer('units per order by month 2024', asks('units', { by: 'month', period: '2024', show: { per: 'orders' } })),
  answer('average units per order 2024', asks('units', { period: '2024', show: { per: 'orders' } })),
  answer('profit per order 2023', asks('margin', { period: '2023', show: { per: 'orders' } })),
  either(
    'average sales per country 2024',
    ['average'],
    asks('sales', { period: '2024', show: { per: 'countries' } }),
    asks('average order', { by: 'country', period: '2024' }),
  ),
  either(
    'average sales 2024',
    ['average'],
    asks('average order', { period: '2024' }),
    asks('sales', { period: '2024', show: { per: 'month' } }),
  ),
  answer('running total of sales by month 2024', asks('sales', { by: 'month', period: '2024', show: 'running total' })),
  either(
    'cumulative orders per week this year',
    ['orders'],
    asks('orders', { by: 'week', period: '2025', show: 'running total' }),
  ),
  answer('cumulative profit 2023 by quarter', asks('margin', { by: 'quarter', period: '2023', show: 'running total' })),
  answer(
    'running total of revenue by month and country for 2024',
    asks('sales', { by: 'month', split: 'country', period: '2024', show: 'running total' }),
  ),
  answer(
    'month over month sales growth 2024',
    asks('sales', { by: 'month', period: '2024', show: 'change rate' }),
    asks('sales', { by: 'month', period: '2024', show: 'change' }),
  ),
  answer(
    'MoM change in orders 2024',
    asks('orders', { by: 'month', period: '2024', show: 'change' }),
    asks('orders', { by: 'month', period: '2024', show: 'change rate' }),
  ),
  answer(
    'quarter over quarter revenue growth 2023',
    asks('sales', { by: 'quarter', period: '2023', show: 'change rate' }),
    asks('sales', { by: 'quarter', period: '2023', show: 'change' }),
  ),
  answer(
    'yoy growth by month 2024',
    asks('sales', { by: 'month', period: '2024', show: 'change rate last year' }),
    asks('sales', { by: 'month', period: '2024', show: 'change last year' }),
    asks('sales', { by: 'month', period: '2024', against: '2023' }),
  ),
  answer(
    'How did profit grow from quarter to quarter in 2024?',
    asks('margin', { by: 'quarter', period: '2024', show: 'change rate' }),
    asks('margin', { by: 'quarter', period: '2024', show: 'change' }),
  ),
  either(
    'by how much did sales change each month in 2024',
    ['change'],
    asks('sales', { by: 'month', period: '2024', show: 'change' }),
    asks('sales', { by: 'month', period: '2024', show: 'change rate' }),
  ),
  answer(
    'what fraction of 2024 sales did March generate',
    asks('sales', { in: { 'month of the year': 'March' }, period: '2024', show: 'share of all' }),
    asks('sales', { by: 'month', period: '2024', show: 'share' }),
    asks('sales', { in: { city: 'March' }, period: '2024', show: 'share of all', says: ['city'] }),
  ),
  answer(
    'percentage of revenue from the 3 biggest customers 2024',
    asks('sales', { by: 'customer', period: '2024', top: 3, show: 'share' }),
  ),
];
