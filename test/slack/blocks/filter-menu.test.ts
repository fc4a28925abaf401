import { expect, test } from 'vitest';

import { external, filterMenu, isStatic } from '../../../src/slack/blocks/filter-menu.ts';
import { plain } from '../../../src/slack/blocks/limits.ts';
import { FORM_QUERY } from '../../support/form-query.ts';

const param = (name: string) => FORM_QUERY.params.find((each) => each.name === name)!;

const items = (...values: string[]) => values.map((value) => ({ text: `the ${value}`, value }));

test('filterMenu() of one value is filled with it, in the words of its item', () =>
  expect(filterMenu(FORM_QUERY, param('by'), ['city'], items('country', 'city'))).toMatchObject({
    type: 'static_select',
    action_id: 'filter/sales/by',
    placeholder: { text: 'None' },
    initial_option: { text: { text: 'the city' }, value: '=city' },
  }));

test('filterMenu() of several values keeps those that are not among its items', () => {
  const menu = filterMenu(FORM_QUERY, param('country'), ['Atlantis', 'USA'], items('USA', 'France'));
  expect(menu.type).toBe('multi_static_select');
  const { options, initial_options } = menu as { options: { value: string }[]; initial_options: { value: string }[] };
  expect(options.map(({ value }) => value)).toEqual(['=USA', '=France', '=Atlantis']);
  expect(initial_options.map(({ value }) => value)).toEqual(['=Atlantis', '=USA']);
});

test('filterMenu() has its options fetched where they are not known, too many, or none', () => {
  const many = items(...Array.from({ length: 100 }, (_, index) => String(index)));
  for (const given of [undefined, many, []]) {
    expect(filterMenu(FORM_QUERY, param('country'), [], given).type).toBe('multi_external_select');
    expect(filterMenu(FORM_QUERY, param('by'), [], given).type).toBe('external_select');
  }
});

test('external() makes a menu smaller, and nothing of other controls', () => {
  const menu = filterMenu(FORM_QUERY, param('by'), ['city'], items('country', 'city'));
  const smaller = external(menu)!;
  expect(smaller).toMatchObject({ type: 'external_select', action_id: 'filter/sales/by', min_query_length: 0 });
  expect(smaller).not.toHaveProperty('options');
  expect(smaller.initial_option).toMatchObject({ value: '=city' });
  expect(external({ type: 'button', action_id: 'ask/0', text: plain('Ask', 75) })).toBe(undefined);
});

test.each([
  [0, 1, false],
  [1, 1, true],
  [99, 1, true],
  [100, 1, false],
  [60, 100, false],
])('isStatic() of %i options with %i characters is %s', (count, length, expected) =>
  expect(isStatic(Array.from({ length: count }, () => 'x'.repeat(length)))).toBe(expected),
);
