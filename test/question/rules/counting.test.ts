import { expect, test } from 'vitest';

import { readCounting, readHowOften, readTotal, readWhatDo } from '../../../src/question/rules/counting.ts';
import { readWith } from '../../support/rules.ts';

test.each([
  ['how many orders', [2, { counting: 2 }]],
  ['number of customers', [2, { counting: 2 }]],
  ['count of distinct products', [3, { counting: 3 }]],
  ['how many', undefined],
])('readCounting(%s)', (text, expected) => expect(readWith(readCounting, text)).toEqual(expected));

test.each([
  [
    'what do customers buy',
    [
      2,
      {
        problems: [
          '"what" does not say which kind: ask "which …" with one of country, state, city, product line, product, vendor',
        ],
      },
    ],
  ],
  ['what did we sell', undefined],
])('readWhatDo(%s)', (text, expected) => expect(readWith(readWhatDo, text)).toEqual(expected));

test.each([
  ['total sales', [1, { isTotal: true }]],
  ['sum of units', [2, { isTotal: true }]],
  ['how much did we sell', [2, { isTotal: true }]],
  ['what is our margin', [3, { isTotal: true }]],
  ['sales', undefined],
])('readTotal(%s)', (text, expected) => expect(readWith(readTotal, text)).toEqual(expected));

test.each([
  ['how often did France order', [2, { measures: [{ name: 'orders', at: 0, how: 'noun' }], isTotal: true }]],
  ['how frequently', undefined],
  ['often', undefined],
])('readHowOften(%s)', (text, expected) => expect(readWith(readHowOften, text)).toEqual(expected));
