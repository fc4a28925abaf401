import { expect, test } from 'vitest';

import { readPlace, readSorting } from '../../../src/question/rules/sorting.ts';
import { readWith } from '../../support/rules.ts';

test.each([
  ['sorted by profit descending', [3, { measures: [{ name: 'margin', at: 0, how: 'sort' }], sort: 'descending' }]],
  ['in ascending order', [3, { sort: 'ascending' }]],
  ['highest first', [2, { sort: 'descending' }]],
  ['alphabetically', [1, { sort: 'name' }]],
  ['order', undefined],
])('readSorting(%s)', (text, expected) => expect(readWith(readSorting, text)).toEqual(expected));

test.each([
  ['|rank of France', 2],
  ['France |rank in sales', 1],
  ['|what rank is France', 3],
  ['|where does France rank', 2],
  ['|second best country', 2],
  ['our |3rd largest customer', 2],
])('readPlace(%s) reads %i tokens', (text, count) => expect(readWith(readPlace, text)?.[0]).toBe(count));

test('readPlace() refuses one place in a ranking', () =>
  expect(readWith(readPlace, '|second best country')?.[1].problems).toEqual([
    'one place in a ranking is not shown by itself: ask for the top 5, or for all, and read it there',
  ]));

test.each(['|rank countries by sales', '|ranking of countries', '|second quarter', '|ranked by margin'])(
  'readPlace(%s) leaves it to others',
  (text) => expect(readWith(readPlace, text)).toBeUndefined(),
);
