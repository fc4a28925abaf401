import { describe, expect, test } from 'vitest';

import { formatState, parseState } from '../../../src/slack/blocks/state.ts';

describe('formatState() and parseState() are inverse', () => {
  test.each([
    ['a question', { text: 'sales country="New Zealand"' }],
    ['everything', { text: 'sales', asker: 'U1', executionId: 'e', runId: 'r' }],
    ['a long question', { text: `sales customer="${'Toys & Co,'.repeat(400)}"` }],
    ['emoji and Arabic', { text: 'sales customer="😀 مبيعات"' }],
  ])('%s', (_, state) => {
    const value = formatState(state, 2000)!;
    expect(value.length).toBeLessThanOrEqual(2000);
    expect(parseState(value)).toEqual(state);
  });
});

test('a state that does not fit even packed is not formatted', () => {
  const text = Array.from({ length: 5000 }, (_, index) =>
    String.fromCodePoint(0x4e00 + ((index * 7919) % 20_000)),
  ).join('');
  expect(formatState({ text }, 2000)).toBeUndefined();
});

describe('parseState() takes nothing else', () => {
  test.each(['', 'sales', '{"text":1}', 'null', '~', '~AAAA', '{'])('%s', (value) => {
    expect(parseState(value)).toBeUndefined();
  });

  test('nor no value at all', () => expect(parseState(undefined)).toBeUndefined());
});
