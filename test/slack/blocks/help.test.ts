import { expect, test } from 'vitest';

import type { Help } from '../../../src/question/help.ts';

import { checkMessageBlocks, isTooLong } from '../../../src/local/slack/rules/surface.ts';
import { helpMessage } from '../../../src/slack/blocks/help.ts';

const query = (name: string, length = 10) => ({
  name,
  title: 't'.repeat(length),
  description: '<d>'.repeat(length),
  example: `${name} ${'e'.repeat(length)}`,
});

const help: Help = {
  title: 'What you can ask',
  text: 'Ask.',
  queries: [query('sales')],
  params: [],
  parts: [],
  examples: ['sales'],
};

test.each<[string, Help]>([
  ['one query', help],
  ['no queries', { ...help, queries: [], examples: [] }],
  ['200 queries', { ...help, queries: Array.from({ length: 200 }, (_, index) => query(`query-${index}`)) }],
  [
    '500 queries with long words',
    { ...help, queries: Array.from({ length: 500 }, (_, index) => query(`query-${index}`, 300)) },
  ],
  ['long words', { ...help, title: 'x'.repeat(5000), text: 'y'.repeat(5000), queries: [query('sales', 3000)] }],
  ['empty words', { ...help, title: '', text: '', queries: [{ name: 'a', title: '', description: '', example: '' }] }],
  [
    'help on one query',
    {
      ...help,
      queries: [],
      parts: Array.from({ length: 6 }, (_, index) => ({ title: `Part ${index}`, text: '<v> '.repeat(1500) })),
      examples: Array.from({ length: 9 }, (_, index) => `${index} ${'e'.repeat(300)}`),
    },
  ],
])('guideMessage() stays within what Slack takes: %s', (_, given) => {
  const { blocks, text } = helpMessage(given, { command: '/owl', nonce: 'n' });
  expect(checkMessageBlocks(blocks)).toEqual([]);
  expect(isTooLong(blocks as never)).toBe(false);
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(4000);
});

test.each([
  [0, 1, ['list/on 20']],
  [20, 21, ['list/back 0', 'list/on 40']],
  [490, 491, ['list/back 470']],
  [9999, 500, ['list/back 479']],
  [-5, 1, ['list/on 20']],
])('of 500 queries, the page at %d begins with the %dth', (start, first, turns) => {
  const queries = Array.from({ length: 500 }, (_, index) => query(`query-${index + 1}`));
  const { blocks } = helpMessage({ ...help, queries }, { command: '/owl', nonce: 'n', start });
  expect(checkMessageBlocks(blocks)).toEqual([]);
  const find = blocks.find((block) => block.type === 'actions')!;
  const [field, ...buttons] = find.elements as readonly { type: string; action_id: string; value?: string }[];
  expect(field).toMatchObject({ type: 'external_select', action_id: 'find' });
  expect(buttons.map(({ action_id, value }) => `${action_id} ${value}`)).toEqual(turns);
  const line = blocks.find(({ block_id }) => block_id?.startsWith('query-0'));
  expect(JSON.stringify(line)).toContain(`query-${first} `);
});

test('what is not described has no line of its own', () => {
  const ids = helpMessage({ ...help, text: '' }, { command: '/owl', nonce: 'n' }).blocks.map(({ block_id: id }) => id);
  expect(ids).not.toContain('text/n');
});
