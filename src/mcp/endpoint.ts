import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { AuthInfo } from '@modelcontextprotocol/server';

import type { McpContext } from './context.ts';

import { isLoopback } from '../http/loopback.ts';
import { readBody } from '../http/request-body.ts';
import { isSameSecret, isSigned, isTimely } from '../http/slack-signature.ts';

/** How callers of the endpoint prove who they are. */
export type McpAdmission = {
  /** Slack's signing secret. A call that is signed with it comes from Slack's assistant, and names the person for whom it asks. */
  readonly signingSecret?: string | undefined;
  /** The token that other assistants send as `Authorization: Bearer …`. */
  readonly token?: string | undefined;
  /** Whether programs on this machine may call without a token or a signature. False behind a proxy, which makes other callers look local. */
  readonly isLocalOpen: boolean;
};

/** Serves `/mcp` on a listener; resolves to false for other requests. */
export type McpEndpoint = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;

const PATH = '/mcp';

/** The most bytes that a call may have. */
const MOST_BYTES = 1_000_000;

/**
 * Creates the endpoint of MCP over Streamable HTTP, for protocol versions from 2025 on. It keeps no sessions. What serves it
 * is loaded with the first call that is let in, so that the bot starts sooner.
 */
export function openMcpEndpoint(context: McpContext, admission: McpAdmission): McpEndpoint {
  let loading: ReturnType<typeof loadHandler> | undefined;
  return async (request, response) => {
    const hungUp = new AbortController();
    const [path = '', query] = (request.url ?? '').split('?', 2);
    if (path !== PATH) return false;
    const body = await readBody(request, MOST_BYTES).catch(tooLarge);
    const caller = body && callerOf(request, body, admission);
    if (!body) response.writeHead(413, { connection: 'close' }).end();
    else if (!caller) refuse(response);
    else {
      response.once('close', () => hungUp.abort());
      const asked = new Request(`http://${request.headers.host ?? 'localhost'}${PATH}${query ? `?${query}` : ''}`, {
        method: request.method ?? 'GET',
        headers: headersOf(request),
        signal: hungUp.signal,
        ...(body.length > 0 && { body: new Uint8Array(body) }),
      });
      loading ??= loadHandler(context);
      const { fetch: serve } = await loading;
      const answered = await serve(asked, { authInfo: caller });
      await send(answered, response).catch((error) => {
        if (!hungUp.signal.aborted) throw error;
      });
    }
    return true;
  };
}

/** Loads what serves the calls. */
async function loadHandler(context: McpContext) {
  const [{ createMcpHandler }, { createMcpServer, readDescriptions }] = await Promise.all([
    import('@modelcontextprotocol/server'),
    import('./server.ts'),
  ]);
  const descriptions = await readDescriptions();
  return createMcpHandler(
    ({ authInfo }) => createMcpServer(context, descriptions, { isSlack: authInfo?.clientId === SLACK }),
    { maxRequestBodySize: MOST_BYTES },
  );
}

const SLACK = 'slack';

/** Who calls, when they may: Slack by its signature, others by the token, or, where that is open, anybody on this machine. */
function callerOf(
  request: IncomingMessage,
  body: Buffer,
  { signingSecret, token, isLocalOpen }: McpAdmission,
): AuthInfo | undefined {
  if (isForeign(request)) return undefined;
  const identity = (clientId: string): AuthInfo => ({ token: '', clientId, scopes: [] });
  const bearer = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (bearer !== undefined) return token && isSameSecret(bearer, token) ? identity('token') : undefined;
  const isFromSlack = !isLocalOpen || request.headers['x-slack-signature'] !== undefined;
  if (signingSecret && isFromSlack) {
    const isFresh = isTimely(request.headers, Date.now());
    return isFresh && isSigned(request.headers, body.toString(), signingSecret) ? identity(SLACK) : undefined;
  }
  return isLocalOpen && !token && isLocal(request) ? identity('local') : undefined;
}

/** Whether a page of another site calls through a browser. https://modelcontextprotocol.io/specification on DNS rebinding */
function isForeign({ headers }: IncomingMessage): boolean {
  if (headers.origin === undefined) return false;
  return !URL.canParse(headers.origin) || new URL(headers.origin).host !== headers.host;
}

/** Whether a program on this machine calls by itself, and not through a proxy. */
function isLocal({ socket, headers }: IncomingMessage): boolean {
  const isOwnName = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/.test(headers.host ?? '');
  return isLoopback(socket.remoteAddress) && isOwnName && !PROXY_HEADERS.some((name) => headers[name] !== undefined);
}

/** What a proxy adds to a request of another machine. */
const PROXY_HEADERS = ['forwarded', 'via', 'x-forwarded-for', 'x-real-ip'];

/** Turns the error of a body that is too large into undefined. */
function tooLarge(error: unknown): undefined {
  if (!(error instanceof RangeError)) throw error;
}

function headersOf({ headers }: IncomingMessage): Headers {
  const given = new Headers();
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined) given.set(name, [value].flat().join(', '));
  given.delete('content-length');
  return given;
}

function refuse(response: ServerResponse): void {
  const error = 'this call is not signed by Slack and has no valid token: see the README on assistants';
  response.writeHead(401, { 'content-type': 'application/json' }).end(JSON.stringify({ error }));
}

async function send(answered: Response, response: ServerResponse): Promise<void> {
  response.writeHead(answered.status, Object.fromEntries(answered.headers));
  if (answered.body) await pipeline(answered.body, response);
  else response.end();
}
