import { expect, test } from 'vitest';

import { greetingMessage } from '../../../src/slack/blocks/greeting.ts';
import { controlsOf } from '../../../src/slack/blocks/message.ts';

const HELP = {
  title: 'Owlpost',
  text: '',
  queries: [{ name: 'sales', title: 'Sales', description: 'Orders', example: 'sales' }],
  params: [],
  parts: [],
  examples: ['sales', 'sales by month', 'top 5 countries', 'a fourth one'],
};

const greeting = (help: Partial<typeof HELP> = {}) =>
  greetingMessage({ ...HELP, ...help }, { command: '/owl', mention: '<@B1>', nonce: 'n' });

test('greetingMessage() says what can be asked, and offers three questions', () => {
  const { blocks } = greeting();
  expect(JSON.stringify(blocks)).toContain('What can be asked here: Sales.');
  expect(blocks.flatMap(controlsOf)).toHaveLength(3);
});

test('greetingMessage() of an empty catalogue', () => {
  const { blocks } = greeting({ queries: [], examples: [] });
  expect(JSON.stringify(blocks)).toContain('Nothing can be asked yet.');
  expect(blocks.flatMap(controlsOf)).toEqual([]);
});
