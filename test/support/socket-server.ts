import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';

/** Slack's side of Socket Mode, which can be taken away and brought back at the same address. It keeps what it is sent. */
export async function openSocketServer() {
  let answer: object = {};
  let server: Server;
  let sockets: WebSocketServer;
  let port = 0;
  const received: { readonly envelope_id: string; readonly payload?: unknown }[] = [];
  const start = async () => {
    server = createServer((_, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ ok: true, url: `ws://127.0.0.1:${port}/link`, ...answer }));
    });
    sockets = new WebSocketServer({ server });
    sockets.on('connection', (socket) => {
      socket.send(JSON.stringify({ type: 'hello' }));
      socket.on('message', (data) => received.push(JSON.parse(String(data))));
    });
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
    received,
    send: (envelope: object) => {
      for (const socket of sockets.clients) socket.send(JSON.stringify(envelope));
    },
    answer: (fields: object) => {
      answer = fields;
    },
  };
}
