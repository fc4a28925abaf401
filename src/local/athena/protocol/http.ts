import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';

import { closeServer, isLoopbackCall, listenOn } from '../../loopback.ts';

/** Answers one HTTP request. */
export type RequestHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/**
 * Starts a server on 127.0.0.1 and a port (0 for any free one); rejects with a UserError when the port is in use. Requests with a
 * foreign Host or Origin, which web pages send, get 403. `onBug` is called with errors of the handler.
 */
export async function listen(
  port: number,
  handle: RequestHandler,
  onBug: (error: unknown) => void,
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
