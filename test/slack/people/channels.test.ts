import { expect, test } from 'vitest';

import { openChannels } from '../../../src/slack/people/channels.ts';
import { openPreferenceMap } from '../../support/preferences.ts';
import { openSlackClients } from '../../support/slack-clients.ts';

test('idOf(channel) finds public and private channels that the bot is in, and asks Slack once', async () => {
  const { clients, calls } = await openSlackClients();
  const { idOf } = openChannels(clients, openPreferenceMap());
  expect(await idOf('#ops')).toBe('C0OPS00001');
  expect(await idOf('#ops')).toBe('C0OPS00001');
  expect(await idOf('C0SALES001')).toBe('C0SALES001');
  expect((await calls()).filter(({ method }) => method === 'users.conversations')).toHaveLength(1);
});

test.each(['#board', '#lounge', '#nowhere'])('idOf(%j) says that the bot is not there', async (channel) => {
  const { clients } = await openSlackClients();
  await expect(openChannels(clients, openPreferenceMap()).idOf(channel)).rejects.toThrow(
    `the bot is not in ${channel}: invite it there`,
  );
});

test.each([
  ['a channel with the bot', 'C0SALES001', true],
  ['a private channel with the bot', 'C0OPS00001', true],
  ['a person', 'U0MIRA0001', true],
  ['a public channel without it', 'C0LOUNGE01', false],
  ['a private channel without it', 'C0BOARD001', false],
  ['a channel that does not exist', 'C0NOWHERE1', false],
])('checkWritable(channel): %s', async (_, channel, isWritable) => {
  const { clients } = await openSlackClients();
  const checked = openChannels(clients, openPreferenceMap()).checkWritable(channel);
  if (isWritable) await expect(checked).resolves.toBeUndefined();
  else await expect(checked).rejects.toThrow(`the bot is not in ${channel}`);
});

test('checkWritable(channel) lets pass what Slack does not tell, and does not remember it', async () => {
  const { clients, fault, calls } = await openSlackClients();
  const { checkWritable } = openChannels(clients, openPreferenceMap());
  await fault({ method: 'conversations.info', error: 'missing_scope', times: 1 });
  await checkWritable('C0SALES001');
  await checkWritable('C0SALES001');
  await checkWritable('C0SALES001');
  expect((await calls()).map(({ ok }) => ok)).toEqual([false, true]);
});

test('checkJoined(channel) asks Slack once for all channels, and says where the bot is not', async () => {
  const { clients, calls } = await openSlackClients();
  const { checkJoined, idOf } = openChannels(clients, openPreferenceMap());
  const named = Promise.all(['#sales', '#ops'].map(idOf));
  await Promise.all(['C0SALES001', 'C0OPS00001', 'U0MIRA0001', 'D0MIRA0001', 'C0SALES001'].map(checkJoined));
  expect(await named).toEqual(['C0SALES001', 'C0OPS00001']);
  expect((await calls()).map(({ method }) => method)).toEqual(['users.conversations']);
  await expect(checkJoined('C0LOUNGE01')).rejects.toThrow('the bot is not in C0LOUNGE01');
});

test('checkJoined(channel) lets pass what Slack does not tell', async () => {
  const { clients, fault } = await openSlackClients();
  await fault({ method: 'users.conversations', error: 'missing_scope', times: 9 });
  await fault({ method: 'conversations.info', error: 'missing_scope', times: 9 });
  await openChannels(clients, openPreferenceMap()).checkJoined('C0SALES001');
});

test('idOf(channel) finds a renamed channel by the name that it had, unless another one has that name now', async () => {
  const { clients } = await openSlackClients();
  const memory = openPreferenceMap();
  await memory.put('channels', 'revenue', 'C0SALES001');
  await memory.put('channels', 'ops', 'C0SALES001');
  await memory.put('channels', 'left', 'C0LOUNGE01');
  const { idOf } = openChannels(clients, memory);
  expect(await idOf('#revenue')).toBe('C0SALES001');
  expect(await idOf('#ops')).toBe('C0OPS00001');
  expect(await memory.get('channels', 'ops')).toBe('C0OPS00001');
  await expect(idOf('#left'), 'the bot is not there any more').rejects.toThrow('the bot is not in #left');
});

test('directOf(person) finds the direct messages of the bot with a person, if there are any', async () => {
  const { clients } = await openSlackClients();
  const { directOf } = openChannels(clients, openPreferenceMap());
  const { channel } = await clients.posting.chat.postMessage({ channel: 'U0JONAS004', text: 'Hello' });
  expect(await directOf('U0JONAS004')).toBe(channel);
  expect(await directOf('U0UNKNOWN9')).toBeUndefined();
});

test('channelsOf(user) tells the channels that a person is in, and none when Slack does not tell', async () => {
  const { clients, fault } = await openSlackClients();
  const { channelsOf } = openChannels(clients, openPreferenceMap());
  const own = await channelsOf('U0MIRA0001');
  expect(own.has('#sales') && own.has('C0SALES001')).toBe(true);
  expect(own.has('#board')).toBe(false); // the bot is not there
  await fault({ method: 'users.conversations', error: 'missing_scope', times: 1 });
  expect(await channelsOf('U0MIRA0001')).toEqual(new Set());
});
