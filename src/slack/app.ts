import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { webApi } from '@slack/bolt';
import { App, HTTPReceiver, SocketModeReceiver, webApi as slack } from '@slack/bolt';
import type { Logger } from 'pino';

import type { AuditEntry } from '../answer/audit.ts';
import type { AnswerContext } from '../answer/context.ts';
import type { Digest } from '../digests/digest.ts';
import type { Requester } from './listeners.ts';
import type { PictureHost, PictureStore } from './picture-host.ts';

import { UserError } from '../error.ts';
import { noticeMessage } from './blocks/notice.ts';
import { openConversation } from './conversation.ts';
import { errorMessage } from './error-message.ts';
import { listenToForms } from './form-listeners.ts';
import { listen } from './listeners.ts';
import { slackLog } from './log.ts';
import { openMessageCache } from './message-cache.ts';
import { codeOf, findPost, openMessages } from './messages.ts';
import { openPictureHost } from './picture-host.ts';
import { openRunningQueries } from './running.ts';

export type BotOptions = {
  readonly token: string;
  readonly signingSecret: string;
  /** An app-level token: events then come through a socket that we open, and nothing must reach us. */
  readonly appToken?: string | undefined;
  /** Slack's Web API, when it is not Slack's own. */
  readonly apiUrl?: string | undefined;
  readonly host: string;
  readonly port: number;
  /** Where Slack can fetch pictures from us; without it they are uploaded. May be told from the address that was bound. */
  readonly publicUrl?: string | ((boundUrl: string) => string) | undefined;
  readonly answerContext: AnswerContext;
  readonly pictures: PictureStore;
  readonly digests: () => readonly Digest[];
  readonly audit: (entry: AuditEntry) => Promise<void>;
  readonly now: () => Date;
  readonly log: Logger;
  /** How the command is called in Slack. */
  readonly command?: string;
};

export type Bot = {
  /** Where the HTTP listener is: pictures and `/health`. */
  readonly url: string;
  /** The Request URL of the app's manifest. */
  readonly eventsUrl: string;
  /** Posts a digest and returns the message's `ts`. */
  readonly postDigest: (digest: Digest, runId: string, signal?: AbortSignal) => Promise<string>;
  /** The `ts` of the message that a run has posted since then, if it has. */
  readonly findDigest: (digest: Digest, runId: string, since: Date) => Promise<string | undefined>;
  /** Says lines in a channel, by its name with # or its id. Where the bot cannot post, and when Slack is away, only the log hears of it. */
  readonly notify: (channel: string, lines: readonly string[]) => Promise<void>;
  /** Takes nothing more, stops what runs, and waits until everyone was told. */
  readonly stop: () => Promise<void>;
};

const EVENTS = '/slack/events';

const CALL_MS = 10_000;

const DRAIN_MS = 10_000;

