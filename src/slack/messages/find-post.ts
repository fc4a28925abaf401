import type { MessageRef } from '../blocks/state.ts';
import type { SlackClients } from '../connection/clients.ts';

import { CLOCK_MARGIN_MS } from '../../digests/occurrences.ts';

const PAGE = 200;

/** A message as Slack lists it. */
type Listed = { readonly ts?: string; readonly metadata?: { event_payload?: object } };

/** A page of messages, and where the next one begins. */
type Page = {
  readonly messages?: readonly Listed[];
  readonly response_metadata?: { readonly next_cursor?: string };
};

/**
 * Finds the message with a digest's run id among those posted in a channel since a moment; undefined when there is
 * none other than that of `besides`. `channel` is the channel's id. https://docs.slack.dev/reference/methods/conversations.history
 */
export async function findPost(
  { background }: Pick<SlackClients, 'background'>,
  channel: string,
  runId: string,
  since: Date,
  besides?: string,
): Promise<MessageRef | undefined> {
  const oldest = String(since.getTime() / 1000);
  const found = await findOnPages(
    (page) => background.conversations.history({ channel, oldest, ...page }),
    (message) => message.ts !== besides && carriesRun(message, runId),
  );
  return found?.ts === undefined ? undefined : { channel, ts: found.ts };
}

/** Whether the thread of a message has a reply that carries a run id, other than that of `besides`. https://docs.slack.dev/reference/methods/conversations.replies */
export async function hasReply(
  { background }: Pick<SlackClients, 'background'>,
  { channel, ts }: MessageRef,
  runId: string,
  besides?: string,
): Promise<boolean> {
  const found = await findOnPages(
    (page) => background.conversations.replies({ channel, ts, ...page }),
    (message) => message.ts !== ts && message.ts !== besides && carriesRun(message, runId),
  );
  return found !== undefined;
}

/** Reads page after page of messages up to the first that passes a test. */
async function findOnPages(
  read: (page: { include_all_metadata: true; limit: number; cursor?: string }) => Promise<Page>,
  isWanted: (message: Listed) => boolean,
): Promise<Listed | undefined> {
  for (let cursor: string | undefined; ; ) {
    const page = await read({ include_all_metadata: true, limit: PAGE, ...(cursor && { cursor }) });
    const found = page.messages?.find(isWanted);
    if (found) return found;
    cursor = page.response_metadata?.next_cursor;
    if (!cursor) return undefined;
  }
}

/** Whether another message that carries the same run id stands beside a posted one, not much older: in its channel, or in its thread. */
export async function hasDuplicate(
  clients: Pick<SlackClients, 'background'>,
  { channel, ts, thread }: MessageRef,
  runId: string,
): Promise<boolean> {
  if (thread !== undefined) return hasReply(clients, { channel, ts: thread }, runId, ts);
  const since = new Date(Number(ts) * 1000 - CLOCK_MARGIN_MS);
  return (await findPost(clients, channel, runId, since, ts)) !== undefined;
}

function carriesRun({ metadata }: Listed, runId: string): boolean {
  return (metadata?.event_payload as { run_id?: unknown } | undefined)?.run_id === runId;
}
