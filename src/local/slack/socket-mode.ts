import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { WebSocketServer } from 'ws';

import type { Envelope, Reply } from './workspace/envelope.ts';
import type { Json } from './workspace/workspace.ts';

export type SocketMode = {
  readonly isConnected: () => boolean;
  /** Sends to one connection and waits for its acknowledgement, however long it takes. */
  readonly send: (envelope: Envelope) => Promise<Reply>;
  /** Takes over an HTTP connection that wants to become a WebSocket. */
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  readonly close: () => void;
};

const PARTING = 500;

/** The server's side of Socket Mode: https://docs.slack.dev/apis/events-api/using-socket-mode */
export function openSocketMode({ ticket }: { ticket: string }): SocketMode {
  const server = new WebSocketServer({ noServer: true });
  const waiting = new Map<string, (reply: Reply) => void>();

  server.on('connection', (socket) => {
    socket.send(
      JSON.stringify({ type: 'hello', num_connections: server.clients.size, debug_info: { host: 'loopback' } }),
    );
    socket.on('message', (data) => {
      const { envelope_id, payload } = readAcknowledgement(String(data));
      waiting.get(envelope_id)?.({ ok: true, body: payload });
      waiting.delete(envelope_id);
    });
  });

  return {
    isConnected: () => open(server) !== undefined,
    send: (envelope) =>
      new Promise((resolve) => {
        const envelope_id = randomUUID();
        waiting.set(envelope_id, resolve);
        const accepts_response_payload = envelope.type !== 'events_api';
        open(server)?.send(JSON.stringify({ envelope_id, ...envelope, accepts_response_payload }));
      }),
    upgrade: (request, socket, head) => {
      if (!request.url?.startsWith('/link/') || !request.url.endsWith(`ticket=${ticket}`)) {
        socket.end('HTTP/1.1 401 Unauthorized\r\n\r\n');
        return;
      }
      server.handleUpgrade(request, socket, head, (opened) => server.emit('connection', opened, request));
    },
    close: () => {
      for (const socket of server.clients) {
        socket.close(1001);
        setTimeout(() => socket.terminate(), PARTING).unref(); // a client that does not say goodbye is left
      }
      server.close();
    },
  };
}

function open(server: WebSocketServer): WebSocket | undefined {
  return [...server.clients].find((socket) => socket.readyState === socket.OPEN);
}

/** An acknowledgement without a payload is an empty object. */
function readAcknowledgement(text: string): { envelope_id: string; payload: Json | string } {
  const { envelope_id, payload } = JSON.parse(text) as { envelope_id: string; payload?: Json | string };
  const empty = !payload || (typeof payload === 'object' && Object.keys(payload).length === 0);
  return { envelope_id, payload: empty ? '' : payload };
}
