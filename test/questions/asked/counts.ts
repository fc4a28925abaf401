import type { Question } from '../question.ts';

import { answer, asks, either } from '../question.ts';

/** How many, number of, count. */
export const COUNTS: readonly Question[] = [
  answer('how many orders in 2024', asks('orders', { period: '2024' })),
  answer('How many orders did we take in May 2025?', asks('orders', { period: '2025-05' })),
  answer('number of orders per month this year', asks('orders', { by: 'month', period: '2025' })),
  answer('count of orders by country 2023', asks('orders', { by: 'country', period: '2023' })),
  answer('order count by customer in 2024', asks('orders', { by: 'customer', period: '2024' })),
  answer('how many customers do we have?', asks('customers')),
  answer('how many customers ordered in 2024', asks('customers', { period: '2024' })),
  answer('How many different customers bought something last month?', asks('customers', { period: '2025-05' })),
  answer('number of customers in France 2024', asks('customers', { in: { country: 'France' }, period: '2024' })),
  answer('count distinct customers by product line 2024', asks('customers', { by: 'product line', period: '2024' })),
  answer('unique buyers per quarter since 2023', asks('customers', { by: 'quarter', period: '2023..2025' })),
  answer('customers per city in 2024', asks('customers', { by: 'city', period: '2024' })),
  answer('How many clients are there in Norway?', asks('customers', { in: { country: 'Norway' } })),
  answer(
    'how many products have we sold in 2023',
    asks('products', { period: '2023' }),
    asks('units', { period: '2023' }),
  ),
  answer(
    'how many different products did Best Buys Ltd buy in 2024',
    asks('products', { in: { customer: 'Best Buys Ltd' }, period: '2024' }),
  ),
  answer('number of products per vendor 2024', asks('products', { by: 'vendor', period: '2024' })),
  answer('how many product lines are sold in Germany', asks('product lines', { in: { country: 'Germany' } })),
  answer('How many countries do we sell to?', asks('countries')),
  answer('how many countries did we sell to in 2022', asks('countries', { period: '2022' })),
  answer('number of cities per country in 2024', asks('cities', { by: 'country', period: '2024' })),
  answer('in how many cities do we have customers', asks('cities')),
  answer(
    'how many vendors supply Puzzles in 2024',
    asks('vendors', { in: { 'product line': 'Puzzles' }, period: '2024' }),
  ),
  answer('how many units went to Japan in 2024', asks('units', { in: { country: 'Japan' }, period: '2024' })),
  answer(
    'how many pieces of the School Bus did we sell last year?',
    asks('units', { in: { product: 'School Bus' }, period: '2024' }),
  ),
  answer(
    'How many Trains were sold in Q1 2025?',
    asks('units', { in: { 'product line': 'Trains' }, period: '2025-Q1' }),
  ),
  answer('how many orders has Smith & Sons placed', asks('orders', { in: { customer: 'Smith & Sons' } })),
  answer("count O'Brien Toys orders 2023", asks('orders', { in: { customer: "O'Brien Toys" }, period: '2023' })),
  answer(
    'how many sales did we have in Spain in 2024',
    asks('orders', { in: { country: 'Spain' }, period: '2024' }),
    asks('sales', { in: { country: 'Spain' }, period: '2024' }),
  ),
  answer('total number of orders 2023', asks('orders', { period: '2023' })),
  answer('total units sold 2023', asks('units', { period: '2023' })),
  answer(
    'order volume by month 2024',
    asks('orders', { by: 'month', period: '2024' }),
    asks('units', { by: 'month', period: '2024' }),
    asks('sales', { by: 'month', period: '2024' }),
  ),
  answer('how much did we sell in 2024', asks('sales', { period: '2024' }), asks('units', { period: '2024' })),
  answer(
    'How much money did we make from Trucks & Buses in 2024?',
    asks('sales', { in: { 'product line': 'Trucks & Buses' }, period: '2024' }),
    asks('margin', { in: { 'product line': 'Trucks & Buses' }, period: '2024' }),
  ),
  either('how many states 2024', ['states'], asks('states', { period: '2024' })),
  either(
    'customers 2024',
    ['customers'],
    asks('customers', { period: '2024' }),
    asks('customers', { by: 'country', period: '2024' }),
    asks('sales', { by: 'customer', period: '2024' }),
  ),
  answer(
    'how many orders came in on weekends in 2024',
    asks('orders', { in: { weekday: ['Saturday', 'Sunday'] }, period: '2024' }),
  ),
  answer(
    'how many orders with the product 1969 Speedster in 2024?',
    asks('orders', { in: { product: '1969 Speedster' }, period: '2024' }),
  ),
  answer(
    'How many orders were placed between 1 February and 15 March 2025?',
    asks('orders', { period: '2025-02-01..2025-03-15' }),
  ),
];
