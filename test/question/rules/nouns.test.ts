import { expect, test } from 'vitest';

import { readArticle, readLongNoun, readNoun } from '../../../src/question/rules/nouns.ts';
import { readWith } from '../../support/rules.ts';

test.each([
  ['sales', [1, { measures: [{ name: 'sales', at: 0, how: 'noun' }] }]],
  ['country', [1, { groups: [{ name: 'country', at: 0, how: 'bare', end: 1, isOne: true }] }]],
  ['france', [1, { values: [{ param: 'country', value: 'France', excluded: false, at: 0 }] }]],
  [
    'mini gifts distributors ltd',
    [4, { values: [{ param: 'customer', value: 'Mini Gifts Distributors Ltd.', excluded: false, at: 0 }] }],
  ],
  [
    'lyon',
    [
      1,
      {
        values: [{ param: 'city', value: 'lyon', excluded: false, at: 0 }],
        ambiguities: [
          {
            word: 'lyon',
            chosen: { kind: 'value', param: 'city', value: 'lyon' },
            other: { kind: 'value', param: 'city', value: 'Lyon' },
          },
        ],
      },
    ],
  ],
  ['customers', [1, { either: [{ measure: 'customers', dimension: 'customer', at: 0, end: 1 }] }]],
  ['nothing', undefined],
])('readNoun(%s)', (text, expected) => expect(readWith(readNoun, text)).toEqual(expected));

test.each([
  ['average order value', [3, { measures: [{ name: 'average_order', at: 0, how: 'noun' }] }]],
  ['best buys ltd', [3, { values: [{ param: 'customer', value: 'Best Buys Ltd', excluded: false, at: 0 }] }]],
  ['sales', undefined],
])('readLongNoun(%s)', (text, expected) => expect(readWith(readLongNoun, text)).toEqual(expected));

test.each([
  ['the average order value', [1, {}]],
  ['the sales', undefined],
  ['a margin rate', [1, {}]],
])('readArticle(%s)', (text, expected) => expect(readWith(readArticle, text)).toEqual(expected));
