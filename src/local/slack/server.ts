import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';

import type { ApiAnswer } from './api/api.ts';
import type { AssistantLine } from './playground/assistant.ts';
import type { Playground } from './playground/playground.ts';
import type { Clock } from './workspace/clock.ts';
import type { Manifest } from './workspace/manifest.ts';
import type { Workspace, WorkspaceOptions } from './workspace/workspace.ts';

import { closeServer, isLoopbackCall, listenOn } from '../loopback.ts';
import { callApi } from './api/api.ts';
import { useResponseUrl } from './api/response-url.ts';
import { openDelivery } from './delivery.ts';
import { openEvents } from './events.ts';
import { forward } from './forward.ts';
import { HttpError, readFields, readUpload, sendBytes, sendJson } from './http.ts';
import { openPlayground } from './playground/playground.ts';
import { openSocketMode } from './socket-mode.ts';
import { wallClock } from './workspace/clock.ts';
import { takeFault } from './workspace/fault-injection.ts';
import { findFile, storeFile } from './workspace/file.ts';
import { readManifest } from './workspace/manifest.ts';
import { openWorkspace } from './workspace/workspace.ts';

/** The options of a local Slack. */
export type SlackOptions = {
  /** The port to listen on; 0, the default, for any free one. */
  readonly port?: number;
  /** A loopback address, 127.0.0.1 by default; others are refused. */
  readonly host?: string;
  /** Completes the text that the person of an id has typed after the command; nothing by default. */
  readonly completions?: (text: string, person: string) => Promise<readonly string[]>;
  /** Whole lines that the page offers to click: `/owl sales by country`. */
  readonly examples?: readonly string[];
  /** Lines that the page's assistant offers; without any there is no assistant. It calls the app's `/mcp`. */
  readonly assistant?: readonly AssistantLine[];
  /** The secret that signs requests to the app; random by default. */
  readonly signingSecret?: string;
  /** Replaces parts of the repository's manifest.yml: scopes, events, shortcuts. */
  readonly manifest?: Partial<Manifest>;
  /** Milliseconds between the completion of an upload and the file's use in a message; 1,500, as in Slack, by default. */
  readonly fileDelay?: number;
  /** Whether calls beyond the limits of Slack's tiers are refused with 429; they are not by default. */
  readonly hasRateLimits?: boolean;
  /** The clock of every deadline; this machine's by default. */
  readonly clock?: Clock;
  /** Channels in addition to those of the demo. */
  readonly channels?: WorkspaceOptions['channels'];
  /** Paths such as `/mcp` that are proxied to the app. */
  readonly appPaths?: readonly string[];
};

/** A running local Slack. */
export type LocalSlack = {
  /** The playground's page: `http://127.0.0.1:3000`. */
  readonly url: string;
  /** For a client's `slackApiUrl`; ends with `/api/`. */
  readonly apiUrl: string;
  /** The bot's token. */
  readonly token: string;
  readonly signingSecret: string;
  /** The app-level token, for Socket Mode. */
  readonly appToken: string;
  /** Sets the app's Request URL, `http://127.0.0.1:3001/slack/events`, and verifies it as Slack does. */
  readonly connect: (eventsUrl: string) => Promise<void>;
  readonly close: () => Promise<void>;
};

const FILE_DELAY_MS = 1_500;

const PAGE_TYPES = new Map([
  ['html', 'text/html; charset=utf-8'],
  ['css', 'text/css; charset=utf-8'],
  ['js', 'text/javascript; charset=utf-8'],
]);

/** Milliseconds that an idle connection is kept: longer than clients wait between requests, so that none sends into one that closes. */
const KEEP_ALIVE_MS = 75_000;

/**
 * Starts a local Slack: the Web API, Socket Mode, events over HTTP, and a page on which people use the connected app.
 * Throws a UserError when the host is not a loopback address or when the port is in use.
 */