/** Opens the bot, over HTTP or, with an app token, over a socket; the same listeners serve both. */
export async function openBot(options: BotOptions): Promise<Bot> {
  const { token, signingSecret, appToken, answerContext, now, audit, log } = options;
  const logger = slackLog(log);
  const clientOptions: webApi.WebClientOptions = {
    ...(options.apiUrl && { slackApiUrl: `${options.apiUrl.replace(/\/+$/, '')}/` }),
    logger,
    timeout: CALL_MS,
    fetch: (url, init) => fetch(url, { ...init, signal: init?.signal ?? AbortSignal.timeout(CALL_MS) }),
    retryConfig: { retries: 3, minTimeout: 500, maxTimeout: 5000 },
  };
  const once = { ...clientOptions, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true };
  const client = new slack.WebClient(token, clientOptions);
  const poster = new slack.WebClient(token, once);
  const identity = await signIn(client);

  let route = (_: IncomingMessage, response: ServerResponse): void => void response.writeHead(503).end();
  const server = createServer((request, response) => route(request, response));
  const url = await bind(server, options);
  const publicUrl = typeof options.publicUrl === 'function' ? options.publicUrl(url) : options.publicUrl;
  const pictureHost = publicUrl
    ? openPictureHost({ pictures: options.pictures, publicUrl, secret: signingSecret })
    : undefined;
  const messages = openMessages({ client, poster, reader: poster, pictureHost, log });
  const runs = openRunningQueries();
  const cache = openMessageCache();
  const conversation = openConversation({ answerContext, messages, runs, cache, now, audit, log });
  const working = new Set<Promise<void>>();

  /** The one place where what went wrong is caught: told to the requester, and to the log when nobody there can mend it. */
  const serve = (requester: Requester, work: () => Promise<void>, question?: string): void => {
    const done = work()
      .catch(async (error) => {
        const { message, reference } = errorMessage(error, { question, botName: identity.name });
        const { user, channel } = requester;
        if (reference) log.error({ error, reference, question, user, channel }, 'a question failed');
        await requester.reply(message);
      })
      .catch((error) => log.error({ error }, 'a failure could not be told'))
      .finally(() => working.delete(done));
    working.add(done);
  };

  const receiver = appToken
    ? new SocketModeReceiver({ appToken, logger, installerOptions: { clientOptions } })
    : new HTTPReceiver({ signingSecret, logger, endpoints: [EVENTS] });
  const app = new App({
    receiver,
    logger,
    clientOptions,
    authorize: async () => ({ botToken: token, botId: identity.botId, botUserId: identity.userId }),
  });
  app.error(async (error) => log.error({ error }, 'a request from Slack could not be served'));
  const { digests, command = '/owl' } = options;
  const listenerOptions = { answerContext, conversation, cache, runs, messages, client, digests, now, command, serve };
  listen(app, listenerOptions);
  listenToForms(app, listenerOptions);
  const takeEvents = receiver instanceof HTTPReceiver ? receiver.requestListener : undefined;
  route = (request, response) => {
    serveHttp(request, response, { takeEvents, pictureHost }).catch((error) => {
      log.error({ error }, 'an HTTP request could not be served');
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  };
  if (receiver instanceof SocketModeReceiver) await receiver.start();

  return {
    url,
    eventsUrl: `${url}${EVENTS}`,
    postDigest: async (digest, runId, signal) => (await conversation.post(digest, runId, signal)).ts,
    findDigest: (digest, runId, since) => findPost(client, digest.channel, runId, since),
    notify: async (channel, lines) => {
      await messages.post(channel, noticeMessage(lines, cache.newNonce())).catch((error) => {
        log.warn({ channel, reason: codeOf(error) ?? error }, 'a notice could not be posted');
      });
    },
    stop: async () => {
      if (receiver instanceof SocketModeReceiver) await receiver.stop();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      runs.stopAll();
      await Promise.race([Promise.all(working), sleep(DRAIN_MS, undefined, { ref: false })]);
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Who the token says we are. Throws a UserError when Slack does not take the token. */
async function signIn(client: webApi.WebClient): Promise<{ name: string; userId: string; botId: string }> {
  try {
    const { user, user_id, bot_id } = await client.auth.test();
    return { name: user ?? 'owlpost', userId: user_id ?? '', botId: bot_id ?? '' };
  } catch (error) {
    const code = codeOf(error);
    if (!code) throw error;
    throw new UserError(`Slack does not take SLACK_BOT_TOKEN (${code}): copy the Bot User OAuth Token again`, {
      cause: error,
    });
  }
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

async function serveHttp(
  request: IncomingMessage,
  response: ServerResponse,
  {
    takeEvents,
    pictureHost,
  }: { takeEvents: HTTPReceiver['requestListener'] | undefined; pictureHost: PictureHost | undefined },
): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  if (pathname === EVENTS && request.method === 'POST' && takeEvents) return void takeEvents(request, response);
  if (pathname === '/health')
    return void response.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":true}');
  if (pictureHost && (await pictureHost.serve(request, response))) return;
  response.writeHead(404).end();
}
