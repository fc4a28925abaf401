import { expect, test } from 'vitest';

import { readRankCount, readRanking } from '../../../src/question/rules/ranking.ts';
import { readWith } from '../../support/rules.ts';

test.each([
  ['top 5', [2, { ranks: [{ keeps: 'first', count: '5', at: 0, end: 2, word: 'top' }] }]],
  ['the three best', [3, { ranks: [{ keeps: 'first', count: '3', at: 0, end: 3, word: 'best' }] }]],
  ['highest', [1, { ranks: [{ keeps: 'first', at: 0, end: 1, word: 'highest' }] }]],
  ['the most', [2, { ranks: [{ keeps: 'first', at: 0, end: 2, word: 'most' }] }]],
  ['best selling products', [2, { ranks: [{ keeps: 'first', at: 0, end: 2, word: 'best', doing: 'sell' }] }]],
  [
    'top 5 percent',
    [
      3,
      {
        ranks: [{ keeps: 'first', count: '5', at: 0, end: 3, word: 'top' }],
        problems: ['"top 5%" is no number of rows: ask for a number of them, as in top 10'],
      },
    ],
  ],
  ['first', undefined],
])('readRanking(%s)', (text, expected) => expect(readWith(readRanking, text)).toEqual(expected));

test.each([
  ['the 3 products with the lowest margin', [2, { rankCount: '3' }]],
  ['3 products', undefined],
])('readRankCount(%s)', (text, expected) => expect(readWith(readRankCount, text)).toEqual(expected));
