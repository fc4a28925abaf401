import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { webApi } from '@slack/bolt';
import { expect, test } from 'vitest';

import { isFixed, openMessages } from '../../../src/slack/messages/messages.ts';
import { openUploadedPictures } from '../../../src/slack/messages/picture-host.ts';
import { openChannels } from '../../../src/slack/people/channels.ts';
import { openPreferenceMap } from '../../support/preferences.ts';
import { openSlackClients } from '../../support/slack-clients.ts';

const message = (text: string, nonce = 'n') => ({
  text,
  blocks: [{ type: 'divider' as const, block_id: `line/${nonce}` }],
});

async function open() {
  const opened = await openSlackClients();
  const { clients, log } = opened;
  const pictures = openUploadedPictures(clients, { log });
  return {
    ...opened,
    messages: openMessages({ clients, channels: openChannels(clients, openPreferenceMap()), pictures, log }),
  };
}

test('post(channel) takes a private channel by its name, and update() changes the message', async () => {
  const { messages, clients } = await open();
  const ref = await messages.post('#ops', message('first'));
  expect(ref.channel).toBe('C0OPS00001');
  expect(await messages.update(ref, message('second'))).toBe(true);
  const { messages: found } = await clients.reading.conversations.history({ channel: ref.channel, limit: 1 });
  expect(found?.[0]?.text).toBe('second');
});

test('post() is tried again when Slack puts it off, and only then', async () => {
  const { messages, fault, calls } = await open();
  await fault({ method: 'chat.postMessage', retryAfter: 0, times: 1 });
  await messages.post('C0SALES001', message('first'));
  await fault({ method: 'chat.postMessage', status: 500, times: 1 });
  await expect(messages.post('C0SALES001', message('second'))).rejects.toThrow();
  expect((await calls()).filter(({ method }) => method === 'chat.postMessage')).toHaveLength(3);
});

test.each([{}, { channel: 'C0SALES001' }, { ts: '1.1' }, { channel: 'C0SALES001', ts: '' }])(
  'post() has posted nothing by an answer that is ok, and says but %j',
  async (answered) => {
    const server = createServer((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ ok: true, ...answered }));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const slackApiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`;
    const { clients, log } = await openSlackClients();
    const posting = new webApi.WebClient('xoxb-1', { slackApiUrl, retryConfig: { retries: 0 } });
    const channels = openChannels(clients, openPreferenceMap());
    const pictures = openUploadedPictures(clients, { log });
    const messages = openMessages({ clients: { ...clients, posting }, channels, pictures, log });
    await expect(messages.post('C0SALES001', message('first'))).rejects.toThrow('did not say where the message stands');
    server.closeAllConnections();
    server.close();
  },
);

test('carries(ref) knows the rendering that stands, in a channel and in a thread, and trusts when Slack does not tell', async () => {
  const { messages, fault } = await open();
  const first = await messages.post('C0SALES001', message('first', 'one'));
  const reply = await messages.post('C0SALES001', message('reply', 'two'), { thread: first.ts });
  expect(reply.thread).toBe(first.ts);
  expect([await messages.carries(first, 'one'), await messages.carries(first, 'two')]).toEqual([true, false]);
  expect([await messages.carries(reply, 'two'), await messages.carries(reply, 'one')]).toEqual([true, false]);
  await fault({ method: 'conversations.history', error: 'missing_scope', times: 1 });
  expect(await messages.carries(first, 'two')).toBe(true);
});

test('replace(ref) posts anew in the same place, and deletes the old message unless people replied to it', async () => {
  const { messages, clients, post } = await open();
  const first = await messages.post('C0SALES001', message('first'));
  const second = await messages.replace(first, message('second'));
  await post('type', { channel: 'sales', thread: second.ts, text: 'Really?' });
  const third = await messages.replace(second, message('third'));
  const reply = await messages.post('C0SALES001', message('reply'), { thread: third.ts });
  expect((await messages.replace(reply, message('reply 2'))).thread).toBe(third.ts);
  const { messages: found = [] } = await clients.reading.conversations.history({ channel: 'C0SALES001' });
  const own = found.filter(({ user }) => user === 'U0WLPOST1').map(({ text, ts }) => [ts, text]);
  expect(own).toEqual([
    [third.ts, 'third'],
    [second.ts, 'second'],
  ]);
});

test('remove(ref) never rejects', async () => {
  const { messages, logged } = await open();
  await messages.remove({ channel: 'C0SALES001', ts: '1.1' });
  expect(logged.filter(({ level }) => Number(level) >= 40)).toEqual([]);
  await messages.remove({ channel: 'C0NOWHERE1', ts: '1.1' });
  expect(logged.filter(({ level }) => Number(level) >= 40)).toMatchObject([{ msg: 'a message could not be deleted' }]);
});

test('isFixed(error) tells a message that can be changed no more', async () => {
  const { messages, fault } = await open();
  const ref = await messages.post('C0SALES001', message('first'));
  await fault({ method: 'chat.update', error: 'edit_window_closed', times: 1 });
  const refusal = await messages.update(ref, message('second')).catch((error) => error);
  expect([isFixed(refusal), isFixed(new Error('edit_window_closed'))]).toEqual([true, false]);
});
