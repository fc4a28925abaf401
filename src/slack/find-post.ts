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
    const found = page.messages?.find(
      ({ metadata }) => (metadata?.event_payload as { run_id?: unknown } | undefined)?.run_id === runId,
    );
    if (found?.ts) return { channel, ts: found.ts };
    cursor = page.response_metadata?.next_cursor;
    if (!cursor) return undefined;
  }
}
