import { expect, test } from 'vitest';

import {
  invalidArguments,
  isSet,
  optionalText,
  readInput,
  requiredText,
} from '../../../../src/local/slack/api/input.ts';

test('readInput() reads what travels in a form as JSON, and leaves all else', () => {
  expect(readInput({ blocks: '[{"type":"divider"}]', text: '[1]', view: { type: 'home' } })).toEqual({
    blocks: [{ type: 'divider' }],
    text: '[1]',
    view: { type: 'home' },
  });
});

test('readInput() refuses what is no JSON in the words of Slack', () => {
  expect(() => readInput({ blocks: '[' })).toThrow('invalid_blocks_format');
  expect(() => readInput({ metadata: '{' })).toThrow('invalid_arguments');
});

test('requiredText() must not be empty', () => {
  expect(requiredText({ channel: 'C1' }, 'channel')).toBe('C1');
  expect(requiredText({ limit: 0 }, 'limit')).toBe('0');
  for (const input of [{}, { channel: null }, { channel: '' }])
    expect(() => requiredText(input, 'channel')).toThrow('invalid_arguments');
  expect(optionalText({ channel: null }, 'channel')).toBe('');
});

test.each([
  [true, true],
  ['true', true],
  ['1', true],
  [1, true],
  ['false', false],
  [false, false],
  [undefined, false],
])('isSet() of %j is %s', (value, expected) => expect(isSet({ flag: value }, 'flag')).toBe(expected));

test('invalidArguments() names each of its reasons', () =>
  expect(JSON.stringify({ ...invalidArguments(['a', 'b']) })).toContain('"messages":["[ERROR] a","[ERROR] b"]'));
