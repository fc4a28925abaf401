import { afterEach, expect, test } from 'vitest';

import type { Seen, Workspace } from '../../support/workspace.ts';

import { holdRun } from '../../support/held-run.ts';
import { controlIds, find, isAnswer, openWorkspace } from '../../support/workspace.ts';

let workspace: Workspace | undefined;

afterEach(async () => {
  await workspace?.close();
  workspace = undefined;
});

const latest = (messages: Seen[], test: (message: Seen) => boolean) => messages.findLast(test);

const has = (action: string) => (message: Seen) => controlIds(message).some((id) => id.startsWith(action));

test('stop() stops what runs and says so', async () => {
  const { run } = holdRun(() => true);
  workspace = await openWorkspace({ run });
  await workspace.type('/owl sales');
  const working = await workspace.until(({ messages }) => latest(messages, has('cancel')));
  await workspace.bot.stop();
  const { messages } = await workspace.scene();
  expect(messages.find(({ ts }) => ts === working.ts)?.text).toContain('restarting');
});

test.each(['lounge', 'board'])(
  'in a channel without the bot, #%s, the asker learns how to invite it',
  async (channel) => {
    workspace = await openWorkspace();
    await workspace.type('/owl sales', channel);
    const told = await workspace.until(({ messages }) => messages.find(({ ephemeral }) => ephemeral));
    expect(told.text).toContain('/invite @owlpost');
    expect(find(told, 'ask/')[1].value).toBe('sales');
  },
);

test.each([
  ['refuses', { error: 'fatal_error' }],
  ['does not answer', { status: 500 }],
  ['breaks the connection for', { cut: true }],
])('the answer comes though Slack %s the message that says it is worked on', async (_, fault) => {
  const { run, release } = holdRun(() => true);
  workspace = await openWorkspace({ run, isPublic: true });
  await workspace.fault({ method: 'chat.postMessage', times: 1, ...fault });
  await workspace.type('/owl sales');
  await expect
    .poll(() => workspace!.logged.map(({ msg }) => msg), { timeout: 20_000 })
    .toContain('cannot show that a question is worked on');
  release();
  const answer = await workspace.until(({ messages }) => messages.find(isAnswer));
  expect(answer.text).toContain('France');
  const { messages } = await workspace.scene();
  expect(messages.filter(({ ephemeral }) => ephemeral)).toEqual([]);
});
