import type { MessageRef } from './blocks/state.ts';
import type { SlackClients } from './clients.ts';

const PAGE = 200;

/**
 * Finds the message with a digest's run id among those posted in a channel since a moment; undefined when there is
 * none. `channel` is the channel's id. https://docs.slack.dev/reference/methods/conversations.history
 */
export async function findPost(
  { background }: Pick<SlackClients, 'background'>,
  channel: string,
  runId: string,
  since: Date,
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
    const found = page.messages?.find((message) => carriesRun(message, runId));
    if (found?.ts) return { channel, ts: found.ts };
    cursor = page.response_metadata?.next_cursor;
    if (!cursor) return undefined;
  }
}

/** Whether the thread of a message has a reply that carries a run id. https://docs.slack.dev/reference/methods/conversations.replies */
export async function hasReply(
  { background }: Pick<SlackClients, 'background'>,
  { channel, ts }: MessageRef,
  runId: string,
): Promise<boolean> {
  for (let cursor: string | undefined; ; ) {
    const page = await background.conversations.replies({
      channel,
      ts,
      include_all_metadata: true,
      limit: PAGE,
      ...(cursor && { cursor }),
    });
    if (page.messages?.some((message) => message.ts !== ts && carriesRun(message, runId))) return true;
    cursor = page.response_metadata?.next_cursor;
    if (!cursor) return false;
  }
}

function carriesRun({ metadata }: { metadata?: { event_payload?: object } }, runId: string): boolean {
  return (metadata?.event_payload as { run_id?: unknown } | undefined)?.run_id === runId;
}
