import type { Question } from '../question.ts';

import { answer, asks, either, refuse } from '../question.ts';

/** Questions as they are typed in a hurry, from the side, or in the words of another tool. */
export const COLLOQUIAL: readonly Question[] = [
  answer('biggest spenders 2024', asks('sales', { by: 'customer', period: '2024', first: 'highest' })),
  answer(
    'Who are our three best clients by profit in 2024?',
    asks('margin', { by: 'customer', period: '2024', top: 3 }),
  ),
  answer(
    'which line makes us the most money 2023',
    asks('sales', { by: 'product line', period: '2023', first: 'highest' }),
    asks('margin', { by: 'product line', period: '2023', first: 'highest' }),
  ),
  answer('revenue, month by month, 2024', asks('sales', { by: 'month', period: '2024' })),
  answer(
    '2024 quarterly revenue per country',
    asks('sales', { by: 'quarter', split: 'country', period: '2024' }),
    asks('sales', { by: 'country', split: 'quarter', period: '2024' }),
  ),
  answer('select sum of sales group by country where year = 2024', asks('sales', { by: 'country', period: '2024' })),
  answer('country-wise sales 2024', asks('sales', { by: 'country', period: '2024' })),
  answer('sales (by city) for Norway, 2024', asks('sales', { by: 'city', in: { country: 'Norway' }, period: '2024' })),
  answer('SALES BY VENDOR 2024', asks('sales', { by: 'vendor', period: '2024' })),
  answer('Sales by Product Line, Jan 2025', asks('sales', { by: 'product line', period: '2025-01' })),
  answer('orders jan-mar 2025 by month', asks('orders', { by: 'month', period: '2025-01..2025-03' })),
  answer('how many orders in Q1?', asks('orders', { period: '2025-Q1' })),
  answer('sales for the first quarter', asks('sales', { period: '2025-Q1' })),
  answer(
    'how many orders did London and Reading place in 2024',
    asks('orders', { in: { city: ['London', 'Reading'] }, period: '2024' }),
    asks('orders', { by: 'city', in: { city: ['London', 'Reading'] }, period: '2024' }),
  ),
  answer(
    'London vs Reading orders by quarter 2024',
    asks('orders', { by: 'quarter', split: 'city', in: { city: ['London', 'Reading'] }, period: '2024' }),
  ),
  answer(
    'are Trains or Roadsters more profitable? 2024',
    asks('margin', { by: 'product line', in: { 'product line': ['Trains', 'Roadsters'] }, period: '2024' }),
    asks('margin rate', { by: 'product line', in: { 'product line': ['Trains', 'Roadsters'] }, period: '2024' }),
  ),
  answer(
    'number of customers who ordered Trains in 2024',
    asks('customers', { in: { 'product line': 'Trains' }, period: '2024' }),
  ),
  answer(
    'how many of our customers are in the USA? 2024',
    asks('customers', { in: { country: 'USA' }, period: '2024' }),
  ),
  answer(
    'how many countries buy Sailing Ships, all time',
    asks('countries', { in: { 'product line': 'Sailing Ships' }, period: 'all' }),
  ),
  answer(
    'number of different vendors and products per product line 2024',
    asks('vendors + products', { by: 'product line', period: '2024' }),
  ),
  answer(
    'orders and average order value by country for 2024, top 5 by orders',
    asks('orders + average order', { by: 'country', period: '2024', top: 5, rankBy: 'orders' }),
  ),
  answer(
    'top 5 countries by sales with number of customers and orders 2024',
    asks('sales + customers + orders', { by: 'country', period: '2024', top: 5, rankBy: 'sales' }),
  ),
  answer(
    'the 3 products with the lowest margin rate in 2024',
    asks('margin rate', { by: 'product', period: '2024', bottom: 3 }),
  ),
  answer(
    'top 10 customers in Germany and Norway by revenue in 2024',
    asks('sales', { by: 'customer', in: { country: ['Germany', 'Norway'] }, period: '2024', top: 10 }),
  ),
  answer(
    'our top 5 cities excluding London in 2024',
    asks('sales', { by: 'city', not: { city: 'London' }, period: '2024', top: 5 }),
  ),
  answer(
    'products selling more than 100 units in 2024',
    asks('units', { by: 'product', having: [{ measure: 'units', over: 100 }], period: '2024' }),
  ),
  answer(
    'customers that spent less than 3k last year',
    asks('sales', { by: 'customer', having: [{ measure: 'sales', under: 3000 }], period: '2024' }),
  ),
  answer(
    'product lines with profit of at least 10,000 in 2023',
    asks('margin', { by: 'product line', having: [{ measure: 'margin', atLeast: 10_000 }], period: '2023' }),
  ),
  answer(
    'countries with more than 2 customers in 2024',
    asks('customers', { by: 'country', having: [{ measure: 'customers', over: 2 }], period: '2024' }),
    asks('sales', { by: 'country', having: [{ measure: 'customers', over: 2 }], period: '2024' }),
  ),
  answer(
    'share of revenue: Norway, 2024',
    asks('sales', { in: { country: 'Norway' }, period: '2024', show: 'share of all' }),
    asks('sales', { by: 'country', in: { country: 'Norway' }, period: '2024', show: 'share of all' }),
  ),
  answer(
    "what's Acme Works' share of units in 2024",
    asks('units', { in: { vendor: 'Acme Works' }, period: '2024', show: 'share of all' }),
    asks('units', { by: 'vendor', in: { vendor: 'Acme Works' }, period: '2024', show: 'share of all' }),
  ),
  answer(
    'how many percent of orders come from Paris 2024',
    asks('orders', { in: { city: 'Paris' }, period: '2024', show: 'share of all' }),
    asks('orders', { by: 'city', in: { city: 'Paris' }, period: '2024', show: 'share of all' }),
  ),
  answer(
    'sales mix by product line, 2024, in percent',
    asks('sales', { by: 'product line', period: '2024', show: 'share' }),
  ),
  answer(
    'what share of sales does each city in Norway have, 2024',
    asks('sales', { by: 'city', in: { country: 'Norway' }, period: '2024', show: 'share' }),
  ),
  answer(
    'average number of units per order by product line 2024',
    asks('units', { by: 'product line', period: '2024', show: { per: 'orders' } }),
  ),
  answer(
    'average weekly sales in Norway in 2024',
    asks('sales', { in: { country: 'Norway' }, period: '2024', show: { per: 'week' } }),
  ),
  answer(
    'on average, how much does a customer spend per year? 2024',
    asks('sales', { period: '2024', show: { per: 'customers' } }),
  ),
  answer(
    'monthly average of orders by country 2024',
    asks('orders', { by: 'country', period: '2024', show: { per: 'month' } }),
  ),
  answer(
    'how big is the average order in France 2024',
    asks('average order', { in: { country: 'France' }, period: '2024' }),
  ),
  answer(
    'orders per customer by country 2024',
    asks('orders', { by: 'country', period: '2024', show: { per: 'customers' } }),
  ),
  answer(
    'accumulated sales over the months of 2024',
    asks('sales', { by: 'month', period: '2024', show: 'running total' }),
  ),
  answer(
    'year to date running total of margin by month',
    asks('margin', { by: 'month', period: '2025-01-01..2025-06-15', show: 'running total' }),
  ),
  answer(
    'how did revenue in Norway change from 2023 to 2024',
    asks('sales', { in: { country: 'Norway' }, period: '2024', against: '2023' }),
    asks('sales', { by: 'year', in: { country: 'Norway' }, period: '2023..2024' }),
  ),
  answer(
    'Q1 2025 against Q4 2024: orders by country',
    asks('orders', { by: 'country', period: '2025-Q1', against: '2024-Q4' }),
  ),
  answer(
    'sales last month compared to the same month last year',
    asks('sales', { period: '2025-05', against: '2024-05' }),
  ),
  answer(
    'year over year sales by product line for 2024',
    asks('sales', { by: 'product line', period: '2024', against: '2023' }),
  ),
  answer(
    'week over week orders in 2024',
    asks('orders', { by: 'week', period: '2024', show: 'change' }),
    asks('orders', { by: 'week', period: '2024', show: 'change rate' }),
  ),
  answer(
    'annual growth of revenue, all time',
    asks('sales', { by: 'year', period: 'all', show: 'change rate' }),
    asks('sales', { by: 'year', period: 'all', show: 'change' }),
  ),
  answer('sales on 29 February 2024', asks('sales', { period: '2024-02-29' })),
  answer('orders between 2024-03-01 and 2024-03-31 by day', asks('orders', { by: 'day', period: '2024-03' })),
  answer('revenue from 01.04.2024 to 30.06.2024', asks('sales', { period: '2024-Q2' })),
  answer(
    'sales for May and June 2024',
    asks('sales', { period: '2024-05..2024-06' }),
    asks('sales', { by: 'month', period: '2024-05..2024-06' }),
  ),
  answer('the last two quarters, sales by quarter', asks('sales', { by: 'quarter', period: '2024-10..2025-03' })),
  answer('margin for the past two years by quarter', asks('margin', { by: 'quarter', period: '2023..2024' })),
  answer(
    'How much did we sell on Saturdays in 2024?',
    asks('sales', { in: { weekday: 'Saturday' }, period: '2024' }),
    asks('units', { in: { weekday: 'Saturday' }, period: '2024' }),
  ),
  answer('busiest day of the week by orders 2024', asks('orders', { by: 'weekday', period: '2024', first: 'highest' })),
  answer(
    'which months are weakest, by sales, all time',
    asks('sales', { by: 'month', period: 'all', first: 'lowest' }),
    asks('sales', { by: 'month of the year', period: 'all', first: 'lowest' }),
  ),
  answer('Harbour Trading revenue 2024', asks('sales', { in: { customer: 'Harbour Trading' }, period: '2024' })),
  answer(
    'how much Steam Giant 4472 did we sell in 2023',
    asks('units', { in: { product: 'Steam Giant 4472' }, period: '2023' }),
    asks('sales', { in: { product: 'Steam Giant 4472' }, period: '2023' }),
  ),
  answer('sales of Map of the World in 2024', asks('sales', { in: { product: 'Map of the World' }, period: '2024' })),
  answer('Yesterday units 2024', asks('units', { in: { product: 'Yesterday' }, period: '2024' })),
  answer('mobile orders 2024', asks('orders', { in: { city: 'Mobile' }, period: '2024' })),
  answer('orange sales in 2023', asks('sales', { in: { city: 'Orange' }, period: '2023' })),
  answer('sales in the city of March in 2024', asks('sales', { in: { city: 'March' }, period: '2024' })),
  answer(
    'sales by customer in March in March 2024',
    asks('sales', { by: 'customer', in: { city: 'March' }, period: '2024-03' }),
  ),
  answer('sales city="Of" 2024', asks('sales', { in: { city: 'Of' }, period: '2024' })),
  answer('UK sales 2024', asks('sales', { in: { country: 'United Kingdom' }, period: '2024' })),
  answer('revenue in America by state 2024', asks('sales', { by: 'state', in: { country: 'USA' }, period: '2024' })),
  either(
    'sales in the States 2024 by product',
    ['States'],
    asks('sales', { by: 'product', in: { country: 'USA' }, period: '2024' }),
  ),
  either(
    'french customers 2024',
    ['french'],
    asks('customers', { in: { country: 'France' }, period: '2024' }),
    asks('sales', { by: 'customer', in: { country: 'France' }, period: '2024', isList: true }),
  ),
  either('sales to Smith 2024', ['Smith'], asks('sales', { in: { customer: 'Smith & Sons' }, period: '2024' })),
  either(
    'speedster sales 2024',
    ['speedster'],
    asks('sales', { in: { product: ['1969 Speedster', '1969 Speedster Deluxe'] }, period: '2024' }),
  ),
  refuse('europe sales 2024', 'europe'),
  either('sales 24', ['24'], asks('sales', { period: '2024' })),
  refuse('sales by country by mouth', 'mouth', 'month'),
  refuse('reveneu last quarter', 'reveneu', 'revenue'),
  refuse('how many ordres in 2024', 'ordres', 'orders'),
  refuse('totl sales', 'totl'),
  refuse('sales of Viking Longbaot 2024', 'Longbaot', 'Viking Longboat'),
  refuse('orders placed by Wile E. Coyote', 'Coyote'),
  refuse('sales in Springfield and London', 'Springfield'),
  refuse('which product will sell best next year', 'will|next year'),
  refuse('why do customers leave', 'why|leave'),
  refuse('compare our sales with the market average', 'market average|average|market'),
  refuse('orders shipped late', 'shipped|late'),
  refuse('number of returns 2024', 'returns'),
  refuse('order 20100 details', '20100|details'),
  refuse('unit price of School Bus', 'price'),
  refuse('customers who bought both Trains and Puzzles', 'both'),
  refuse('customers with growing sales', 'growing'),
  refuse('days between orders by customer', 'days between|between'),
  refuse('sales per square meter', 'square'),
  refuse('profit per hour worked', 'hour'),
  refuse('email the sales report to Bob', 'email'),
  refuse('what is the meaning of life', 'meaning|life'),
  refuse('sales by country and by unicorn', 'unicorn'),
  refuse('orders with more than 3 different products', 'different|3|more than'),
];
