import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BaseLogger } from 'pino';

import { UserError } from '../../error.ts';

/** Answers an HTTP request; resolves to false when the request is for another route. */
export type Route = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;

/** An HTTP listener whose routes may be set after it was bound. */
export type HttpListener = {
  /** The address where it listens: `http://127.0.0.1:3000`. */
  readonly url: string;
  readonly serve: (routes: readonly Route[]) => void;
  /** Takes no more connections; resolves when `drained` has settled and all connections are closed. */
  readonly close: (drained: Promise<unknown>) => Promise<void>;
};

/** How long a request may take to arrive, in milliseconds. */
export type ArrivalLimits = {
  readonly headersTimeout: number;
  /** With its body. */
  readonly requestTimeout: number;
  /** So often is looked for requests that take longer. */
  readonly connectionsCheckingInterval: number;
};

const ARRIVAL: ArrivalLimits = { headersTimeout: 10_000, requestTimeout: 15_000, connectionsCheckingInterval: 2000 };

/** How long a connection stays open between two requests, in milliseconds: longer than a load balancer's minute. */
const KEEP_ALIVE_MS = 75_000;

const MOST_CONNECTIONS = 1000;

/** Binds an HTTP listener. Throws a UserError when the port is taken. */
export async function openHttpListener({
  host,
  port,
  arrival = ARRIVAL,
  onFault,
}: {
  host: string;
  port: number;
  /** A request that takes longer is answered with 408, and its connection closed. */
  arrival?: ArrivalLimits | undefined;
  /** Called with the error that a route throws. */
  onFault: (error: unknown) => void;
}): Promise<HttpListener> {
  let routes: readonly Route[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      for (const route of routes) if (await route(request, response)) return;
      response.writeHead(404).end();
    } catch (error) {
      onFault(error);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    }
  };
  const server = createServer(
    { ...arrival, keepAliveTimeout: KEEP_ALIVE_MS },
    (request, response) => void answer(request, response),
  );
  server.maxConnections = MOST_CONNECTIONS;
  const url = await bind(server, { host, port });
  return {
    url,
    serve: (given) => {
      routes = given;
    },
    close: async (drained) => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      await drained;
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Returns a function that logs requests that could not be served. */
export function faultLog(log: Pick<BaseLogger, 'error'>): (error: unknown) => void {
  return (error) => log.error({ error }, 'an HTTP request could not be served');
}

/** Returns the path of a request, without its query string. */
export function pathOf(request: IncomingMessage): string {
  return (request.url ?? '/').split('?', 1)[0]!;
}

/** Sends a JSON object as the response. */
export function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function bind(server: Server, { host, port }: { host: string; port: number }): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const isTaken = error.code === 'EADDRINUSE';
      reject(isTaken ? new UserError(`port ${port} is taken: set PORT to another one`, { cause: error }) : error);
    });
    server.listen(port, host, () => {
      const { address, family, port: bound } = server.address() as AddressInfo;
      resolve(`http://${family === 'IPv6' ? `[${address}]` : address}:${bound}`);
    });
  });
}
