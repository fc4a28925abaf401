import { LRUCache } from 'lru-cache';

import type { SlackClients } from './clients.ts';

import { UserError } from '../error.ts';
import { codeOf, NotInConversation } from './clients.ts';

/** What the bot knows of the workspace's channels. */
export type Channels = {
  /**
   * Finds a channel's id from `#name`, or returns an id as it is. Slack posts to private channels by id alone. Throws a
   * UserError when the bot is in no channel of that name.
   */
  readonly idOf: (channel: string) => Promise<string>;
  /** The channels that a person is in, as far as the bot sees them: ids and names with their #. None when Slack does not tell. */
  readonly channelsOf: (user: string) => Promise<ReadonlySet<string>>;
  /**
   * Resolves when the bot can post in a conversation, as far as Slack tells. Rejects with NotInConversation when it
   * cannot.
   */
  readonly checkWritable: (channel: string) => Promise<void>;
};

const PAGE = 200;

const KEPT = { max: 2000, ttl: 10 * 60_000 };

/** Looks channels up in Slack and remembers for ten minutes those that were found. */
export function openChannels({ background, interactive }: Pick<SlackClients, 'background' | 'interactive'>): Channels {
  const ids = new LRUCache<string, string>(KEPT);
  const writable = new LRUCache<string, true>(KEPT);

  const findByName = async (name: string): Promise<string> => {
    for (let cursor: string | undefined; ; ) {
      const page = await background.users.conversations({
        types: 'public_channel,private_channel',
        exclude_archived: true,
        limit: PAGE,
        ...(cursor && { cursor }),
      });
      const found = page.channels?.find((channel) => channel.name === name);
      if (found?.id) return found.id;
      cursor = page.response_metadata?.next_cursor;
      if (!cursor) throw new UserError(`the bot is not in #${name}: invite it there, or name another channel`);
    }
  };

  return {
    channelsOf: (user) => readChannelsOf(background, user).catch(() => new Set()),
    idOf: async (channel) => {
      if (!channel.startsWith('#')) return channel;
      const known = ids.get(channel);
      if (known) return known;
      const id = await findByName(channel.slice(1));
      ids.set(channel, id);
      return id;
    },
    checkWritable: async (channel) => {
      if (isPerson(channel) || writable.has(channel)) return;
      try {
        const { channel: info } = await interactive.conversations.info({ channel });
        if (info?.is_archived) throw new NotInConversation(channel, { isArchived: true });
        if (info?.is_member === false && !info.is_im && !info.is_mpim) throw new NotInConversation(channel);
        writable.set(channel, true);
      } catch (error) {
        if (error instanceof NotInConversation) throw error;
        if (codeOf(error) === 'channel_not_found') throw new NotInConversation(channel);
        // Slack does not tell: the post itself will
      }
    },
  };
}

/** A message to a person's id goes into their own conversation with the bot, where it can always post. */
function isPerson(channel: string): boolean {
  return /^[UW]/.test(channel);
}

async function readChannelsOf(client: SlackClients['background'], user: string): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (let cursor: string | undefined; ; ) {
    const page = await client.users.conversations({
      user,
      types: 'public_channel,private_channel',
      exclude_archived: true,
      limit: PAGE,
      ...(cursor && { cursor }),
    });
    for (const { id, name } of page.channels ?? []) found.add(id!).add(`#${name}`);
    cursor = page.response_metadata?.next_cursor;
    if (!cursor) return found;
  }
}
