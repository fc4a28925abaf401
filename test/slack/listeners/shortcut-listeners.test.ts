import { afterEach, expect, test } from 'vitest';

import type { Workspace } from '../../support/workspace.ts';

import { filledModal, isAnswer, openWorkspace, wordsOf } from '../../support/workspace.ts';

let workspace: Workspace | undefined;

afterEach(async () => {
  await workspace?.close();
  workspace = undefined;
});

const answered =
  (words: string) =>
  ({ messages }: { messages: Parameters<typeof isAnswer>[0][] }) =>
    messages.find((message) => isAnswer(message) && wordsOf(message).includes(words));

test('the shortcut of a message asks about it, and the answer comes into its thread', async () => {
  workspace = await openWorkspace({ isPublic: true });
  const { post, type, until } = workspace;
  await type('sales by city & more');
  const said = await until(({ messages }) => messages.find(({ text }) => text.startsWith('sales by city')));
  await post('shortcut', { callback: 'ask_about_message', channel: 'sales', ts: said.ts });
  const form = await until(filledModal);
  expect(JSON.stringify(form.blocks)).toContain('"initial_value":"sales by city & more"');
  const ask = (text: string) => post('submit', { view: form.id, values: { 'ask/question': { 'ask/question': text } } });
  expect(await ask('sales by city & more')).toMatchObject({
    errors: { 'ask/question': expect.stringContaining('more') },
  });
  await ask('sales by city');
  expect((await until(answered('Sales by city'))).thread_ts).toBe(said.ts);
});

test('the shortcut from anywhere asks for a channel, or answers the person alone', async () => {
  workspace = await openWorkspace({ isPublic: true });
  const { post, until } = workspace;
  const ask = async (channel?: string) => {
    await post('shortcut', { callback: 'ask_owlpost' });
    const form = await until(filledModal);
    const values = {
      'ask/question': { 'ask/question': 'sales by city' },
      ...(channel && { 'ask/channel': { 'ask/channel': channel } }),
    };
    await post('submit', { view: form.id, values });
  };
  await ask('C0MARKET01');
  expect((await until(answered('Sales by city'))).channel).toBe('C0MARKET01');
  await ask();
  await until(({ messages }) => messages.find((message) => isAnswer(message) && message.channel.startsWith('D')));
  await ask('C0LOUNGE01');
  await until(({ messages }) => messages.find(({ text }) => text.includes('/invite @owlpost')));
});
