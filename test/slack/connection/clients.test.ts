import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { webApi } from '@slack/bolt';
import { expect, test } from 'vitest';

import { clientOptions, codeOf, NotInConversation, reasonOf } from '../../../src/slack/connection/clients.ts';

const refused = new webApi.WebAPIPlatformError({ ok: false, error: 'not_in_channel' });

const logger = {} as never;

test.each([
  ['http://localhost:1/api', 'http://localhost:1/api/'],
  ['http://localhost:1/api///', 'http://localhost:1/api/'],
  [undefined, undefined],
])('clientOptions(%s) reaches %s', (apiUrl, slackApiUrl) =>
  expect(clientOptions(apiUrl, logger).slackApiUrl).toBe(slackApiUrl),
);

test('answers that nobody reads hold no connection, and those that somebody reads are whole', async () => {
  const sockets = new Set<unknown>();
  const server = createServer((request, response) => {
    sockets.add(request.socket);
    if (request.url === '/empty') response.writeHead(204).end();
    else response.writeHead(429, { 'retry-after': '3' }).end('x'.repeat(100_000));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const fetchOnce = clientOptions(undefined, logger).fetch!;
  for (let unread = 0; unread < 20; unread++) await fetchOnce(url, { method: 'POST', body: '{}' });
  const read = await fetchOnce(url);
  expect([read.status, read.headers.get('retry-after'), (await read.text()).length]).toEqual([429, '3', 100_000]);
  expect((await fetchOnce(`${url}/empty`)).status).toBe(204);
  server.close();
  expect(sockets.size).toBeLessThan(5); // unread, each would hold one
});

test('codeOf() is Slack’s word, and nothing of other errors', () => {
  expect(codeOf(refused)).toBe('not_in_channel');
  expect(codeOf(new webApi.WebAPIRateLimitedError(1))).toBe(undefined);
  expect(codeOf({ data: { error: 'not_in_channel' } })).toBe(undefined);
});

test.each([
  [refused, 'not_in_channel'],
  [new Error('fetch failed', { cause: new Error('', { cause: new Error('ECONNRESET') }) }), 'ECONNRESET'],
  [new Error('plain', { cause: 'a text' }), 'plain'],
  ['a text', 'a text'],
])('reasonOf(%s) is %j', (error, reason) => expect(reasonOf(error)).toBe(reason));

test('NotInConversation says whether the conversation is archived', () => {
  expect(new NotInConversation('#sales')).toMatchObject({ message: 'the bot is not in #sales', isArchived: false });
  expect(new NotInConversation('#sales', { isArchived: true }).message).toBe('#sales is archived');
});
