import type { Logger as SlackLogger, webApi } from '@slack/bolt';
import { webApi as slack } from '@slack/bolt';

/** How long one call of the Web API may take, in milliseconds. */
const CALL_MS = 10_000;

/**
 * The clients of Slack's Web API, one for each kind of work. A client that Slack tells to wait (HTTP 429) holds back all
 * of its own calls, so what a person waits for never shares one with what can come later.
 */
export type SlackClients = {
  /** Forms and messages to one person, which come within 3 s or not at all. */
  readonly interactive: webApi.WebClient;
  /** New messages: never sent again when their fate is unknown, as Slack may have taken what it did not confirm. */
  readonly posting: webApi.WebClient;
  /** Changes of messages. A refusal by rate is for `createUpdateQueue` to handle. */
  readonly updating: webApi.WebClient;
  /** Questions to Slack that decide what is written next: asked once. */
  readonly reading: webApi.WebClient;
  /** Uploads, searches and everything else that may take its time. */
  readonly background: webApi.WebClient;
};

/** The options that every client shares. `apiUrl` replaces Slack's own address. */
export function clientOptions(apiUrl: string | undefined, logger: SlackLogger): webApi.WebClientOptions {
  return {
    ...(apiUrl && { slackApiUrl: `${apiUrl.replace(/\/+$/, '')}/` }),
    logger,
    timeout: CALL_MS,
    fetch: (url, init) => fetch(url, { ...init, signal: init?.signal ?? AbortSignal.timeout(CALL_MS) }),
    retryConfig: { retries: 3, minTimeout: 500, maxTimeout: 5000 },
  };
}

/** Opens the clients with one bot token. */
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

/** Slack's own word for what went wrong, such as `not_in_channel`; undefined for errors that are not Slack's. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof slack.WebAPIPlatformError ? error.data.error : undefined;
}

/** The reason of a failure in a few words, for the log: Slack's own word, or the innermost message. */
export function reasonOf(error: unknown): string {
  const code = codeOf(error);
  if (code) return code;
  let reason: unknown = error;
  while (reason instanceof Error && reason.cause instanceof Error) reason = reason.cause;
  return reason instanceof Error ? reason.message : String(reason);
}

/** Thrown when the bot is not a member of a conversation, or that is archived, so that nothing that is asked there could be answered. */
export class NotInConversation extends Error {
  readonly isArchived: boolean;

  constructor(channel: string, { isArchived = false } = {}) {
    super(isArchived ? `${channel} is archived` : `the bot is not in ${channel}`);
    this.isArchived = isArchived;
    this.name = 'NotInConversation';
  }
}
