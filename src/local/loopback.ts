import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { UserError } from '../error.ts';

const LOOPBACK = /^(127\.\d+\.\d+\.\d+|localhost|\[?::1\]?)(:\d+)?$/i;

/**
 * Starts a server on an address of this machine alone and returns its origin, `http://127.0.0.1:3000`. Port 0 takes any free
 * port. Throws a UserError when the host is not a loopback address or when the port is in use.
 */
export async function listenOn(server: Server, host: string, port: number): Promise<string> {
  if (!LOOPBACK.test(host)) {
    throw new UserError(`this server listens on this machine alone; use HOST=127.0.0.1 in place of ${host}`);
  }
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const isTaken = error.code === 'EADDRINUSE';
      const message = `port ${port} is in use; set PORT or --port to another one, or to 0 for any`;
      reject(isTaken ? new UserError(message, { cause: error }) : error);
    });
    server.listen(port, host, resolve);
  });
  const { port: bound } = server.address() as AddressInfo;
  return `http://${host.includes(':') ? `[${host}]` : host}:${bound}`;
}

/** Whether a call names a loopback host and comes from a page of this machine or none: foreign pages call by other names. */
export function isLoopbackCall({ headers }: IncomingMessage): boolean {
  const origin = headers.origin?.replace(/^https?:\/\//, '');
  return LOOPBACK.test(headers.host ?? '') && (origin === undefined || LOOPBACK.test(origin));
}

/** Stops a server and cuts the connections that are open. */
export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
