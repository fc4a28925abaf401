import { once } from 'node:events';
import { request } from 'node:http';
import type { Socket } from 'node:net';
import { connect } from 'node:net';
import { Worker } from 'node:worker_threads';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';

import type { Workspace } from '../../support/workspace.ts';

import { openListenerThread } from '../../../src/slack/connection/listener-thread.ts';
import { signedHeaders } from '../../support/signed-headers.ts';
import { openWorkspace } from '../../support/workspace.ts';

let workspace: Workspace;

beforeAll(async () => {
  workspace = await openWorkspace();
});

afterAll(() => workspace.close());

/** Sends a signed request to the bot's listener; resolves to the status. */
function send(
  body: string,
  { type = 'application/x-www-form-urlencoded', seconds = 0, claim = 0 } = {},
): Promise<number> {
  const time = Math.floor(Date.now() / 1000) + seconds;
  const headers = {
    'content-type': type,
    ...signedHeaders(body, workspace.slack.signingSecret, time),
    ...(claim ? { 'content-length': String(claim) } : {}),
  };
  return new Promise((resolve, reject) => {
    const sent = request(workspace.bot.eventsUrl, { method: 'POST', headers }, (response) => {
      response.resume();
      resolve(response.statusCode!);
    });
    sent.on('error', reject);
    if (claim) sent.write(body);
    else sent.end(body);
  });
}

test.each([
  ['JSON null', 'null', { type: 'application/json' }, 400],
  ['JSON of a list', '[]', { type: 'application/json' }, 400],
  ['no JSON', '{', { type: 'application/json' }, 400],
  ['a payload that is null', 'payload=null', {}, 400],
  ['a payload that is no JSON', 'payload=%7B', {}, 400],
  ['a time in the future', 'command=%2Fowl&text=help', { seconds: 400 }, 401],
  ['a time long ago', 'command=%2Fowl&text=help', { seconds: -400 }, 401],
  ['a body that says it is too large', 'x', { claim: 2_000_000 }, 413],
  ['a body that is too large', 'x'.repeat(1_000_001), {}, 413],
] as const)('%s is refused and the bot goes on', async (_, body, options, status) => {
  expect(await send(body, options)).toBe(status);
  expect((await fetch(`${workspace.bot.url}/health`)).status).toBe(200);
});

test.each(['//', '/%00', '/nothing?x=//'])('GET %s is a 404', async (path) => {
  const { hostname, port } = new URL(workspace.bot.url);
  const status = await new Promise((resolve, reject) => {
    request({ hostname, port, path }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
  expect(status).toBe(404);
});

/** Posts what a thread is started with, and wakes whoever waits for the answer's status. */
const CLIENT = `
const { request } = require('node:http');
const { url, headers, body, status } = require('node:worker_threads').workerData;
request(url, { method: 'POST', headers }, (response) => {
  Atomics.store(status, 0, response.resume().statusCode);
  Atomics.notify(status, 0);
}).end(body);
`;

test('a command is acknowledged while the thread of the bot is held', async () => {
  const secret = 'secret';
  const acks: [string, number][] = [];
  const listener = await openListenerThread({
    host: '127.0.0.1',
    port: 0,
    signingSecret: secret,
    eventsPath: '/slack/events',
    onAck: (type, ms) => void acks.push([type, ms]),
    log: pino({ level: 'silent' }),
  });
  listener.serve([]);
  const taken: unknown[] = [];
  listener.receiver.init({ processEvent: async ({ body }: { body: unknown }) => void taken.push(body) } as never);
  const body = 'command=%2Fowl&text=help';
  const headers = { 'content-type': 'application/x-www-form-urlencoded', ...signedHeaders(body, secret) };
  const status = new Int32Array(new SharedArrayBuffer(4));
  const client = new Worker(CLIENT, {
    eval: true,
    workerData: { url: `${listener.url}/slack/events`, headers, body, status },
  });

  expect(Atomics.wait(status, 0, 0, 20_000), 'held until the acknowledgement is there').toBe('ok');
  expect(status[0]).toBe(200);
  await expect.poll(() => taken).toEqual([{ command: '/owl', text: 'help' }]);
  await expect.poll(() => acks).toEqual([['command', expect.any(Number)]]);
  expect(acks[0]![1]).toBeGreaterThan(0);

  await client.terminate();
  await listener.close(Promise.resolve());
});

/** The head of a request of Slack with a body, up to its time. */
const HEAD = 'POST /slack/events HTTP/1.1\r\nhost: owl\r\ncontent-length: 1000\r\n';

/** Opens a connection and says nothing; resolves to it when it is there. */
function openSilent({ hostname, port }: URL): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port) }, () => resolve(socket)).once('error', reject);
  });
}

test('a thousand connections are held before anybody is known, and no more', async () => {
  const log = pino({ level: 'silent' });
  const listener = await openListenerThread({
    host: '127.0.0.1',
    port: 0,
    signingSecret: 'secret',
    eventsPath: '/',
    log,
  });
  listener.serve([]);
  const url = new URL(listener.url);
  const silent = await Promise.all(Array.from({ length: 1000 }, () => openSilent(url)));
  const ended = new Promise<string>((resolve) => {
    const one = connect({ host: url.hostname, port: Number(url.port) });
    one.on('error', () => resolve('ended')).on('close', () => resolve('ended'));
    one.on('data', () => resolve('answered')).end('GET / HTTP/1.1\r\nhost: owl\r\n\r\n');
  });
  expect(await ended).toBe('ended');
  expect(silent.filter(({ closed, destroyed }) => closed || destroyed)).toEqual([]);

  for (const socket of silent.splice(0, 10)) socket.destroy();
  const statusOf = () =>
    fetch(url).then(
      ({ status }) => status,
      () => 'ended',
    );
  await expect.poll(statusOf, { timeout: 20_000 }).toBe(404);

  for (const socket of silent) socket.destroy();
  await listener.close(Promise.resolve());
}, 60_000);

test.each([
  ['headers', 'POST /slack/events HTTP/1.1\r\nhost: owl\r\n'],
  ['a body', (now: number) => `${HEAD}x-slack-request-timestamp: ${now}\r\n\r\ncommand=`],
])('%s that never end are closed before anybody is known', async (_, begun) => {
  const log = pino({ level: 'silent' });
  const arrival = { headersTimeout: 20, requestTimeout: 20, connectionsCheckingInterval: 5 };
  const bound = { host: '127.0.0.1', port: 0, signingSecret: 'secret', eventsPath: '/slack/events' };
  const listener = await openListenerThread({ ...bound, arrival, log });
  listener.serve([]);
  const socket = await openSilent(new URL(listener.url));
  const closed = once(socket, 'close');
  socket.write(typeof begun === 'string' ? begun : begun(Math.floor(Date.now() / 1000)));
  socket.setEncoding('utf8');
  let answer = '';
  socket.on('data', (text: string) => {
    answer += text;
  });
  await closed;
  expect(answer).toMatch(/^HTTP\/1.1 408 Request Timeout\r\n/);
  await listener.close(Promise.resolve());
});

test('a port that is taken is named', async () => {
  const port = Number(new URL(workspace.bot.url).port);
  const options = { host: '127.0.0.1', port, signingSecret: 'secret', eventsPath: '/', log: pino({ level: 'silent' }) };
  await expect(openListenerThread(options)).rejects.toThrow(`port ${port} is taken: set PORT to another one`);
});
