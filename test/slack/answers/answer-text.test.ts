import { afterEach, expect, test } from 'vitest';

import type { Seen, Workspace } from '../../support/workspace.ts';

import { controlIds, isAnswer, openWorkspace, wordsOf } from '../../support/workspace.ts';

let workspace: Workspace | undefined;

afterEach(async () => {
  await workspace?.close();
  workspace = undefined;
});

const has = (action: string) => (message: Seen) => controlIds(message).some((id) => id.startsWith(action));

test.each([
  ['', 'What you can ask'],
  ['help', 'What you can ask'],
  ['help sales', 'Sales'],
  ['help slaes', 'No query is called “slaes”'.replace(/[“”]/g, '"')],
])('/owl %s answers its asker alone: %s', async (text, words) => {
  workspace = await openWorkspace();
  await workspace.type(`/owl ${text}`);
  const answer = await workspace.until(({ messages }) => messages.find(({ ephemeral }) => ephemeral));
  expect(answer.text).toContain(words);
  await workspace.use(answer, 'ask/');
  await workspace.until(({ messages }) =>
    messages.find((message) => message.ts > answer.ts && (isAnswer(message) || message.ephemeral)),
  );
});

test('help on a query tells its values, how many and how old they are, and examples that run by a click', async () => {
  workspace = await openWorkspace({ own: { listedAt: () => new Date('2026-11-23T11:56:00Z') } });
  const { type, until, use } = workspace;
  await type('/owl help revenue');
  const guide = await until(({ messages }) => messages.find(has('ask/')));
  expect(wordsOf(guide)).toMatch(/country \(5, such as France, Germany\) · .*; read 4 minutes ago/);
  await use(guide, 'ask/0');
  await until(({ messages }) => messages.find(isAnswer));
});
