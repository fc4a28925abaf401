import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { WebSocketServer } from 'ws';

import type { Retry } from './delivery.ts';
import type { Envelope, Reply } from './workspace/envelope.ts';
import type { Json } from './workspace/workspace.ts';

/** `id` is the `envelope_id`, which stays the same when an envelope is sent again. */
type SendOptions = { readonly id: string; readonly retry?: Retry | undefined; readonly signal: AbortSignal };

/** The server's side of an app's WebSocket connections. */
export type SocketMode = {
  readonly isConnected: () => boolean;
  /**
   * Sends an envelope to one of the connections and resolves to the app's acknowledgement. If that connection ends first, the
   * envelope is sent to another one. Never resolves once the signal is aborted.
   */
  readonly send: (envelope: Envelope, options: SendOptions) => Promise<Reply>;
  /** Turns an HTTP connection into a WebSocket; answers 401 to a wrong ticket. */
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  /** Sends `disconnect` with the reason `refresh_requested` to every client and closes its connection, as Slack does every few hours. */
  readonly refresh: () => void;
  /** Cuts every connection without a closing handshake. */
  readonly drop: () => void;
  /** Closes every connection and accepts no more. */
  readonly close: () => void;
};

type Pending = { readonly frame: Json; readonly resolve: (reply: Reply) => void; socket?: WebSocket | undefined };

/** Envelopes that wait for their acknowledgement, by `envelope_id`. */
type Queue = { readonly server: WebSocketServer; readonly waiting: Map<string, Pending>; sent: number };

const CLOSE_TIMEOUT_MS = 500;

/** Opens Socket Mode for clients that know `ticket`: https://docs.slack.dev/apis/events-api/using-socket-mode */
export function openSocketMode({ ticket }: { ticket: string }): SocketMode {
  const server = new WebSocketServer({ noServer: true });
  const queue: Queue = { server, waiting: new Map(), sent: 0 };
  server.on('connection', (socket) => accept(queue, socket));

  return {
    isConnected: () => openSockets(server).length > 0,
    send: (envelope, { id, retry, signal }) =>
      new Promise((resolve) => {
        const frame = { envelope_id: id, ...envelope, accepts_response_payload: envelope.type !== 'events_api' };
        const pending: Pending = { frame, resolve };
        queue.waiting.set(id, pending);
        signal.addEventListener('abort', () => queue.waiting.delete(id));
        dispatch(queue, pending, retry);
      }),
    upgrade: (request, socket, head) => {
      if (!request.url?.startsWith('/link/') || !request.url.endsWith(`ticket=${ticket}`)) {
        socket.end('HTTP/1.1 401 Unauthorized\r\n\r\n');
        return;
      }
      server.handleUpgrade(request, socket, head, (opened) => server.emit('connection', opened, request));
    },
    refresh: () => {
      const notice = { type: 'disconnect', reason: 'refresh_requested', debug_info: { host: 'loopback' } };
      for (const socket of server.clients) {
        socket.send(JSON.stringify(notice));
        socket.close(1000);
      }
    },
    drop: () => {
      for (const socket of server.clients) socket.terminate();
    },
    close: () => {
      for (const socket of server.clients) {
        socket.close(1001);
        setTimeout(() => socket.terminate(), CLOSE_TIMEOUT_MS).unref(); // a client need not answer
      }
      server.close();
    },
  };
}

function accept(queue: Queue, socket: WebSocket): void {
  const hello = { type: 'hello', num_connections: queue.server.clients.size, debug_info: { host: 'loopback' } };
  socket.send(JSON.stringify(hello));
  socket.on('message', (data) => {
    const { envelope_id, payload } = readAcknowledgement(String(data));
    queue.waiting.get(envelope_id)?.resolve({ ok: true, body: payload });
    queue.waiting.delete(envelope_id);
  });
  socket.on('close', () => {
    for (const pending of queue.waiting.values()) if (pending.socket === socket) pending.socket = undefined;
    sendWaiting(queue);
  });
  sendWaiting(queue);
}

/** Sends once more what went to a connection that has ended. */
function sendWaiting(queue: Queue): void {
  for (const pending of queue.waiting.values()) {
    if (!pending.socket) dispatch(queue, pending, { number: 1, reason: 'timeout' });
  }
}

/** Gives an envelope to one connection, and to the others in turn, as Slack does. */
function dispatch(queue: Queue, pending: Pending, retry?: Retry): void {
  const open = openSockets(queue.server);
  queue.sent += 1;
  pending.socket = open[queue.sent % open.length];
  const attempt = retry ? { retry_attempt: retry.number, retry_reason: retry.reason } : {};
  pending.socket?.send(JSON.stringify({ ...pending.frame, ...attempt }));
}

function openSockets(server: WebSocketServer): readonly WebSocket[] {
  return [...server.clients].filter((socket) => socket.readyState === socket.OPEN);
}

/** An acknowledgement without a payload is an empty object. */
function readAcknowledgement(text: string): { envelope_id: string; payload: Json | string } {
  const { envelope_id, payload } = JSON.parse(text) as { envelope_id: string; payload?: Json | string };
  const isEmpty = !payload || (typeof payload === 'object' && Object.keys(payload).length === 0);
  return { envelope_id, payload: isEmpty ? '' : payload };
}
