import type { Channel, Person } from './people.ts';
import type { Json, World } from './workspace.ts';

import { ApiError } from './api-error.ts';
import { BOT } from './demo-people.ts';
import { openDirect } from './workspace.ts';

/** A channel by its id, `name`, `#name`, or by a person's id for the bot's conversation with them. */
export function findChannel(world: World, reference: string): Channel | undefined {
  if (world.people.has(reference) && reference !== BOT.id) return openDirect(world, reference);
  const name = reference.replace(/^#/, '');
  return (
    world.channels.get(reference) ??
    [...world.channels.values()].find((channel) => channel.kind !== 'direct' && channel.name === name)
  );
}

/** A channel that the bot may know of: `channel_not_found` for what does not exist and for private ones without it. */
export function readChannel(world: World, reference: string): Channel {
  const channel = findChannel(world, reference);
  if (!channel || (channel.kind !== 'public' && !channel.members.has(BOT.id))) throw new ApiError('channel_not_found');
  return channel;
}

/** A channel that the bot is a member of: `not_in_channel` for a public one without it. */
export function readOwnChannel(world: World, reference: string): Channel {
  const channel = readChannel(world, reference);
  if (!channel.members.has(BOT.id)) throw new ApiError('not_in_channel');
  return channel;
}

const HISTORY: Readonly<Record<Channel['kind'], string>> = {
  public: 'channels:history',
  private: 'groups:history',
  direct: 'im:history',
};

/**
 * A channel whose messages the bot may read: each kind of conversation has a scope of its own, when scopes are asked for.
 * https://docs.slack.dev/reference/methods/conversations.history
 */
export function readHistoryOf(world: World, reference: string): Channel {
  const channel = readOwnChannel(world, reference);
  const needed = HISTORY[channel.kind];
  if (world.scopes && !world.scopes.includes(needed))
    throw new ApiError('missing_scope', { needed, provided: world.scopes.join(',') });
  return channel;
}

/** A person by id, name or `@name`. */
export function findPerson(world: World, reference: string): Person | undefined {
  const name = reference.replace(/^@/, '');
  return world.people.get(reference) ?? [...world.people.values()].find((person) => person.name === name);
}

export function describeChannel(channel: Channel): Json {
  const direct = channel.kind === 'direct';
  return {
    id: channel.id,
    created: channel.created,
    is_archived: false,
    is_im: direct,
    is_private: channel.kind === 'private',
    is_channel: channel.kind === 'public',
    is_group: channel.kind === 'private',
    is_mpim: false,
    is_member: channel.members.has(BOT.id),
    ...(direct
      ? { user: [...channel.members].find((member) => member !== BOT.id) }
      : {
          name: channel.name,
          name_normalized: channel.name,
          topic: { value: channel.topic, creator: '', last_set: 0 },
          purpose: { value: '', creator: '', last_set: 0 },
          num_members: channel.members.size,
        }),
  };
}
