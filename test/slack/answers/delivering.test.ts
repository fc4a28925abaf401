import { afterEach, expect, test } from 'vitest';

import type { Workspace } from '../../support/workspace.ts';

import { isAnswer, openWorkspace, wordsOf } from '../../support/workspace.ts';

let workspace: Workspace | undefined;

afterEach(async () => {
  await workspace?.close();
  workspace = undefined;
});

test.each([
  ['cannot be drawn', { draw: () => Promise.reject(new Error('no fonts')) }, undefined, 'could not be drawn'],
  ['cannot be uploaded', {}, { method: 'files.getUploadURLExternal', error: 'internal_error' }, 'could not be shown'],
  ['is refused', {}, { method: 'chat.postMessage', error: 'invalid_blocks', holding: 'filter/' }, 'could not be shown'],
])('the answer stands without a picture that %s', async (_, options, fault, words) => {
  workspace = await openWorkspace(options);
  if (fault) await workspace.fault({ times: 1, ...fault });
  await workspace.type('/owl sales');
  const answer = await workspace.until(({ messages }) => messages.find(isAnswer));
  expect(answer.text).toContain('France');
  expect(wordsOf(answer)).toContain(words);
  expect(answer.blocks?.some(({ type }) => type === 'image')).toBe(false);
});

test('a post that Slack puts off is made again', async () => {
  workspace = await openWorkspace({ isPublic: true });
  await workspace.fault({ method: 'chat.postMessage', retryAfter: 0, times: 1 });
  await workspace.type('/owl sales');
  await workspace.until(({ messages }) => messages.find(isAnswer));
});

test('an answer with a thread stays when the next one is posted anew', async () => {
  workspace = await openWorkspace();
  const { type, until, use, post } = workspace;
  await type('/owl sales');
  const first = await until(({ messages }) => messages.find(isAnswer));
  await post('type', { channel: 'sales', thread: first.ts, text: 'Really?' });
  await use(first, 'filter/sales/by', '=city');
  await until(({ messages }) => messages.find((message) => isAnswer(message) && message.ts !== first.ts));
  const old = await until(({ messages }) =>
    messages.find((message) => wordsOf(message).includes('A newer answer stands below.')),
  );
  expect([old.ts, old.text]).toEqual([first.ts, first.text]);
  expect(old.blocks?.map((block) => block.type)).toEqual(['section', 'image', 'context']);
});
