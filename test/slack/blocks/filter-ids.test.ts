import { describe, expect, test } from 'vitest';

import {
  currentOf,
  escapeControlValue,
  filterId,
  formatComparison,
  formatOptionValue,
  isComparable,
  isLookedUp,
  itemsOf,
  option,
  parseComparison,
  parseFilterId,
  parseOptionValue,
  parseRemoveId,
  removeId,
  unescapeControlValue,
} from '../../../src/slack/blocks/filter-ids.ts';
import { CONTEXT } from '../../support/rules.ts';

const { query } = CONTEXT;

const param = (name: string) => query.params.find((each) => each.name === name)!;

test('the id of a filter and of a chip name their query and parameter', () => {
  expect(parseFilterId(filterId(query, param('country')))).toEqual({ query: 'sales', param: 'country' });
  expect(parseRemoveId(removeId('sales', 'country'))).toEqual({ query: 'sales', param: 'country' });
  expect(parseRemoveId(removeId('sales'))).toEqual({ query: 'sales', param: undefined });
  expect([parseFilterId('ask/0'), parseRemoveId('ask/0')]).toEqual([undefined, undefined]);
});

test('a comparison is told from a period', () => {
  expect(parseComparison(formatComparison('last year'))).toBe('last year');
  expect([parseComparison('last year'), parseComparison(formatComparison('2003'))]).toEqual([undefined, undefined]);
});

describe('the value of an option', () => {
  test.each(['France', 'a & b <c>', '100%26', '', 'Öster\u0301reich'])('%j comes back', (value) =>
    expect(parseOptionValue(formatOptionValue(value), [])).toBe(value),
  );

  test('a long one is found again among the values', () => {
    const long = 'x'.repeat(500);
    expect(formatOptionValue(long).length).toBeLessThanOrEqual(75);
    expect(parseOptionValue(formatOptionValue(long), ['y', long])).toBe(long);
    expect(parseOptionValue(formatOptionValue(long), ['y'])).toBeUndefined();
  });
});

test.each(['sales > 5 & more', '50%', '%3C is <'])(
  'unescapeControlValue(escapeControlValue(%j)) is the same',
  (text) => {
    expect(escapeControlValue(text)).not.toMatch(/[&<>]/);
    expect(unescapeControlValue(escapeControlValue(text))).toBe(text);
  },
);

test('itemsOf() are the labels of choices, or the menu', () => {
  expect(itemsOf(param('measure'), undefined)?.[0]).toEqual({ text: 'Sales', value: 'sales' });
  expect(itemsOf(param('country'), ['France', 'France'])).toEqual([{ text: 'France', value: 'France' }]);
  expect([itemsOf(param('country'), undefined), itemsOf(param('country'), [])]).toEqual([undefined, undefined]);
});

test('currentOf() is what is chosen, and nothing that is left out', () => {
  const request = { query: 'sales', values: { country: ['France'] }, excluded: [] };
  expect(currentOf(request, param('country'))).toEqual(['France']);
  expect(currentOf({ ...request, excluded: ['country'] }, param('country'))).toEqual([]);
  expect(currentOf(request, param('measure'))).toEqual(['sales']);
});

test('isLookedUp, isComparable and option', () => {
  expect([isLookedUp(param('country')), isLookedUp(param('top'))]).toEqual([true, false]);
  expect([isComparable(query), isComparable({ ...query, params: [] })]).toEqual([true, false]);
  expect(option({ text: 'France', value: 'France' }, 'Country').text.text).toBe('Country: France');
  expect(option({ text: '', value: '' })).toMatchObject({ text: { text: '(blank)' }, value: '=' });
});
