import type { Question } from '../question.ts';

import { answer, asks, either } from '../question.ts';

/** Which, what or who is first or last; top and bottom; sorted lists. */
export const RANKINGS: readonly Question[] = [
  answer(
    'which country has the highest sales in 2024',
    asks('sales', { by: 'country', period: '2024', first: 'highest' }),
  ),
  answer(
    'Which countries brought in the most revenue last year?',
    asks('sales', { by: 'country', period: '2024', first: 'highest' }),
  ),
  answer(
    'what is the best selling product line of 2023',
    asks('sales', { by: 'product line', period: '2023', first: 'highest' }),
    asks('units', { by: 'product line', period: '2023', first: 'highest' }),
  ),
  answer('who is our biggest customer 2024', asks('sales', { by: 'customer', period: '2024', first: 'highest' })),
  answer(
    'Who bought the most in Q1 2025?',
    asks('sales', { by: 'customer', period: '2025-Q1', first: 'highest' }),
    asks('units', { by: 'customer', period: '2025-Q1', first: 'highest' }),
  ),
  answer(
    'which customer placed the most orders in 2024',
    asks('orders', { by: 'customer', period: '2024', first: 'highest' }),
  ),
  answer(
    'which customers placed the fewest orders in 2023',
    asks('orders', { by: 'customer', period: '2023', first: 'lowest' }),
  ),
  answer(
    'what product sold worst in 2024',
    asks('sales', { by: 'product', period: '2024', first: 'lowest' }),
    asks('units', { by: 'product', period: '2024', first: 'lowest' }),
  ),
  answer(
    'which month of 2024 was the strongest in sales',
    asks('sales', { by: 'month', period: '2024', first: 'highest' }),
    asks('sales', { by: 'month of the year', period: '2024', first: 'highest' }),
  ),
  answer(
    'In which month did we make the least profit in 2023?',
    asks('margin', { by: 'month', period: '2023', first: 'lowest' }),
    asks('margin', { by: 'month of the year', period: '2023', first: 'lowest' }),
  ),
  answer(
    'what weekday has the most orders in 2024',
    asks('orders', { by: 'weekday', period: '2024', first: 'highest' }),
  ),
  answer(
    'Which quarter had the highest margin in the years 2023 and 2024?',
    asks('margin', { by: 'quarter', period: '2023..2024', first: 'highest' }),
  ),
  answer(
    'which vendor earns us the most profit 2024',
    asks('margin', { by: 'vendor', period: '2024', first: 'highest' }),
  ),
  answer(
    'which product line has the best margin rate 2024',
    asks('margin rate', { by: 'product line', period: '2024', first: 'highest' }),
  ),
  answer(
    'lowest profit margin by product 2023, worst first',
    asks('margin rate', { by: 'product', period: '2023', first: 'lowest' }),
  ),
  answer(
    'which city orders the largest quantity? 2024',
    asks('units', { by: 'city', period: '2024', first: 'highest' }),
  ),
  answer(
    'Which country has the most customers in 2024?',
    asks('customers', { by: 'country', period: '2024', first: 'highest' }),
  ),
  answer(
    'which customer has the highest average order value in 2024',
    asks('average order', { by: 'customer', period: '2024', first: 'highest' }),
  ),
  answer('top 5 products 2024', asks('sales', { by: 'product', period: '2024', top: 5 })),
  answer('top three customers by profit in 2023', asks('margin', { by: 'customer', period: '2023', top: 3 })),
  answer(
    'Show the top 4 countries by number of orders in 2024',
    asks('orders', { by: 'country', period: '2024', top: 4 }),
  ),
  answer(
    'top 3 product lines by units in Germany 2023',
    asks('units', { by: 'product line', in: { country: 'Germany' }, period: '2023', top: 3 }),
  ),
  answer('bottom 5 products by revenue 2024', asks('sales', { by: 'product', period: '2024', bottom: 5 })),
  answer('the two worst vendors by margin in 2023', asks('margin', { by: 'vendor', period: '2023', bottom: 2 })),
  answer('5 smallest customers 2024', asks('sales', { by: 'customer', period: '2024', bottom: 5 })),
  answer('ten biggest customers last year', asks('sales', { by: 'customer', period: '2024', top: 10 })),
  answer(
    'top 3 countries by month 2024',
    asks('sales', { by: 'month', split: 'country', of: 'country', period: '2024', top: 3 }),
  ),
  answer(
    'monthly sales of the top 2 product lines in 2024',
    asks('sales', { by: 'month', split: 'product line', of: 'product line', period: '2024', top: 2 }),
  ),
  answer(
    'quarterly orders for our 3 best customers 2023',
    asks('orders', { by: 'quarter', split: 'customer', of: 'customer', period: '2023', top: 3 }),
    asks('orders', { by: 'quarter', split: 'customer', of: 'customer', period: '2023', top: 3, rankBy: 'sales' }),
  ),
  answer(
    'top 3 products by units with their sales 2024',
    asks('units + sales', { by: 'product', period: '2024', top: 3, rankBy: 'units' }),
  ),
  either(
    'top 2 customers in each country 2024',
    ['each', 'top'],
    asks('sales', { by: 'customer', split: 'country', of: 'customer', within: 'country', period: '2024', top: 2 }),
  ),
  either(
    'best product per vendor 2024',
    ['best', 'per'],
    asks('sales', { by: 'product', split: 'vendor', of: 'product', within: 'vendor', period: '2024', top: 1 }),
  ),
  answer('top 3 months 2024', asks('sales', { by: 'month', period: '2024', top: 3 })),
  answer('best day in 2024 for revenue', asks('sales', { by: 'day', period: '2024', first: 'highest' })),
  answer('worst weeks of 2024 by sales', asks('sales', { by: 'week', period: '2024', first: 'lowest' })),
  answer(
    'sales by country 2024 sorted by sales ascending',
    asks('sales', { by: 'country', period: '2024', order: { column: 'sales' } }),
  ),
  answer(
    'margin per product line 2024, highest to lowest',
    asks('margin', { by: 'product line', period: '2024', order: { column: 'margin', isDescending: true } }),
  ),
  answer(
    'orders by customer 2023 in alphabetical order',
    asks('orders', { by: 'customer', period: '2023', order: { column: 'customer' } }),
  ),
  answer(
    'list cities by units 2024 descending',
    asks('units', { by: 'city', period: '2024', order: { column: 'units', isDescending: true } }),
  ),
  answer('rank vendors by revenue 2024', asks('sales', { by: 'vendor', period: '2024', first: 'highest' })),
  answer('top customers 2024', asks('sales', { by: 'customer', period: '2024', first: 'highest' })),
  answer(
    'best performing countries by margin 2023',
    asks('margin', { by: 'country', period: '2023', first: 'highest' }),
  ),
  answer(
    'least popular products in 2024 by quantity',
    asks('units', { by: 'product', period: '2024', first: 'lowest' }),
  ),
  answer(
    'Where do we sell the most puzzles? 2024',
    asks('sales', { by: 'country', in: { 'product line': 'Puzzles' }, period: '2024', first: 'highest' }),
    asks('units', { by: 'country', in: { 'product line': 'Puzzles' }, period: '2024', first: 'highest' }),
    asks('sales', { by: 'city', in: { 'product line': 'Puzzles' }, period: '2024', first: 'highest' }),
  ),
  answer(
    'highest margin customers in France 2024',
    asks('margin', { by: 'customer', in: { country: 'France' }, period: '2024', first: 'highest' }),
    asks('margin rate', { by: 'customer', in: { country: 'France' }, period: '2024', first: 'highest' }),
  ),
  answer(
    'Which of our customers spent the most on Roadsters during 2024?',
    asks('sales', { by: 'customer', in: { 'product line': 'Roadsters' }, period: '2024', first: 'highest' }),
  ),
  answer(
    'what were the top 5 products in terms of profit last quarter',
    asks('margin', { by: 'product', period: '2025-Q1', top: 5 }),
  ),
  answer(
    'who ordered the Viking Longboat most often in 2024',
    asks('orders', { by: 'customer', in: { product: 'Viking Longboat' }, period: '2024', first: 'highest' }),
  ),
];
