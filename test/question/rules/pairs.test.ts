import { expect, test } from 'vitest';

import { readPair } from '../../../src/question/rules/pairs.ts';
import { readWith } from '../../support/rules.ts';

test.each([
  ['country=France', [1, { settings: [['country', ['France']]] }]],
  ['period!="last year"', [1, { settings: [['period', ['last year']]], excluded: ['period'] }]],
  ['top=5', [1, { settings: [['top', ['5']]] }]],
  [
    'nothing=5',
    [
      1,
      {
        problems: [expect.stringMatching(/^sales has no nothing: it takes measure, by, split, country, /)],
      },
    ],
  ],
  ['year=2004', [1, { settings: [['period', ['2004']]] }]],
  ['country=France,"New Zealand"', [1, { settings: [['country', ['France', 'New Zealand']]] }]],
  ['product line!=Planes', [2, { settings: [['product_line', ['Planes']]], excluded: ['product_line'] }]],
  ['country=New Zealand 2004', [2, { settings: [['country', ['New Zealand']]] }]],
  [
    'measure=',
    [
      1,
      {
        problems: [expect.stringMatching(/^measure needs a value: one of sales, units, orders, /)],
      },
    ],
  ],
])('readPair(%s)', (text, expected) => expect(readWith(readPair, text)).toEqual(expected));
