import type { Question } from '../question.ts';

import { answer, asks, either } from '../question.ts';

/** Values of all dimensions, what is left out, thresholds. */
export const FILTERS: readonly Question[] = [
  answer('sales in Reading 2024', asks('sales', { in: { city: 'Reading' }, period: '2024' })),
  answer('orders from Bath in 2024', asks('orders', { in: { city: 'Bath' }, period: '2024' })),
  answer(
    'how much did we sell to Nice in 2024',
    asks('sales', { in: { city: 'Nice' }, period: '2024' }),
    asks('units', { in: { city: 'Nice' }, period: '2024' }),
  ),
  answer('sales Paris 2024 by customer', asks('sales', { by: 'customer', in: { city: 'Paris' }, period: '2024' })),
  answer(
    'revenue in sao paulo 2024',
    asks('sales', { in: { city: 'São Paulo' }, period: '2024' }),
    asks('sales', { in: { state: 'São Paulo' }, period: '2024' }),
  ),
  answer('munchen orders 2024', asks('orders', { in: { city: 'München' }, period: '2024' })),
  answer('norway sales by city 2024', asks('sales', { by: 'city', in: { country: 'Norway' }, period: '2024' })),
  answer("units sold in Côte d'Ivoire, all time", asks('units', { in: { country: "Côte d'Ivoire" }, period: 'all' })),
  answer('sales to Best Buys Ltd in 2024', asks('sales', { in: { customer: 'Best Buys Ltd' }, period: '2024' })),
  answer(
    "orders of Average Joe's by quarter 2024",
    asks('orders', { by: 'quarter', in: { customer: "Average Joe's" }, period: '2024' }),
  ),
  answer('Country Store sales 2024', asks('sales', { in: { customer: 'Country Store' }, period: '2024' })),
  answer(
    'city toys, inc. revenue by product line 2023',
    asks('sales', { by: 'product line', in: { customer: 'City Toys, Inc.' }, period: '2023' }),
  ),
  answer('sales for Top 10 Hobbies 2024', asks('sales', { in: { customer: 'Top 10 Hobbies' }, period: '2024' })),
  answer('profit of "Sales & Co" in 2024', asks('margin', { in: { customer: 'Sales & Co' }, period: '2024' })),
  answer('The "Little" Shop orders in 2024', asks('orders', { in: { customer: 'The "Little" Shop' }, period: '2024' })),
  answer(
    'Toys per Mile sales by month 2024',
    asks('sales', { by: 'month', in: { customer: 'Toys per Mile' }, period: '2024' }),
  ),
  either(
    'sales of Nordic Toys 2024',
    ['Nordic'],
    asks('sales', { in: { customer: 'Nordic Toys' }, period: '2024' }),
    asks('sales', { in: { customer: ['Nordic Toys', 'NORDIC TOYS'] }, period: '2024' }),
  ),
  answer('1969 Speedster sales 2024', asks('sales', { in: { product: '1969 Speedster' }, period: '2024' })),
  answer(
    'sales of the 1969 speedster deluxe by country in 2023',
    asks('sales', { by: 'country', in: { product: '1969 Speedster Deluxe' }, period: '2023' }),
  ),
  answer(
    'units of 2024 Concept Racer in 2023',
    asks('units', { in: { product: '2024 Concept Racer' }, period: '2023' }),
  ),
  answer('Total Eclipse units 2024', asks('units', { in: { product: 'Total Eclipse' }, period: '2024' })),
  answer('the profit game sales 2024', asks('sales', { in: { product: 'The Profit Game' }, period: '2024' })),
  answer(
    'orders of magnitude revenue in 2024',
    asks('sales', { in: { product: 'Orders of Magnitude' }, period: '2024' }),
  ),
  answer(
    'revenue for Last Quarter Moon 2024 by month',
    asks('sales', { by: 'month', in: { product: 'Last Quarter Moon' }, period: '2024' }),
  ),
  answer('sales of 7" Gauge Shunter all time', asks('sales', { in: { product: '7" Gauge Shunter' }, period: 'all' })),
  answer(
    "how did Baker's Van sell in 2024",
    asks('sales', { in: { product: "Baker's Van" }, period: '2024' }),
    asks('units', { in: { product: "Baker's Van" }, period: '2024' }),
  ),
  answer(
    'cafe tram units by country 2024',
    asks('units', { by: 'country', in: { product: 'Café Tram' }, period: '2024' }),
  ),
  answer(
    'sales of trucks and buses by month 2024',
    asks('sales', { by: 'month', in: { 'product line': 'Trucks & Buses' }, period: '2024' }),
  ),
  answer(
    'trains and sailing ships sales by quarter 2024',
    asks('sales', { by: 'quarter', in: { 'product line': ['Trains', 'Sailing Ships'] }, period: '2024' }),
    asks('sales', {
      by: 'quarter',
      split: 'product line',
      in: { 'product line': ['Trains', 'Sailing Ships'] },
      period: '2024',
    }),
  ),
  answer('Acme Works sales 2024', asks('sales', { in: { vendor: 'Acme Works' }, period: '2024' })),
  answer('Texas sales by city 2024', asks('sales', { by: 'city', in: { state: 'Texas' }, period: '2024' })),
  either(
    'sales Georgia 2024',
    ['Georgia'],
    asks('sales', { in: { country: 'Georgia' }, period: '2024', says: ['country'] }),
    asks('sales', { in: { state: 'Georgia' }, period: '2024', says: ['state'] }),
  ),
  answer(
    'sales in USA and Germany by product line 2024',
    asks('sales', { by: 'product line', in: { country: ['USA', 'Germany'] }, period: '2024' }),
    asks('sales', { by: 'product line', split: 'country', in: { country: ['USA', 'Germany'] }, period: '2024' }),
    asks('sales', { by: 'country', split: 'product line', in: { country: ['USA', 'Germany'] }, period: '2024' }),
  ),
  answer(
    'France vs Germany sales 2024',
    asks('sales', { by: 'country', in: { country: ['France', 'Germany'] }, period: '2024' }),
  ),
  answer(
    'compare Roadsters and Trains by month in 2024',
    asks('sales', {
      by: 'month',
      split: 'product line',
      in: { 'product line': ['Roadsters', 'Trains'] },
      period: '2024',
    }),
  ),
  answer(
    'sales by product line without Trains 2024',
    asks('sales', { by: 'product line', not: { 'product line': 'Trains' }, period: '2024' }),
  ),
  answer(
    'orders by country excluding USA and France 2024',
    asks('orders', { by: 'country', not: { country: ['USA', 'France'] }, period: '2024' }),
  ),
  answer(
    'revenue outside Norway 2024 by country',
    asks('sales', { by: 'country', not: { country: 'Norway' }, period: '2024' }),
  ),
  answer(
    'everything except puzzles: margin by month 2024',
    asks('margin', { by: 'month', not: { 'product line': 'Puzzles' }, period: '2024' }),
    asks('margin', { by: 'month', not: { 'product line': ['Puzzles', 'PUZZLES'] }, period: '2024' }),
  ),
  answer('sales with unknown country 2024', asks('sales', { in: { country: 'Unknown' }, period: '2024' })),
  answer('orders without a known city 2024', asks('orders', { in: { city: 'Unknown' }, period: '2024' })),
  answer(
    'customers with sales over 5,000 in 2024',
    asks('sales', { by: 'customer', having: [{ measure: 'sales', over: 5000 }], period: '2024' }),
  ),
  answer(
    'which countries sold more than 20k in 2024',
    asks('sales', { by: 'country', having: [{ measure: 'sales', over: 20_000 }], period: '2024' }),
  ),
  answer(
    'products under $2000 of revenue in 2024',
    asks('sales', { by: 'product', having: [{ measure: 'sales', under: 2000 }], period: '2024' }),
  ),
  answer(
    'customers with at least 5 orders in 2024',
    asks('orders', { by: 'customer', having: [{ measure: 'orders', atLeast: 5 }], period: '2024' }),
    asks('sales', { by: 'customer', having: [{ measure: 'orders', atLeast: 5 }], period: '2024' }),
  ),
  answer(
    'countries with between 5 and 10 orders in 2024',
    asks('orders', { by: 'country', having: [{ measure: 'orders', atLeast: 5, atMost: 10 }], period: '2024' }),
  ),
  answer(
    'months with revenue > 20000 in 2024',
    asks('sales', { by: 'month', having: [{ measure: 'sales', over: 20_000 }], period: '2024' }),
  ),
  answer(
    'sales by customer where orders >= 4, 2023',
    asks('sales', { by: 'customer', having: [{ measure: 'orders', atLeast: 4 }], period: '2023' }),
    asks('sales + orders', { by: 'customer', having: [{ measure: 'orders', atLeast: 4 }], period: '2023' }),
  ),
  answer(
    'vendors with a margin rate below 50% in 2024',
    asks('margin rate', { by: 'vendor', having: [{ measure: 'margin rate', under: 0.5 }], period: '2024' }),
  ),
  answer(
    'margin by product line for customers in Norway 2024',
    asks('margin', { by: 'product line', in: { country: 'Norway' }, period: '2024' }),
  ),
  answer(
    'only Roadsters by city in the USA 2024',
    asks('sales', { by: 'city', in: { 'product line': 'Roadsters', country: 'USA' }, period: '2024' }),
  ),
  answer(
    'units of School Bus sold to Best Buys Ltd by year all time',
    asks('units', { by: 'year', in: { product: 'School Bus', customer: 'Best Buys Ltd' }, period: 'all' }),
  ),
  answer(
    'sales in London, March and Bath by customer 2024',
    asks('sales', { by: 'customer', in: { city: ['London', 'March', 'Bath'] }, period: '2024' }),
    asks('sales', { by: 'customer', split: 'city', in: { city: ['London', 'March', 'Bath'] }, period: '2024' }),
  ),
  answer(
    'list all customers in France 2024',
    asks('sales', { by: 'customer', in: { country: 'France' }, period: '2024', isList: true }),
  ),
  answer(
    'which products did Smith & Sons buy in 2024?',
    asks('sales', { by: 'product', in: { customer: 'Smith & Sons' }, period: '2024', isList: true }),
  ),
  answer(
    'customers who bought the Viking Longboat in 2023',
    asks('sales', { by: 'customer', in: { product: 'Viking Longboat' }, period: '2023', isList: true }),
  ),
  answer(
    'which cities in the United Kingdom bought Trains in 2024',
    asks('sales', {
      by: 'city',
      in: { country: 'United Kingdom', 'product line': 'Trains' },
      period: '2024',
      isList: true,
    }),
  ),
];
