import { expect, test } from 'vitest';

import { agentOf, dropCarriers } from '../../src/question/carriers.ts';
import { CONTEXT, composedBy } from '../support/rules.ts';

/** The dimensions whose nouns stay in a text. */
const kept = (text: string) =>
  composedBy(
    [
      (draft, sentence, context) => {
        dropCarriers(draft, sentence, context);
        draft.settings.set(
          'kept',
          [...draft.groups.map(({ name }) => name), ...draft.either.map(({ dimension }) => dimension)].sort(),
        );
      },
    ],
    text,
  ).kept;

test.each([
  ['orders placed by customers in France', []],
  ['total revenue from customers in France', []],
  ['sales to French customers', ['customer']], // French is no value here
  ['sales to our France customers', []],
  ['units ordered by customers in France by product line', ['product_line']],
  ['group customers in France by city and sum their sales', ['city']],
  ['countries whose customers made more than 500', ['country']],
  ['how much did customers buy', []],
  ['which city do customers order most from', ['city']],
  ['total sales of all customers', []],
])('dropCarriers(%s) keeps %j', (text, dimensions) => expect(kept(text)).toEqual(dimensions));

test.each([
  ['orders by customers in France', ['customer']],
  ['customers in France', ['customer']],
  ['top customers in France', ['customer']],
  ['sales for customers in 2025', ['customer']],
  ['sales of product lines in France', ['product_line']],
  ['sales in cities in France', ['city']],
  ['how many customers in France', ['customer']],
  ['group customers by country', ['country', 'customer']],
])('dropCarriers(%s) keeps what is asked for, %j', (text, dimensions) => expect(kept(text)).toEqual(dimensions));

test('agentOf(verb) finds those who do something by their alias', () => {
  expect(agentOf('buy', CONTEXT)?.value).toBe('customer');
  expect(agentOf('earn', CONTEXT)).toBeUndefined();
});
