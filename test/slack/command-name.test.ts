import { expect, onTestFinished, test } from 'vitest';

import { openCommandName } from '../../src/slack/command-name.ts';
import { openWorkspace } from '../support/workspace.ts';

test('openCommandName() is the manifest’s own until Slack sends another, which all instances remember', async () => {
  const texts = new Map<string, string>();
  const memory = {
    get: async (key: string) => texts.get(key),
    put: async (key: string, text: string) => void texts.set(key, text),
  };
  const command = await openCommandName(memory, { log: { warn() {} } });
  expect(command.get()).toBe('/owl');
  command.set('/eule');
  expect(command.get()).toBe('/eule');
  expect((await openCommandName(memory, { log: { warn() {} } })).get()).toBe('/eule');
});

test('openCommandName() goes on without a store that answers', async () => {
  const warnings: string[] = [];
  const refuse = async () => Promise.reject(new Error('away'));
  const log = { warn: (_: unknown, message: string) => void warnings.push(message) };
  const command = await openCommandName({ get: refuse, put: refuse }, { log: log as never });
  expect(command.get()).toBe('/owl');
  command.set('/eule');
  expect(command.get()).toBe('/eule');
  expect(warnings).toEqual(['the name of the slash command could not be remembered']);
});

test('a workspace that calls the command /eule sees /eule in all that is said, and in links', async () => {
  const workspace = await openWorkspace({ command: '/eule', isPublic: true });
  onTestFinished(workspace.close);
  const { type, post, until, scene, bot } = workspace;
  const said = (...parts: readonly string[]) =>
    until(({ messages }) => messages.find((message) => parts.every((part) => JSON.stringify(message).includes(part))));

  for (const text of ['help', 'sales in Atlantis', 'settings', 'subscriptions']) await type(`/eule ${text}`);
  await Promise.all(['What you can ask', 'Atlantis', '/eule save as', '/eule subscribe'].map((part) => said(part)));
  await post('home', {});
  await until(({ home }) => home);
  expect(JSON.stringify(await scene())).not.toContain('/owl');
  expect(await (await fetch(`${bot.url}/ask?question=sales`)).text()).toContain('<pre>/eule sales</pre>');

  await workspace.another();
  await post('type', { channel: 'direct', text: 'settings' });
  await said('"channel":"D', '/eule save as');
});
