import { describe, expect, test } from 'vitest';

import { suggest, suggestValues } from '../../../src/slack/blocks/suggestions.ts';

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
    for (const limit of [1, 2, 100]) expect(suggestValues(values, typed, limit)).toEqual(texts(typed, limit));
  });

  test('spells each value as the list does, and once', () => {
    expect(suggestValues(['Sao Paulo', 'São Paulo', 'Sao Paulo'], 'sao', 100)).toEqual(['Sao Paulo', 'São Paulo']);
  });
});
