import type { MessageRef } from './blocks/state.ts';
import type { SlackClients } from './clients.ts';

import { CLOCK_MARGIN_MS } from '../digests/occurrences.ts';

const PAGE = 200;

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
  for (let cursor: string | undefined; ; ) {
    const page = await background.conversations.history({
      channel,
      oldest,
      include_all_metadata: true,
      limit: PAGE,
      ...(cursor && { cursor }),
    });
    const found = page.messages?.find((message) => message.ts !== besides && carriesRun(message, runId));
    if (found?.ts) return { channel, ts: found.ts };
    cursor = page.response_metadata?.next_cursor;
    if (!cursor) return undefined;
  }
}

/** Whether the thread of a message has a reply that carries a run id, other than that of `besides`. https://docs.slack.dev/reference/methods/conversations.replies */
export async function hasReply(
  { background }: Pick<SlackClients, 'background'>,
  { channel, ts }: MessageRef,
  runId: string,
  besides?: string,
): Promise<boolean> {
  for (let cursor: string | undefined; ; ) {
    const page = await background.conversations.replies({
      channel,
      ts,
      include_all_metadata: true,
      limit: PAGE,
      ...(cursor && { cursor }),
    });
    if (page.messages?.some((message) => message.ts !== ts && message.ts !== besides && carriesRun(message, runId)))
      return true;
    cursor = page.response_metadata?.next_cursor;
    if (!cursor) return false;
  }
}

/** Whether another message that carries the same run id stands beside a posted one, not much older: in its channel, or in its thread. */
export async function hasTwin(
  clients: Pick<SlackClients, 'background'>,
  { channel, ts, thread }: MessageRef,
  runId: string,
): Promise<boolean> {
  if (thread !== undefined) return hasReply(clients, { channel, ts: thread }, runId, ts);
  const since = new Date(Number(ts) * 1000 - CLOCK_MARGIN_MS);
  return (await findPost(clients, channel, runId, since, ts)) !== undefined;
}

function carriesRun({ metadata }: { metadata?: { event_payload?: object } }, runId: string): boolean {
  return (metadata?.event_payload as { run_id?: unknown } | undefined)?.run_id === runId;
}
