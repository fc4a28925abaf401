import { expect, test } from 'vitest';

import type { SlackClients } from '../../../src/slack/connection/clients.ts';
import type { Messages } from '../../../src/slack/messages/messages.ts';

import { fromForm, replyEphemeral } from '../../../src/slack/people/requester.ts';

const MESSAGE = { text: 'Sales', blocks: [] };

function open({ isRefused = false } = {}) {
  const calls: object[] = [];
  const postEphemeral = async (call: object) => {
    if (isRefused) throw new Error('not_in_channel');
    calls.push(call);
  };
  const clients = { interactive: { chat: { postEphemeral } } } as unknown as SlackClients;
  const messages = { post: async (channel: string) => void calls.push({ posted: channel }) } as unknown as Messages;
  return { calls, clients, messages };
}

test('replyEphemeral() prefers the response URL, in the thread', async () => {
  const { clients, calls } = open();
  const responded: unknown[] = [];
  const respond = async (given: unknown) => void responded.push(given);
  await replyEphemeral(clients, { user: 'U1', channel: 'C1', thread: '1.1' }, respond as never)(MESSAGE);
  expect(responded).toEqual([{ response_type: 'ephemeral', replace_original: false, ...MESSAGE, thread_ts: '1.1' }]);
  expect(calls).toEqual([]);
});

test('replyEphemeral() has the bot reply where the response URL is used up or missing', async () => {
  const { clients, calls } = open();
  const respond = async () => {
    throw new Error('used_url');
  };
  await replyEphemeral(clients, { user: 'U1', channel: 'C1' }, respond as never)(MESSAGE);
  await replyEphemeral(clients, { user: 'U1', channel: 'C1', thread: '1.1' })(MESSAGE);
  const call = { channel: 'C1', user: 'U1', ...MESSAGE };
  expect(calls).toEqual([call, { ...call, thread_ts: '1.1' }]);
});

test('fromForm() replies in the channel, and in direct messages where that cannot be', async () => {
  const here = open();
  await fromForm(here, 'U1', 'C1', '1.1').reply(MESSAGE);
  expect(here.calls).toMatchObject([{ channel: 'C1', user: 'U1', thread_ts: '1.1' }]);
  const refused = open({ isRefused: true });
  await fromForm(refused, 'U1', 'C1').reply(MESSAGE);
  expect(refused.calls).toEqual([{ posted: 'U1' }]);
});

test('fromForm() without a channel is in direct messages', async () => {
  const { calls, ...world } = open();
  const requester = fromForm(world, 'U1');
  await requester.reply(MESSAGE);
  expect(requester).toMatchObject({ user: 'U1', channel: 'U1', thread: undefined });
  expect(calls).toEqual([{ posted: 'U1' }]);
});
