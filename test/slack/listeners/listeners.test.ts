import { afterEach, expect, test } from 'vitest';

import type { Workspace } from '../../support/workspace.ts';

import { UserError } from '../../../src/error.ts';
import { answerTable, openWorkspace, wordsOf } from '../../support/workspace.ts';

let workspace: Workspace | undefined;

afterEach(async () => {
  await workspace?.close();
  workspace = undefined;
});

test.each([
  ['an unknown query', '/owl weather', 'No query is called "weather"', answerTable],
  ['an unknown value', '/owl sales country=Atlantis', 'Atlantis', answerTable],
  ['10,000 characters', `/owl sales ${'x'.repeat(10_000)}`, 'at most 2,000 characters', answerTable],
  ['control characters and mentions', '/owl <!channel> \u202e\u0007', 'No query is called', answerTable],
  ['what the engine refuses', '/owl sales', 'Ask for less.', () => Promise.reject(new UserError('ask for less'))],
  ['a bug', '/owl sales', 'Something went wrong on my side', () => Promise.reject(new Error('broken'))],
])('%s is one sentence to the asker alone', async (_, text, words, run) => {
  workspace = await openWorkspace({ run });
  await workspace.type(text);
  const told = await workspace.until(({ messages }) => messages.find(({ ephemeral }) => ephemeral));
  expect(told.text).toContain(words);
  expect(told.text).not.toContain('<!channel>');
  const others = await workspace.scene('tomas');
  expect(others.messages.filter(({ user, text }) => user === 'U0WLPOST1' && text !== '').length).toBe(0);
});

test('a bug is logged whole, and named to the asker by a reference alone', async () => {
  workspace = await openWorkspace({ run: () => Promise.reject(new Error('secret detail')) });
  await workspace.type('/owl sales');
  const told = await workspace.until(({ messages }) => messages.find(({ ephemeral }) => ephemeral));
  const reference = /reference (\w{8})/.exec(told.text)?.[1];
  expect(wordsOf(told)).not.toContain('secret');
  expect(workspace.logged.find((entry) => entry.reference === reference)).toMatchObject({
    error: { message: 'secret detail' },
  });
});
