import { describe, expect, test } from 'vitest';

import type { Meaning } from '../../src/question/lexicon.ts';

import { isMeasureOf, saysWordOf, singularOf } from '../../src/question/lexicon.ts';
import { CONTEXT } from '../support/rules.ts';

const { lexicon, query } = CONTEXT;

const named = (meanings: readonly Meaning[]) => meanings.map(({ param, value }) => `${param.name}=${value}`);

describe('lexiconOf(query, vocabulary)', () => {
  test.each([
    ['revenue', ['measure=sales']],
    ['margin percent', ['measure=margin_rate']],
    ['month', ['by=month', 'split=month']],
    ['sell', []],
  ])('choices(%s)', (phrase, expected) => expect(named(lexicon.choices(phrase))).toEqual(expected));

  test.each([
    ['usa', ['country=USA']],
    ['mini gifts distributors ltd', ['customer=Mini Gifts Distributors Ltd.']],
    ['unknown', ['country=Unknown', 'city=Unknown', 'product_line=Unknown']],
    ['atlantis', []],
  ])('values(%s)', (text, expected) => expect(named(lexicon.values(text, text))).toEqual(expected));

  test.each([
    ['gifts', ['customer=Herkku Gifts', 'customer=Mini Gifts Distributors Ltd.']],
    ['gifts distributors', ['customer=Mini Gifts Distributors Ltd.']],
    ['gift', []],
  ])('partial(%s)', (text, expected) => expect(named(lexicon.partial(text, 5))).toEqual(expected));

  test.each([
    ['country', ['country']],
    ['minimum', ['at_least']],
    ['sales', []],
  ])('announced(%s)', (phrase, expected) =>
    expect(lexicon.announced(phrase).map(({ name }) => name)).toEqual(expected),
  );

  test.each([
    ['sold', ['measure=sales', 'measure=units']],
    ['earning', ['measure=sales']],
    ['runs', []],
  ])('verbs(%s)', (phrase, expected) => expect(named(lexicon.verbs(phrase))).toEqual(expected));

  test('infinitives and the longest phrase', () => {
    expect(lexicon.infinitives('sold')).toEqual(['sell']);
    expect(lexicon.infinitives('country')).toEqual([]);
    expect(lexicon.longest).toBe(4);
  });
});

test.each([
  [['revenue'], true],
  [['sold'], true],
  [['order', 'value'], true],
  [['weather'], false],
])('saysWordOf(%s) → %s', (words, expected) => expect(saysWordOf(query, new Set(words))).toBe(expected));

test.each([
  ['revenue', true],
  ['france', false],
])('isMeasureOf(%s) → %s', (phrase, expected) => expect(isMeasureOf(query, phrase)).toBe(expected));

test.each([
  ['product lines', 'product line'],
  ['countries', 'country'],
])('singularOf(%s) → %s', (phrase, expected) => expect(singularOf(phrase)).toBe(expected));
