import { once } from 'node:events';
import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import pino from 'pino';
import { afterEach, expect, test } from 'vitest';

import { openSocket } from '../../../src/slack/connection/socket.ts';
import { openSocketServer } from '../../support/socket-server.ts';

let close: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  await Promise.all(close.map((end) => end()));
  close = [];
});

async function open() {
  const server = await openSocketServer();
  close.push(server.stop);
  const logged: { msg: string; reason?: string }[] = [];
  const log = pino({ level: 'info' }, { write: (line) => void logged.push(JSON.parse(line)) });
  const socket = openSocket({ appToken: 'xapp-1', apiUrl: server.url(), log });
  return { server, socket, logged };
}

/** Looks until something is so. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
}

test('the socket outlasts a time without Slack, and says so', async () => {
  const { server, socket, logged } = await open();
  expect(socket.lostSince()).toBeInstanceOf(Date);
  await socket.connect();
  close.push(socket.stop);
  expect(socket.lostSince()).toBeUndefined();
  await server.stop();
  await until(() => logged.filter(({ msg }) => msg.startsWith('Slack cannot be reached')).length >= 3);
  expect(socket.lostSince()).toBeInstanceOf(Date);
  await server.start();
  await until(() => socket.lostSince() === undefined);
  expect(logged.at(-1)?.msg).toBe('connected to Slack by socket');
});

test('when Slack refreshes the socket, the next one is opened at once', async () => {
  const { server, socket, logged } = await open();
  await socket.connect();
  close.push(socket.stop);
  server.refresh();
  await until(() => logged.filter(({ msg }) => msg === 'connected to Slack by socket').length === 2);
  expect(logged.filter(({ msg }) => msg.startsWith('Slack cannot'))).toEqual([]);
});

test.each(['invalid_auth', 'not_allowed_token_type', 'missing_scope'])(
  'an app token that is %s is named',
  async (error) => {
    const { server, socket } = await open();
    server.answer({ ok: false, error });
    await expect(socket.connect()).rejects.toThrow(
      `Slack does not take SLACK_APP_TOKEN (${error}): make an app-level token with the scope connections:write`,
    );
  },
);

test('stop() ends the connection, and opens no other', async () => {
  const { server, socket } = await open();
  await socket.connect();
  await socket.stop();
  await until(() => server.connections() === 0);
  expect(socket.lostSince()).toBeInstanceOf(Date);
});

/** Slack's side of Socket Mode in a thread of its own: sends an envelope when it is told to, and wakes whoever waits for its acknowledgement. */
const SLACK = `
const { createServer } = require('node:http');
const { parentPort, workerData: { ws, acknowledged } } = require('node:worker_threads');
const { WebSocketServer } = require(ws);
const server = createServer((_, response) => {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ ok: true, url: 'ws://127.0.0.1:' + server.address().port + '/link' }));
});
new WebSocketServer({ server }).on('connection', (socket) => {
  socket.send(JSON.stringify({ type: 'hello' }));
  parentPort.on('message', (envelope) => socket.send(JSON.stringify(envelope)));
  socket.on('message', (data) => {
    const { envelope_id, payload } = JSON.parse(data);
    parentPort.postMessage({ envelope_id, payload });
    Atomics.add(acknowledged, 0, 1);
    Atomics.notify(acknowledged, 0);
  });
});
server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port));
`;

async function openSocketBesideHeldThread() {
  const acknowledged = new Int32Array(new SharedArrayBuffer(4));
  const ws = createRequire(import.meta.url).resolve('ws');
  const slack = new Worker(SLACK, { eval: true, workerData: { ws, acknowledged } });
  const [port] = await once(slack, 'message');
  const log = pino({ level: 'silent' });
  const acks: string[] = [];
  const onAck = (type: string, ms: number) => void (ms > 0 && acks.push(type));
  const socket = openSocket({ appToken: 'xapp-1', apiUrl: `http://127.0.0.1:${port}/api/`, onAck, log });
  close.push(async () => {
    await socket.stop();
    await slack.terminate();
  });
  const answers: unknown[] = [];
  slack.on('message', (answer) => answers.push(answer));
  return { acknowledged, slack, socket, answers, acks };
}

test('a command is acknowledged while the thread of the bot is held', async () => {
  const { acknowledged, slack, socket, answers, acks } = await openSocketBesideHeldThread();
  const taken: unknown[] = [];
  socket.receiver.init({ processEvent: async ({ body }: { body: unknown }) => void taken.push(body) } as never);
  await socket.connect();
  const payload = { command: '/owl', text: 'help' };
  slack.postMessage({ type: 'slash_commands', envelope_id: 'e1', payload });

  expect(Atomics.wait(acknowledged, 0, 0, 20_000), 'held until the acknowledgement is there').toBe('ok');
  await expect.poll(() => taken).toEqual([payload]);
  await expect.poll(() => answers).toEqual([{ envelope_id: 'e1', payload: {} }]);
  await expect.poll(() => acks).toEqual(['command']);
});

test('the options of a menu are what the bot answers with', async () => {
  const { slack, socket, answers } = await openSocketBesideHeldThread();
  const options = [{ text: { type: 'plain_text', text: 'France' }, value: 'France' }];
  const processEvent = async ({ ack }: { ack: (response: object) => Promise<void> }) => ack({ options });
  socket.receiver.init({ processEvent } as never);
  await socket.connect();
  slack.postMessage({ type: 'interactive', envelope_id: 'e2', payload: { type: 'block_suggestion', value: 'fr' } });
  await expect.poll(() => answers).toEqual([{ envelope_id: 'e2', payload: { options } }]);
});
