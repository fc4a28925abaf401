import type { webApi } from '@slack/bolt';

import { UserError } from '../error.ts';

const PAGE = 200;

/**
 * The `ts` of the message that bears a run's id, posted since then. `channel` is an id or a name with its #; a name is
 * looked up among the channels that the bot is in. https://docs.slack.dev/reference/methods/conversations.history
 */
export async function findPost(
  client: webApi.WebClient,
  channel: string,
  runId: string,
  since: Date,
): Promise<string | undefined> {
  const id = channel.startsWith('#') ? await findChannel(client, channel.slice(1)) : channel;
  const oldest = String(since.getTime() / 1000);
  for (let cursor: string | undefined; ; ) {
    const page = await client.conversations.history({
      channel: id,
      oldest,
      include_all_metadata: true,
      limit: PAGE,
      ...(cursor && { cursor }),
    });
    const found = page.messages?.find(
      ({ metadata }) => (metadata?.event_payload as { run_id?: unknown } | undefined)?.run_id === runId,
    );
    if (found) return found.ts;
    cursor = page.response_metadata?.next_cursor;
    if (!cursor) return undefined;
  }
}

async function findChannel(client: webApi.WebClient, name: string): Promise<string> {
  for (let cursor: string | undefined; ; ) {
    const types = 'public_channel,private_channel';
    const page = await client.users.conversations({
      types,
      exclude_archived: true,
      limit: PAGE,
      ...(cursor && { cursor }),
    });
    const found = page.channels?.find((channel) => channel.name === name);
    if (found?.id) return found.id;
    cursor = page.response_metadata?.next_cursor;
    if (!cursor)
      throw new UserError(`the bot is not in #${name}: invite it there, or name another channel in digests.yml`);
  }
}
