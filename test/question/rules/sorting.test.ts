import { expect, test } from 'vitest';

import { readSorting } from '../../../src/question/rules/sorting.ts';
import { readWith } from '../../support/rules.ts';

test.each([
  ['sorted by profit descending', [3, { measures: [{ name: 'margin', at: 0, how: 'sort' }], sort: 'descending' }]],
  ['in ascending order', [3, { sort: 'ascending' }]],
  ['highest first', [2, { sort: 'descending' }]],
  ['alphabetically', [1, { sort: 'name' }]],
  ['order', undefined],
])('readSorting(%s)', (text, expected) => expect(readWith(readSorting, text)).toEqual(expected));
