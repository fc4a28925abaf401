import { expect, test } from 'vitest';

import { composeMeasures } from '../../src/question/compose-measures.ts';
import { composeThresholds } from '../../src/question/compose-thresholds.ts';
import { composedBy } from '../support/rules.ts';

const composed = (text: string) => composedBy([composeMeasures, composeThresholds], text);

test.each([
  ['sales by country over 1000', { measure: ['sales'], over: ['1000'] }],
  ['sales by country at most 5k', { measure: ['sales'], at_most: ['5000'] }],
  ['margin rate by country over 40%', { measure: ['margin_rate'], over: ['0.4'] }],
  ['sales and units by country with units under 10', { measure: ['sales', 'units'], under: ['10'], having: ['units'] }],
  ['sales by country', { measure: ['sales'] }],
])('composeThresholds(%s)', (text, expected) => expect(composed(text)).toMatchObject(expected));

test.each([
  ['orders with sales over 5000', /^"orders with sales.*" asks for single ones, which sales does not list/],
  ['orders over 5', /asks for single ones/],
  ['sales by country over 10%', '10% is no amount of sales: write a number, or ask for a share'],
  ['units by country over $5', '$5 is money, and no amount of units sold'],
  [
    'sales and units by country with sales over 5 and units over 6',
    'rows are kept by the size of one measure at a time: keep the limit on sales or on units',
  ],
])('composeThresholds(%s) refuses', (text, sentence) => {
  const [problem] = composed(text).problems ?? [];
  if (sentence instanceof RegExp) expect(problem).toMatch(sentence);
  else expect(problem).toContain(sentence);
});
