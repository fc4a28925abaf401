import { describe, expect, test } from 'vitest';

import { suggest } from '../../../src/slack/blocks/suggestions.ts';

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
