import { expect, test } from 'vitest';

import { BOT } from '../../../../src/local/slack/workspace/demo-people.ts';
import {
  addMessage,
  findMessage,
  messagesOf,
  removeMessage,
  replaceContent,
  withBlockIds,
} from '../../../../src/local/slack/workspace/message.ts';
import { openBareWorkspace } from '../../../support/slack-workspace.ts';

const CHANNEL = 'C0SALES001';

async function open() {
  const { workspace } = await openBareWorkspace();
  const say = (text: string, given: object = {}) =>
    addMessage(workspace, BOT.id, { channel: CHANNEL, ...given }, { text });
  const now = (ts: string) => findMessage(workspace, CHANNEL, ts)?.message;
  return { workspace, say, now };
}

test('messages of one moment stand in their order', async () => {
  const { workspace, say } = await open();
  const stamps = ['a', 'b', 'c'].map((text) => say(text).message.ts);
  expect(stamps.toSorted()).toEqual(stamps);
  expect(messagesOf(workspace, CHANNEL).map(({ message }) => message.text)).toEqual(['a', 'b', 'c']);
});

test('a thread counts its replies, but not what one person sees', async () => {
  const { workspace, say, now } = await open();
  const { ts } = say('first').message;
  const reply = say('reply', { thread: ts });
  say('for one', { thread: ts, onlyFor: 'U0MIRA0001' });
  expect(now(ts)).toMatchObject({
    thread_ts: ts,
    reply_count: 1,
    reply_users: [BOT.id],
    latest_reply: reply.message.ts,
  });
  removeMessage(workspace, reply);
  expect(now(ts)).not.toHaveProperty('reply_count');
});

test('the first message of a thread leaves a place holder, any other nothing', async () => {
  const { workspace, say, now } = await open();
  const [parent, alone] = [say('first'), say('alone')];
  say('reply', { thread: parent.message.ts });
  removeMessage(workspace, findMessage(workspace, CHANNEL, parent.message.ts)!);
  removeMessage(workspace, alone);
  expect(now(parent.message.ts)).toMatchObject({ subtype: 'tombstone', text: 'This message was deleted.' });
  expect(now(alone.message.ts)).toBe(undefined);
});

test('only a change of the text alone is marked as edited', async () => {
  const { workspace, say } = await open();
  const posted = say('first');
  const changed = replaceContent(workspace, posted, { text: 'second' });
  expect(changed.message).toMatchObject({ text: 'second', edited: { user: BOT.id } });
  const drawn = replaceContent(workspace, changed, { text: 'third', blocks: [{ type: 'divider' }] });
  expect(drawn.message).not.toHaveProperty('edited');
  expect(replaceContent(workspace, drawn, { text: 'fourth' }).message).not.toHaveProperty('blocks');
});

test('withBlockIds() gives ids where there are none', () => {
  const [block] = withBlockIds([
    { type: 'actions', elements: [{ type: 'button', action_id: 'own' }, { type: 'button' }] },
  ]);
  const [own, given] = block!.elements as { action_id: string }[];
  expect(own!.action_id).toBe('own');
  expect([given!.action_id, block!.block_id]).toEqual([
    expect.stringMatching(/^.{5}$/),
    expect.stringMatching(/^.{5}$/),
  ]);
});
