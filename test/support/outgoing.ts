import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import { inflateRawSync } from 'node:zlib';

/** What has left a bot since it was last asked. */
export type Outgoing = {
  /** Notes something else that leaves: a statement, a chart to draw, an answer to a request. */
  readonly note: (what: unknown) => void;
  /** All that was noted, as text in which names can be looked for, and forgets it. */
  readonly take: () => string;
  /** How much was noted. */
  readonly count: () => number;
  readonly close: () => void;
};

const EVENT = 'http.server.request.start';

/** Records every byte that is sent to an address of this process: calls, uploads, answers to response URLs. */
export function recordOutgoing(origin: string): Outgoing {
  const chunks: (string | Buffer)[] = [];
  const host = new URL(origin).host;
  const listener = (message: unknown) => {
    const { request } = message as { request: IncomingMessage };
    if (request.headers.host !== host || !/^\/(?:api|upload|response)\//.test(request.url ?? '')) return;
    chunks.push(`\n${request.method} ${request.url} `);
    const push = request.push.bind(request);
    request.push = (chunk, encoding) => {
      if (chunk) chunks.push(Buffer.from(chunk));
      return push(chunk, encoding);
    };
  };
  subscribe(EVENT, listener);
  return {
    note: (what) => void chunks.push(`\n${typeof what === 'string' ? what : JSON.stringify(what)}`),
    take: () => unpacked(Buffer.concat(chunks.splice(0).map((chunk) => Buffer.from(chunk))).toString('latin1')),
    count: () => chunks.length,
    close: () => unsubscribe(EVENT, listener),
  };
}

/** A text in which fields of forms are readable, with what stands packed in the values of buttons. */
function unpacked(text: string): string {
  const readable = text.replaceAll('+', ' ').replace(/(?:%[0-9A-F]{2})+/gi, (part) => {
    return Buffer.from(part.replaceAll('%', ''), 'hex').toString();
  });
  const packed = [...readable.matchAll(/~([\w-]{12,})/g)].map(([, base64]) => inflate(base64!));
  return [readable, ...packed].join('\n');
}

function inflate(base64: string): string {
  try {
    return inflateRawSync(Buffer.from(base64, 'base64url')).toString();
  } catch {
    return '';
  }
}
