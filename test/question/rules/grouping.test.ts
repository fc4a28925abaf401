import { expect, test } from 'vitest';

import { readAdverb, readGrouping, readUnknownCycle, readWise } from '../../../src/question/rules/grouping.ts';
import { readWith } from '../../support/rules.ts';

test.each([
  ['by country', [2, { groups: [{ name: 'country', at: 1, how: 'by', end: 2 }] }]],
  ['per product line', [3, { groups: [{ name: 'product_line', at: 1, how: 'per', end: 3 }] }]],
  ['for each customer', [3, { groups: [{ name: 'customer', at: 2, how: 'each', end: 3 }] }]],
  ['split by month', [3, { groups: [{ name: 'month', at: 2, how: 'split', end: 3 }] }]],
  ['which city', [2, { groups: [{ name: 'city', at: 1, how: 'which', end: 2 }] }]],
  [
    'which orders',
    [
      1,
      { problems: ['"which orders" asks for single ones, which sales does not list: ask how many, or by something'] },
    ],
  ],
  ['by', undefined],
  ['in | which country', [2, { groups: [{ name: 'country', at: 2, how: 'which', end: 3 }] }]],
  [
    'by month and country',
    [
      4,
      {
        groups: [
          { name: 'month', at: 1, how: 'by', end: 2 },
          { name: 'country', at: 3, how: 'by', end: 4 },
        ],
      },
    ],
  ],
])('readGrouping(%s)', (text, expected) => expect(readWith(readGrouping, text)).toEqual(expected));

test.each([
  [
    'day of the month',
    [4, { problems: ['sales has no "day of the month": ask by day, by week, by weekday or by month of the year'] }],
  ],
  ['day of the week', undefined],
])('readUnknownCycle(%s)', (text, expected) => expect(readWith(readUnknownCycle, text)).toEqual(expected));

test.each([
  ['country wise', [2, { groups: [{ name: 'country', at: 0, how: 'by', end: 1 }] }]],
  ['wise', undefined],
])('readWise(%s)', (text, expected) => expect(readWith(readWise, text)).toEqual(expected));

test.each([
  ['monthly', [1, { groups: [{ name: 'month', at: 0, how: 'adverb' }] }]],
  ['quarterly', [1, { groups: [{ name: 'quarter', at: 0, how: 'adverb' }] }]],
  ['fast', undefined],
])('readAdverb(%s)', (text, expected) => expect(readWith(readAdverb, text)).toEqual(expected));
