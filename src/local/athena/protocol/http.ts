import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { UserError } from '../../../error.ts';

export type RequestHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

const LOCAL_HOST = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i;

/**
 * Listens on this machine's loopback only. A Host or Origin that is not this machine is a web page trying to reach the
 * lake by a name that it made point here, and is refused. `onBug` is told what no handler expected.
 */
export async function listen(
  port: number,
  handle: RequestHandler,
  { onBug = () => undefined }: { onBug?: (error: unknown) => void } = {},
): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer(async (request, response) => {
    if (!isLocal(request)) {
      response.writeHead(403, { 'content-type': 'text/plain' }).end('only this machine may ask\n');
      return;
    }
    try {
      await handle(request, response);
    } catch (error) {
      if (response.headersSent && !response.writableEnded) response.destroy();
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain' }).end('internal error\n');
      if (!isGone(error)) onBug(error);
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const isTaken = error.code === 'EADDRINUSE';
      reject(
        isTaken ? new UserError(`port ${port} is taken; choose another one, or 0 for any`, { cause: error }) : error,
      );
    });
    server.listen(port, '127.0.0.1', resolve);
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => close(server) };
}

/** The request's whole body; throws a RangeError when it is longer. */
export async function readBody(request: AsyncIterable<Uint8Array>, longest: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > longest) throw new RangeError(`the request is longer than ${longest} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function isLocal({ headers }: IncomingMessage): boolean {
  if (!LOCAL_HOST.test(headers.host ?? '')) return false;
  return headers.origin === undefined || LOCAL_HOST.test(headers.origin.replace(/^https?:\/\//, ''));
}

function isGone(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  return ['ECONNRESET', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE', 'ABORT_ERR'].includes(code);
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
