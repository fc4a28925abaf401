import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';

import { closeServer, isLoopbackCall, listenOn } from '../../loopback.ts';

/** Answers one HTTP request. */
export type RequestHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/**
 * Listens on 127.0.0.1 and port `port` (0 is any free one); rejects with a UserError when it is taken. Requests whose
 * Host or Origin is not this machine get 403: they come from a web page that made its own name point here. `onBug`
 * gets the errors that a handler throws.
 */
export async function listen(
  port: number,
  handle: RequestHandler,
  { onBug = () => undefined }: { onBug?: (error: unknown) => void } = {},
): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer(async (request, response) => {
    if (!isLoopbackCall(request)) {
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
  return { url: await listenOn(server, '127.0.0.1', port), close: () => closeServer(server) };
}

function isGone(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  return ['ECONNRESET', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE', 'ABORT_ERR'].includes(code);
}
