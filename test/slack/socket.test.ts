import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import pino from 'pino';
import { afterEach, expect, test } from 'vitest';
import { WebSocketServer } from 'ws';

import { clientOptions } from '../../src/slack/clients.ts';
import { slackLog } from '../../src/slack/log.ts';
import { openSocket } from '../../src/slack/socket.ts';

/** Slack's side of Socket Mode, which can be taken away and brought back at the same address. */
async function openSocketServer() {
  let answer: object = {};
  let server: Server;
  let sockets: WebSocketServer;
  let port = 0;
  const start = async () => {
    server = createServer((_, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ ok: true, url: `ws://127.0.0.1:${port}/link`, ...answer }));
    });
    sockets = new WebSocketServer({ server });
    sockets.on('connection', (socket) => socket.send(JSON.stringify({ type: 'hello' })));
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    port = (server.address() as AddressInfo).port;
  };
  await start();
  return {
    url: () => `http://127.0.0.1:${port}/api/`,
    start,
    stop: async () => {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
    refresh: () => {
      for (const socket of sockets.clients)
        socket.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested' }));
    },
    connections: () => sockets.clients.size,
    answer: (fields: object) => {
      answer = fields;
    },
  };
}

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
  const socket = openSocket({ appToken: 'xapp-1', options: clientOptions(server.url(), slackLog(log)), log });
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
