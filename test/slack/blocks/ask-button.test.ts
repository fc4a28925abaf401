import { expect, test } from 'vitest';

import { checkMessageBlocks } from '../../../src/local/slack/rules/surface.ts';
import { askButton, askInThreadButton, asksInThread } from '../../../src/slack/blocks/ask-button.ts';
import { unescapeControlValue } from '../../../src/slack/blocks/filter-ids.ts';

test.each(['sales by country', 'sales note="a <b> & c"', 'x'.repeat(400)])('askButton(%j) asks just that', (text) => {
  const button = askButton(text, 3)!;
  expect(unescapeControlValue(button.value!)).toBe(text);
  expect(button.action_id).toBe('ask/3');
  expect(checkMessageBlocks([{ type: 'actions', elements: [button] }])).toEqual([]);
});

test('askButton() has words of its own when they are given', () =>
  expect(askButton('sales', 0, 'Ask by itself')?.text.text).toBe('Ask by itself'));

test.each([
  ['bought-together this year', 'bought together this year'],
  ['sales period=2025-03', 'sales period=2025-03'],
  ['sales of Coca-Cola', 'sales of Coca-Cola'],
])('askButton(%j) says %j', (text, words) => expect(askButton(text, 0)?.text.text).toBe(words));

test('askInThreadButton() asks the same, and is known by its action id', () => {
  const button = askInThreadButton('sales', 2, 'Show the numbers')!;
  expect(button).toEqual({ ...askButton('sales', 2, 'Show the numbers'), action_id: 'ask/thread/2' });
  expect(['ask/thread/2', 'ask/2', 'asked/thread/2'].map(asksInThread)).toEqual([true, false, false]);
  expect(askInThreadButton('x'.repeat(3000), 0, 'Ask')).toBe(undefined);
});

test('askButton() is undefined for a question that no button can hold', () =>
  expect(askButton('x'.repeat(3000), 0)).toBe(undefined));
