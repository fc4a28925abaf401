import { expect, test } from 'vitest';

import { isOffered, option, optionsOf } from '../../../../src/local/slack/rules/option.ts';
import { findProblems } from '../../../../src/local/slack/rules/problem.ts';

const one = (value: string, given: object = {}) => ({ text: { type: 'plain_text', text: value, ...given }, value });

test('optionsOf() takes options out of their groups', () => {
  expect(optionsOf({ options: [one('a')], option_groups: [{ options: [one('b')] }, {}] })).toEqual([
    one('a'),
    one('b'),
  ]);
  expect(optionsOf({})).toEqual([]);
});

test('isOffered() compares an option as a whole, but not its emoji', () => {
  const menu = { options: [one('a')] };
  expect(isOffered(menu, one('a', { emoji: true }))).toBe(true);
  expect(isOffered(menu, { ...one('a'), text: { type: 'plain_text', text: 'other' } })).toBe(false);
  expect(isOffered(menu, { ...one('a'), description: { type: 'plain_text', text: 'more' } })).toBe(false);
});

test.each([
  [one('a'), []],
  [{ ...one('a'), value: 'x'.repeat(151) }, ['/option/value must be less than 151 characters']],
  [{ ...one('a'), url: 'https://example.com' }, ['/option invalid additional property: url']],
])('an option is checked: %j', (value, problems) =>
  expect(findProblems(option, value, '/option').map(({ pointer, message }) => `${pointer} ${message}`)).toEqual(
    problems,
  ),
);
