import { expect, test } from 'vitest';

import { formsOf, NEGATION, NUMBERS, nounOfAdjective } from '../../src/question/english.ts';

test.each([
  ['sell', ['sell', 'sells', 'selling', 'sold']],
  ['buy', ['buy', 'buys', 'buying', 'bought']],
  ['order', ['order', 'orders', 'ordering', 'ordered']],
  ['bring in', ['bring in', 'brings in', 'bringing in', 'brought in']],
])('formsOf(%s)', (verb, expected) => expect(formsOf(verb)).toEqual(expected));

test.each([
  ['profitable', 'profit'],
  ['blue', undefined],
])('nounOfAdjective(%s) → %s', (word, expected) => expect(nounOfAdjective(word)).toBe(expected));

test.each(['not usa', 'except france', 'without ships'])('NEGATION begins %s', (text) =>
  expect(NEGATION.test(text)).toBe(true),
);

test('NUMBERS', () => expect([NUMBERS.get('three'), NUMBERS.get('many')]).toEqual([3, undefined]));
