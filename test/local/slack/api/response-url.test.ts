import { expect, test } from 'vitest';

import { issueResponseUrl, useResponseUrl } from '../../../../src/local/slack/api/response-url.ts';
import { BOT } from '../../../../src/local/slack/workspace/demo-people.ts';
import { addMessage, messagesOf } from '../../../../src/local/slack/workspace/message.ts';
import { openBareWorkspace } from '../../../support/slack-workspace.ts';

const PLACE = { channel: 'C0SALES001', person: 'U0MIRA0001' };

async function open(original?: string) {
  const { workspace, wait } = await openBareWorkspace();
  const posted = original === undefined ? undefined : addMessage(workspace, BOT.id, PLACE, { text: original });
  const url = issueResponseUrl(workspace, { ...PLACE, ...(posted && { original: posted.message.ts }) });
  const answer = async (body: object) => {
    const { status, body: told } = await useResponseUrl(workspace, url.split('/').at(-1)!, { ...body });
    return [status, (told as { error?: string }).error];
  };
  const shown = () => messagesOf(workspace, PLACE.channel).map(({ message, onlyFor }) => [message.text, onlyFor]);
  return { workspace, wait, answer, shown };
}

test('an answer is for the one person unless it says otherwise', async () => {
  const { answer, shown } = await open();
  expect(await answer({ text: 'for you' })).toEqual([200, undefined]);
  await answer({ text: 'for all', response_type: 'in_channel' });
  expect(shown()).toEqual([
    ['for you', PLACE.person],
    ['for all', undefined],
  ]);
});

test('an answer replaces or deletes the message that was used', async () => {
  const { answer, shown } = await open('first');
  await answer({ text: 'second', replace_original: true });
  expect(shown()).toEqual([['second', undefined]]);
  await answer({ delete_original: true });
  expect(shown()).toEqual([]);
});

test('five answers in half an hour, and no more', async () => {
  const { answer, wait } = await open();
  for (const _ of Array(5).keys()) expect(await answer({ text: 'again' })).toEqual([200, undefined]);
  expect(await answer({ text: 'again' })).toEqual([404, 'used_url']);
  wait(30 * 60_000 + 1);
  expect(await answer({ text: 'again' })).toEqual([404, 'expired_url']);
});

test('what Slack does not take is refused in its words', async () => {
  const { answer, workspace } = await open();
  expect(await answer({})).toEqual([500, 'no_text']);
  expect(await answer({ blocks: [{ type: 'made up' }] })).toEqual([400, 'invalid_blocks']);
  expect((await useResponseUrl(workspace, 'none', {})).status).toBe(404);
});
