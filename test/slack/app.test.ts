import { afterEach, expect, test } from 'vitest';

import type { Workspace } from './workspace.ts';

import { find, isAnswer, openWorkspace, wordsOf } from './workspace.ts';

let workspace: Workspace | undefined;
afterEach(async () => {
  await workspace?.close();
  workspace = undefined;
});

test.each([
  ['HTTP, pictures uploaded', {}],
  ['HTTP, pictures on our own host', { isPublic: true }],
  ['Socket Mode', { isSocket: true }],
])('a question is answered, and a filter changes the answer: %s', async (_, options) => {
  workspace = await openWorkspace(options);
  const { type, until, use } = workspace;
  expect(await type('/owl sales by country')).toMatchObject({ ok: true });
  const first = await until(({ messages }) => messages.find(isAnswer));
  expect(first.text).toContain('France');
  expect(first.blocks?.map((block) => block.type)).toEqual([
    'section',
    'context',
    'image',
    'actions',
    'actions',
    'context',
  ]);

  await use(first, 'filter/sales/measure', '=units');
  const second = await until(({ messages }) =>
    messages.find((message) => isAnswer(message) && wordsOf(message).includes('Units sold by country')),
  );
  expect(find(second, 'filter/sales/measure')[1].initial_option?.text.text).toBe('Measure: Units sold');
  const { messages } = await workspace.scene();
  expect(messages.filter(isAnswer)).toHaveLength(1);
  expect(workspace.logged.filter(({ level }) => Number(level) >= 40)).toEqual([]);
});
