import type { Question } from '../question.ts';

import { answer, asks, either } from '../question.ts';

/** The same meanings in many words and in few: telegrams, long sentences, politeness, several measures, two groupings. */
export const PHRASES: readonly Question[] = [
  answer('sales 2024', asks('sales', { period: '2024' })),
  answer('revenue country 2024', asks('sales', { by: 'country', period: '2024' })),
  answer('orders month 2024', asks('orders', { by: 'month', period: '2024' })),
  answer('2024 margin product line', asks('margin', { by: 'product line', period: '2024' })),
  answer('units, weekly, Q1 2025', asks('units', { by: 'week', period: '2025-Q1' })),
  answer('turnover by client 2024', asks('sales', { by: 'customer', period: '2024' })),
  answer('sales by market in 2024', asks('sales', { by: 'country', period: '2024' })),
  answer('revenue per category 2023', asks('sales', { by: 'product line', period: '2023' })),
  answer('sales and orders by country 2024', asks('sales + orders', { by: 'country', period: '2024' })),
  answer(
    'sales, margin and units by product line 2024',
    asks('sales + margin + units', { by: 'product line', period: '2024' }),
  ),
  answer(
    'revenue, profit & margin rate by quarter 2024',
    asks('sales + margin + margin rate', { by: 'quarter', period: '2024' }),
  ),
  answer('sales vs margin by month 2024', asks('sales + margin', { by: 'month', period: '2024' })),
  answer('orders and customers per month 2024', asks('orders + customers', { by: 'month', period: '2024' })),
  answer(
    'sales by country and product line 2024',
    asks('sales', { by: 'country', split: 'product line', period: '2024' }),
  ),
  answer(
    'margin by vendor and quarter 2024',
    asks('margin', { by: 'vendor', split: 'quarter', period: '2024' }),
    asks('margin', { by: 'quarter', split: 'vendor', period: '2024' }),
  ),
  answer(
    'sales for each country and each year, all time',
    asks('sales', { by: 'country', split: 'year', period: 'all' }),
  ),
  answer(
    'orders per month per product line 2024',
    asks('orders', { by: 'month', split: 'product line', period: '2024' }),
  ),
  answer('sales broken down by city 2024', asks('sales', { by: 'city', period: '2024' })),
  answer('units grouped by vendor for 2023', asks('units', { by: 'vendor', period: '2023' })),
  answer('group 2024 revenue by state', asks('sales', { by: 'state', period: '2024' })),
  answer(
    'revenue split by product line over the months of 2024',
    asks('sales', { by: 'month', split: 'product line', period: '2024' }),
  ),
  answer("What's our revenue for 2024?", asks('sales', { period: '2024' })),
  answer(
    "what's the profit by country's product lines 2024",
    asks('margin', { by: 'country', split: 'product line', period: '2024' }),
    asks('margin', { by: 'product line', split: 'country', period: '2024' }),
  ),
  answer(
    "Germany's sales by month in 2024",
    asks('sales', { by: 'month', in: { country: 'Germany' }, period: '2024' }),
  ),
  answer("please show me last year's orders by customer", asks('orders', { by: 'customer', period: '2024' })),
  answer(
    "I'd like to know how much we earned in each country during 2024, please",
    asks('sales', { by: 'country', period: '2024' }),
    asks('margin', { by: 'country', period: '2024' }),
  ),
  answer(
    'Could you give me a breakdown of the margin by product line for the year 2023?',
    asks('margin', { by: 'product line', period: '2023' }),
  ),
  answer('hey, can u pull the monthly revenue numbers for 2024 thx', asks('sales', { by: 'month', period: '2024' })),
  answer(
    'Give me the total revenue and the number of orders for each of our product lines in the first quarter of 2025',
    asks('sales + orders', { by: 'product line', period: '2025-Q1' }),
  ),
  answer(
    'I am preparing a meeting and would like to see the sales of Roadsters in Germany for every month of last year',
    asks('sales', { by: 'month', in: { 'product line': 'Roadsters', country: 'Germany' }, period: '2024' }),
  ),
  answer(
    'For our customers in the United Kingdom, show me how many units of Trains they bought per quarter in 2023 and 2024',
    asks('units', { by: 'quarter', in: { country: 'United Kingdom', 'product line': 'Trains' }, period: '2023..2024' }),
  ),
  answer('Show revenue by product line as a pie for 2024', asks('sales', { by: 'product line', period: '2024' })),
  answer('plot orders by month 2024 as line chart', asks('orders', { by: 'month', period: '2024' })),
  answer('table of sales by city 2024', asks('sales', { by: 'city', period: '2024' })),
  answer('bar chart: units by vendor 2024', asks('units', { by: 'vendor', period: '2024' })),
  answer(
    'where did our 2024 orders come from',
    asks('orders', { by: 'country', period: '2024' }),
    asks('orders', { by: 'city', period: '2024' }),
  ),
  answer(
    'how is revenue distributed across product lines in 2024',
    asks('sales', { by: 'product line', period: '2024' }),
    asks('sales', { by: 'product line', period: '2024', show: 'share' }),
  ),
  answer(
    'What do customers in Spain buy? 2024',
    asks('sales', { by: 'product', in: { country: 'Spain' }, period: '2024', isList: true }),
    asks('sales', { by: 'product line', in: { country: 'Spain' }, period: '2024', isList: true }),
  ),
  answer('overall profit 2024', asks('margin', { period: '2024' })),
  answer('grand total of revenue in 2023', asks('sales', { period: '2023' })),
  answer('sum of units by product line 2024', asks('units', { by: 'product line', period: '2024' })),
  answer('amount by customer in 2024', asks('sales', { by: 'customer', period: '2024' })),
  answer(
    'how profitable was each vendor in 2024',
    asks('margin', { by: 'vendor', period: '2024' }),
    asks('margin rate', { by: 'vendor', period: '2024' }),
  ),
  answer('what did Zürich Models spend in 2024', asks('sales', { in: { customer: 'Zürich Models' }, period: '2024' })),
  answer(
    'did Maple Games order anything in 2024',
    asks('orders', { in: { customer: 'Maple Games' }, period: '2024' }),
    asks('sales', { in: { customer: 'Maple Games' }, period: '2024' }),
  ),
  either(
    'any orders from Spain in April 2025?',
    ['any'],
    asks('orders', { in: { country: 'Spain' }, period: '2025-04' }),
  ),
  either(
    'sales by product line by month by country 2024',
    ['country', 'two|one'],
    asks('sales', { by: 'month', split: 'product line', period: '2024' }),
  ),
  either('how are we doing', ['doing'], asks('sales', { by: 'country' }), asks('sales')),
  either(
    'Is revenue going up or down in 2024?',
    ['up|down'],
    asks('sales', { by: 'month', period: '2024' }),
    asks('sales', { period: '2024', against: '2023' }),
  ),
];
