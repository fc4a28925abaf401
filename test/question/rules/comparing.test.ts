import { expect, test } from 'vitest';

import { readComparison, readVersus } from '../../../src/question/rules/comparing.ts';
import { readWith } from '../../support/rules.ts';

test.each([
  ['vs last year', [3, { compare: 'last year' }]],
  ['compared to the previous period', [5, { compare: 'previous' }]],
  ['yoy', [1, { compare: 'last year' }]],
  ['month over month', [3, { groups: [{ name: 'month', at: 0, how: 'adverb' }], isGrowth: true, isStepwise: true }]],
  ['vs 2003', undefined],
  ['sales', undefined],
])('readComparison(%s)', (text, expected) => expect(readWith(readComparison, text)).toEqual(expected));

test.each([
  ['vs 2003', [1, { versus: 0 }]],
  ['against Germany', [1, { versus: 0 }]],
  ['compare France and Spain', [1, { isComparing: true }]],
  ['with', undefined],
])('readVersus(%s)', (text, expected) => expect(readWith(readVersus, text)).toEqual(expected));
