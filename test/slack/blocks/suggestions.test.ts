import { describe, expect, test } from 'vitest';

import { suggest, suggestedWords, suggestValues } from '../../../src/slack/blocks/suggestions.ts';

const values = ['Auto Canal', 'Canada', 'Côte d’Ivoire', 'American Canvas', 'Toucan'];

const items = values.map((value) => ({ text: value, value }));

const texts = (typed: string, limit: number) => suggest(items, typed, limit).map(({ text }) => text);

describe('suggest(values, typed)', () => {
  test.each([
    ['can', ['Canada', 'Auto Canal', 'American Canvas', 'Toucan']],
    ['COTE', ['Côte d’Ivoire']],
    ['', values],
    ['x', []],
  ])('%s', (typed, expected) => expect(texts(typed, 100)).toEqual(expected));

  test('no more than the limit', () => expect(texts('', 2)).toEqual(['Auto Canal', 'Canada']));
});

describe('suggestValues(list, typed)', () => {
  test.each(['can', 'COTE', '', 'x', 'a', 'canal', 'ô'])('finds what suggest() finds: %s', (typed) => {
    for (const limit of [1, 2, 100]) expect(suggestValues(values, typed, limit).values).toEqual(texts(typed, limit));
  });

  test('spells each value as the list does, and once', () => {
    const found = suggestValues(['Sao Paulo', 'São Paulo', 'Sao Paulo'], 'sao', 100);
    expect(found.values).toEqual(['Sao Paulo', 'São Paulo']);
  });

  test.each([
    ['can', 100, '4 of 5 match'],
    ['can', 2, '4 of 5 match, the first 2 here'],
    ['', 100, '5 in all'],
    ['', 2, '5 in all, the first 2 here'],
  ])('says of %j with room for %d how many there are', (typed, limit, words) => {
    expect(suggestedWords(suggestValues(values, typed, limit))).toBe(words);
  });

  test('counts a value once that can be typed in two ways', () => {
    const shops = ["Kelly's Shop", 'Kelly Ltd', 'Spain'];
    expect(suggestedWords(suggestValues(shops, 'kelly', 100))).toBe('2 of 3 match');
    expect(suggestValues(shops, 'kellys', 100).values).toEqual(["Kelly's Shop"]);
  });

  test('says of many values how many there are', () => {
    const many = Array.from({ length: 100_000 }, (_, index) => `Customer ${index}`);
    expect(suggestedWords(suggestValues(many, 'customer 9999', 100))).toBe('11 of 100,000 match');
  });
});
