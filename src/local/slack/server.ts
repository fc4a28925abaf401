import { readFile } from 'node:fs/promises';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { ApiAnswer } from './api/api.ts';
import type { Playground } from './playground/playground.ts';
import type { Clock } from './workspace/clock.ts';
import type { Workspace } from './workspace/workspace.ts';

import { UserError } from '../../error.ts';
import { callApi } from './api/api.ts';
import { useResponseUrl } from './api/response-url.ts';
import { openDelivery } from './delivery.ts';
import { checkCaller, HttpError, readFields, readUpload, sendBytes, sendJson } from './http.ts';
import { openPlayground } from './playground/playground.ts';
import { openSocketMode } from './socket-mode.ts';
import { wallClock } from './workspace/clock.ts';
import { takeFault } from './workspace/fault-injection.ts';
import { findFile, storeFile } from './workspace/file.ts';
import { openWorkspace } from './workspace/workspace.ts';

export type SlackOptions = {
  /** 0 takes any free port. */
  readonly port?: number;
  /** A loopback address; others are refused. */
  readonly host?: string;
  /** The app's slash command. */
  readonly command?: string;
  /** Words that may follow the command, offered while typing it. */
  readonly commands?: readonly string[];
  /** What may follow the command, given what has been typed after it; in place of `commands`. */
  readonly completions?: (text: string) => Promise<readonly string[]>;
  /** Whole lines for a newcomer to click: `/owl sales by country`. */
  readonly examples?: readonly string[];
  /** The scopes that the bot was given; everything is allowed without them. */
  readonly scopes?: readonly string[];
  /** Milliseconds until an uploaded file can be used in a message. */
  readonly fileDelay?: number;
  readonly clock?: Clock;
};

export type LocalSlack = {
  /** The playground's page: `http://127.0.0.1:3000`. */
  readonly url: string;
  /** For a client's `slackApiUrl`; ends with `/api/`. */
  readonly apiUrl: string;
  readonly token: string;
  readonly signingSecret: string;
  readonly appToken: string;
  /** Says where the app listens: `http://127.0.0.1:3001/slack/events`. */
  readonly connect: (eventsUrl: string) => void;
  readonly close: () => Promise<void>;
};

const PAGE_TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
};

/** A Slack on loopback: Web API, Socket Mode, and a page on which people use the app that is connected to it. */
export async function openSlack(options: SlackOptions = {}): Promise<LocalSlack> {
  const { port = 0, host = '127.0.0.1', command = '/owl', commands = [], examples = [], clock = wallClock } = options;
  if (!/^(127\.|::1$|localhost$)/.test(host)) {
    throw new UserError(`the playground listens on this machine alone; use HOST=127.0.0.1 in place of ${host}`);
  }
  const server = createServer((request, response) => void answer(request, response));
  await listen(server, port, host);

  const { port: taken } = server.address() as AddressInfo;
  const origin = `http://${host.includes(':') ? `[${host}]` : host}:${taken}`;
  const workspace = openWorkspace({ clock, origin, fileDelay: options.fileDelay ?? 200, scopes: options.scopes });
  const socketMode = openSocketMode(workspace);
  let eventsUrl: string | undefined;
  const deliver = openDelivery(workspace, socketMode, () => eventsUrl);
  const complete = options.completions ?? (async (text) => commands.filter((name) => name.startsWith(text)));
  const playground = openPlayground(workspace, deliver, { command, examples, complete });
  server.on('upgrade', socketMode.upgrade);

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      checkCaller(request);
      await route(workspace, playground, request, response);
    } catch (error) {
      if (!(error instanceof HttpError)) console.error(error);
      const status = error instanceof HttpError ? error.status : 500;
      if (!response.headersSent) sendJson(response, { ok: false, error: (error as Error).message }, { status });
      else response.destroy();
    }
  }

  return {
    url: origin,
    apiUrl: `${origin}/api/`,
    token: workspace.token,
    signingSecret: workspace.signingSecret,
    appToken: workspace.appToken,
    connect: (url) => {
      eventsUrl = url;
    },
    close: async () => {
      socketMode.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE';
      reject(taken ? new UserError(`port ${port} is in use; set PORT to another one`, { cause: error }) : error);
    });
    server.listen(port, host, resolve);
  });
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
    if (!request.headers['content-type']?.startsWith('application/json'))
      throw new HttpError(415, 'send a JSON object');
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
  const type = PAGE_TYPES[/^[a-z-]+\.(html|css|js)$/.exec(name)?.[1] ?? ''];
  const bytes = type && (await readFile(new URL(`./page/${name}`, import.meta.url)).catch(() => undefined));
  if (!bytes) throw new HttpError(404, `there is no page /${name}`);
  sendBytes(response, bytes, type);
}
