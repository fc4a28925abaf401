import { expect, test } from 'vitest';

import { composeMeasures } from '../../src/question/compose-measures.ts';
import { composedBy } from '../support/rules.ts';

test.each([
  ['sales', { measure: ['sales'] }],
  ['revenue', { measure: ['sales'] }],
  ['sales and units', { measure: ['sales', 'units'] }],
  ['average order value', { measure: ['average_order'] }],
  ['which product sold most', { measure: ['sales'] }],
  ['units ordered', { measure: ['units'] }],
  ['most profitable product', { measure: ['margin'] }],
  ['how many customers', { measure: ['customers'] }],
  ['customers by country', { measure: ['customers'] }],
  ['customers in France', {}],
  ['by month', {}],
])('composeMeasures(%s)', (text, expected) => expect(composedBy([composeMeasures], text)).toEqual(expected));

test('composeMeasures refuses to count an amount', () =>
  expect(composedBy([composeMeasures], 'number of sales').problems).toEqual([
    '"how many sales" asks for a number, and sales are an amount: ask how much, or how many of something else',
  ]));
