import { describe, expect, test } from 'vitest';

import { suggest } from '../../src/slack/suggestions.ts';

const values = ['Auto Canal', 'Canada', 'Côte d’Ivoire', 'American Canvas', 'Toucan'];

describe('suggest(values, typed)', () => {
  test.each([
    ['can', ['Canada', 'Auto Canal', 'American Canvas', 'Toucan']],
    ['COTE', ['Côte d’Ivoire']],
    ['', values],
    ['x', []],
  ])('%s', (typed, expected) => expect(suggest(values, typed, 100)).toEqual(expected));

  test('no more than the limit', () => expect(suggest(values, '', 2)).toEqual(['Auto Canal', 'Canada']));
});
