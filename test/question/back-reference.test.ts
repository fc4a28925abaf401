import { expect, test } from 'vitest';

import { pointsBack } from '../../src/question/back-reference.ts';

test.each([
  'how many orders did they place',
  'which of them bought Ships',
  'what products did they buy',
  'who buys these',
  'only those in France',
  'their trend',
  'and their growth',
  'how much was that?',
  'what is that in orders',
  'what was it in 2003',
  'compare it with Spain',
])('pointsBack(%j)', (text) => expect(pointsBack(text)).toBe(true));

test.each([
  'customers and what they bought',
  'customers with their orders',
  'which customers increased their spending',
  'products that customers in France bought',
  'which product sold best and who bought it',
  'is it possible to see orders by country',
  'sales this year',
  'how is this month',
  'sales by month',
])('pointsBack(%j) is false', (text) => expect(pointsBack(text)).toBe(false));
