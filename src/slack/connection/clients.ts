import type { Logger as SlackLogger, webApi } from '@slack/bolt';
import { webApi as slack } from '@slack/bolt';

import { messageOf } from '../../error.ts';

/** How long one call of the Web API may take, in milliseconds. */
const CALL_MS = 10_000;

/**
 * The clients of Slack's Web API, one for each kind of work. A client that Slack tells to wait (HTTP 429) holds back
 * all of its own calls; so what a person waits for and what can come later have different ones.
 */
export type SlackClients = {
  /** For forms and messages to one person, which come within 3 s or not at all. */
  readonly interactive: webApi.WebClient;
  /** For new messages. It does not repeat a call whose outcome is unknown, as Slack may have posted the message. */
  readonly posting: webApi.WebClient;
  /** For changes of messages. `createUpdateQueue` handles its rate limits. */
  readonly updating: webApi.WebClient;
  /** For reads that decide what is written next. It does not repeat a call. */
  readonly reading: webApi.WebClient;
  /** For uploads, searches and everything else that may take its time. */
  readonly background: webApi.WebClient;
};

/** Returns the options of every client. `apiUrl` replaces Slack's own address. */
export function clientOptions(apiUrl: string | undefined, logger: SlackLogger): webApi.WebClientOptions {
  return {
    ...(apiUrl && { slackApiUrl: `${apiUrl.replace(/\/+$/, '')}/` }),
    logger,
    timeout: CALL_MS,
    fetch: fetchWhole,
    retryConfig: { retries: 3, minTimeout: 500, maxTimeout: 5000 },
  };
}

/**
 * Fetches a response with its whole body. Bolt leaves the answers to its `respond()` unread, and a connection that
 * holds an unread body is neither used again nor closed before the response is garbage.
 */
async function fetchWhole(...[url, init]: Parameters<typeof fetch>): Promise<Response> {
  const response = await fetch(url, { ...init, signal: init?.signal ?? AbortSignal.timeout(CALL_MS) });
  const { status, statusText, headers } = response;
  const body = await response.arrayBuffer();
  return new Response(body.byteLength > 0 ? body : null, { status, statusText, headers });
}

/** Creates the clients with one bot token. */
export function openClients(token: string, options: webApi.WebClientOptions): SlackClients {
  const open = (own: webApi.WebClientOptions) => new slack.WebClient(token, { ...options, ...own });
  const once = { retryConfig: { retries: 0 }, rejectRateLimitedCalls: true };
  return {
    interactive: open({ retryConfig: { retries: 1, minTimeout: 200 }, rejectRateLimitedCalls: true }),
    posting: open(once),
    updating: open({ rejectRateLimitedCalls: true }),
    reading: open(once),
    background: open({}),
  };
}

/** Returns Slack's code of an error, such as `not_in_channel`; undefined for errors that are not Slack's. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof slack.WebAPIPlatformError ? error.data.error : undefined;
}

/** Returns the reason of a failure in a few words, for the log: Slack's code, or the innermost message. */
export function reasonOf(error: unknown): string {
  const code = codeOf(error);
  if (code) return code;
  let reason: unknown = error;
  while (reason instanceof Error && reason.cause instanceof Error) reason = reason.cause;
  return messageOf(reason);
}

/** Thrown when the bot is not in a conversation, or that is archived, so that no answer could be posted there. */
export class NotInConversation extends Error {
  readonly isArchived: boolean;

  constructor(channel: string, { isArchived = false } = {}) {
    super(isArchived ? `${channel} is archived` : `the bot is not in ${channel}`);
    this.isArchived = isArchived;
    this.name = 'NotInConversation';
  }
}
