import { LRUCache } from 'lru-cache';

import type { SlackClients } from '../connection/clients.ts';

import { UserError } from '../../error.ts';
import { codeOf, NotInConversation } from '../connection/clients.ts';
import { errorWords } from '../words.ts';

/** Looks up the workspace's channels. */
export type Channels = {
  /**
   * Finds a channel's id from `#name`, or returns an id as it is. Slack posts to private channels by id alone. A channel that
   * was renamed since is found by its former name. Throws a UserError when the bot is in no channel of that name.
   */
  readonly idOf: (channel: string) => Promise<string>;
  /** Resolves to the channels that a person is in, of those that the bot sees: ids and names with their #. None when Slack does not tell. */
  readonly channelsOf: (user: string) => Promise<ReadonlySet<string>>;
  /**
   * Resolves when the bot can post in a conversation, as far as Slack tells. Rejects with NotInConversation when it
   * cannot.
   */
  readonly checkWritable: (channel: string) => Promise<void>;
  /** Checks as `checkWritable` does, with one call for all channels that the bot is in; for callers that post to many at once. */
  readonly checkJoined: (channel: string) => Promise<void>;
  /** Finds the direct messages of the bot with a person, by the person's id; undefined while there are none. */
  readonly directOf: (person: string) => Promise<string | undefined>;
  /** Tells whether a channel, by its id or its name with #, is archived. Rejects when Slack does not answer. */
  readonly isArchived: (channel: string) => Promise<boolean>;
};

/** Stores the ids of channels by name beyond the process. */
export type ChannelMemory = {
  readonly get: (owner: string, name: string) => Promise<string | undefined>;
  readonly put: (owner: string, name: string, value: string) => Promise<void>;
};

/** The owner of remembered ids in the memory. */
const OWNER = 'channels';

const PAGE = 200;

const KEPT = { max: 2000, ttl: 10 * 60_000 };

/** In milliseconds: for how long a list of the bot's channels is believed, and how often a new one is made for what is missing in it. */
const LISTED = { believed: 5 * 60_000, again: 5000 } as const;

type Listing = {
  readonly at: number;
  readonly idByName: ReadonlyMap<string, string>;
  readonly ids: ReadonlySet<string>;
};

/** Creates the look-up of channels. What Slack says is kept for some minutes. */
export function openChannels(
  { background, interactive }: Pick<SlackClients, 'background' | 'interactive'>,
  memory: ChannelMemory,
): Channels {
  const writable = new LRUCache<string, true>(KEPT);
  const joined = openJoined(background);

  const findFormer = async (name: string): Promise<string | undefined> => {
    const id = await memory.get(OWNER, name);
    return id !== undefined && (await joined.current()).ids.has(id) ? id : undefined;
  };

  const checkWritable = async (channel: string): Promise<void> => {
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
  };

  return {
    channelsOf: async (user) => {
      const channels = await listChannels(background, { user }).catch(() => []);
      return new Set(channels.flatMap(({ id, name }) => [id, `#${name}`]));
    },
    idOf: async (channel) => {
      if (!channel.startsWith('#')) return channel;
      const name = channel.slice(1);
      const found = await joined.find(({ idByName }) => idByName.get(name));
      if (found === undefined) {
        const former = await findFormer(name);
        if (former) return former;
        throw new UserError(errorWords.notInChannel(channel));
      }
      if (found.isNew) await memory.put(OWNER, name, found.value);
      return found.value;
    },
    checkWritable,
    checkJoined: async (channel) => {
      if (isPerson(channel) || channel.startsWith('D')) return;
      const listing = await joined.current().catch(() => undefined);
      if (!listing?.ids.has(channel)) await checkWritable(channel);
    },
    directOf: (person) => findDirect(background, person),
    isArchived: async (channel) => {
      const { ids, idByName } = await joined.current();
      const name = channel.slice(1);
      const id = channel.startsWith('#') ? (idByName.get(name) ?? (await memory.get(OWNER, name))) : channel;
      return id !== undefined && !ids.has(id) && /^[CG]/.test(id) && isArchived(background, id);
    },
  };
}

async function findDirect(client: SlackClients['background'], person: string): Promise<string | undefined> {
  const direct = await listChannels(client, { types: 'im' });
  return direct.find(({ user }) => user === person)?.id;
}

async function isArchived(client: SlackClients['background'], channel: string): Promise<boolean> {
  try {
    return (await client.conversations.info({ channel })).channel?.is_archived === true;
  } catch (error) {
    if (codeOf(error) === 'channel_not_found') return false;
    throw error;
  }
}

/** The channels that the bot is in: listed once for all who ask at the same time, and again for what is missing. */
function openJoined(client: SlackClients['background']) {
  let listing: Listing | undefined;
  let listingNow: Promise<Listing> | undefined;
  const given = new Set<string>();

  const list = (): Promise<Listing> => {
    listingNow ??= listChannels(client)
      .then((channels) => {
        const idByName = new Map(channels.map(({ id, name }) => [name, id]));
        listing = { at: performance.now(), idByName, ids: new Set(channels.map(({ id }) => id)) };
        return listing;
      })
      .finally(() => {
        listingNow = undefined;
      });
    return listingNow;
  };
  const current = async (age: number = LISTED.believed): Promise<Listing> => {
    return listing && performance.now() - listing.at < age ? listing : list();
  };

  return {
    current,
    /** What a list tells, and whether it is told for the first time; undefined when a new list does not tell it either. */
    find: async (read: (listing: Listing) => string | undefined) => {
      const value = read(await current()) ?? read(await current(LISTED.again));
      if (value === undefined) return undefined;
      const isNew = !given.has(value);
      given.add(value);
      return { value, isNew };
    },
  };
}

/** A message to a person's id goes into their own conversation with the bot, where it can always post. */
function isPerson(channel: string): boolean {
  return /^[UW]/.test(channel);
}

/** A channel, or direct messages with a user. */
type Conversation = { readonly id: string; readonly name: string; readonly user: string | undefined };

/** The channels of a person or, without one, of the bot; not those that are archived. */
async function listChannels(
  client: SlackClients['background'],
  { user, types = 'public_channel,private_channel' }: { readonly user?: string; readonly types?: string } = {},
): Promise<readonly Conversation[]> {
  const found: Conversation[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await client.users.conversations({
      ...(user !== undefined && { user }),
      types,
      exclude_archived: true,
      limit: PAGE,
      ...(cursor && { cursor }),
    });
    for (const { id = '', name = '', user: other } of page.channels ?? []) found.push({ id, name, user: other });
    cursor = page.response_metadata?.next_cursor;
    if (!cursor) return found;
  }
}