export async function openSlack(options: SlackOptions = {}): Promise<LocalSlack> {
  const { port = 0, host = '127.0.0.1', examples = [], clock = wallClock, hasRateLimits = false } = options;
  const { fileDelay = FILE_DELAY_MS, completions: complete = async () => [], channels = [], assistant = [] } = options;
  const appPaths = new Set(options.appPaths);
  const manifest = { ...(await readManifest()), ...options.manifest };
  const server = createServer(
    { keepAliveTimeout: KEEP_ALIVE_MS },
    (request, response) => void answer(request, response),
  );
  const origin = await listenOn(server, host, port);
  const workspace = openWorkspace({
    clock,
    origin,
    fileDelay,
    manifest,
    hasRateLimits,
    channels,
    signingSecret: options.signingSecret,
  });
  const socketMode = openSocketMode(workspace);
  const { deliver, connect } = openDelivery(workspace, socketMode);
  let appOrigin: string | undefined;
  const sendEvent = openEvents(workspace, deliver);
  const playground = openPlayground(workspace, { deliver, sendEvent, socketMode }, { examples, complete, assistant });
  server.on('upgrade', socketMode.upgrade);

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const { origin: caller = `http://${request.headers.host}`, host: called } = request.headers;
      const isOwn = isLoopbackCall(request) && caller === `http://${called}`;
      if (!isOwn) throw new HttpError(403, 'this server answers to its own page and machine only');
      if (!appPaths.has(request.url?.split('?', 1)[0] ?? '')) await route(workspace, playground, request, response);
      else if (appOrigin) forward(request, response, appOrigin);
      else throw new HttpError(503, 'no app is connected');
    } catch (error) {
      if (!(error instanceof HttpError)) console.error(error);
      const status = error instanceof HttpError ? error.status : 500;
      if (!response.headersSent) sendJson(response, { ok: false, error: (error as Error).message }, { status });
      else response.destroy();
    }
  }

  const { token, signingSecret, appToken } = workspace;
  const close = async () => {
    socketMode.close();
    await closeServer(server);
  };
  return {
    ...{ url: origin, apiUrl: `${origin}/api/`, token, signingSecret, appToken, close },
    connect: (eventsUrl) => {
      appOrigin = new URL(eventsUrl).origin;
      return connect(eventsUrl);
    },
  };
}

async function route(
  workspace: Workspace,
  playground: Playground,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', workspace.origin);
  const [, area = '', ...rest] = url.pathname.split('/');
  const name = rest.join('/');
  const key = `${request.method} ${area}`;
  if (area === 'api') {
    const fields = await readFields(request, url);
    send(response, await callApi(workspace, name, fields, request.headers.authorization ?? ''));
  } else if (key === 'POST upload') {
    await upload(workspace, name, request, response);
  } else if (key === 'POST response') {
    send(response, await useResponseUrl(workspace, name, await readFields(request, url)));
  } else if (key === 'GET files-pri') {
    download(workspace, url, request, response);
  } else if (key === 'GET playground') {
    await playground.get(name, url.searchParams, response);
  } else if (key === 'POST playground') {
    const isJson = request.headers['content-type']?.startsWith('application/json');
    if (!isJson) throw new HttpError(415, 'send a JSON object');
    sendJson(response, await playground.post(name, await readFields(request, url)));
  } else if (key === 'DELETE playground' && name === 'faults') {
    playground.clearFaults();
    sendJson(response, { ok: true });
  } else if (request.method === 'GET') {
    await sendPage(area === '' ? 'page.html' : area, response);
  } else {
    throw new HttpError(405, `${request.method} ${url.pathname} is not served here`);
  }
}

function send(response: ServerResponse, { status, headers, body }: ApiAnswer): void {
  if (status === 0) response.destroy();
  else sendJson(response, body ?? {}, { status, headers });
}

async function upload(
  workspace: Workspace,
  id: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const file = workspace.files.get(id);
  const fault = takeFault(workspace, 'upload');
  if (!file || fault)
    throw new HttpError(file ? (fault?.status ?? 500) : 404, fault?.error ?? 'there is no such upload');
  const bytes = await readUpload(request);
  await storeFile(workspace, file, bytes);
  sendBytes(response, `OK - ${bytes.length}`, 'text/plain');
}

/** Private files open to the bot's token alone, as in Slack. */
function download(workspace: Workspace, url: URL, request: IncomingMessage, response: ServerResponse): void {
  if (request.headers.authorization !== `Bearer ${workspace.token}`) throw new HttpError(401, 'this file is private');
  const file = findFile(workspace, { url: url.pathname });
  if (!file?.bytes) throw new HttpError(404, 'there is no such file');
  sendBytes(response, file.bytes, file.mimetype ?? 'application/octet-stream');
}

async function sendPage(name: string, response: ServerResponse): Promise<void> {
  const type = PAGE_TYPES.get(/^[a-z-]+\.(html|css|js)$/.exec(name)?.[1] ?? '');
  const bytes = type && (await readFile(new URL(`./page/${name}`, import.meta.url)).catch(() => undefined));
  if (!bytes) throw new HttpError(404, `there is no page /${name}`);
  sendBytes(response, bytes, type);
}
