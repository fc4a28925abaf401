import type { Channel, Person } from './people.ts';
import type { Json, Workspace } from './workspace.ts';

import { ApiError } from './api-error.ts';
import { BOT } from './demo-people.ts';
import { openDirectMessage } from './workspace.ts';

/** A channel by its id, `name`, `#name`, or by a person's id for the bot's conversation with them. */
export function findChannel(workspace: Workspace, reference: string): Channel | undefined {
  if (workspace.people.has(reference) && reference !== BOT.id) return openDirectMessage(workspace, reference);
  const name = reference.replace(/^#/, '');
  return (
    workspace.channels.get(reference) ??
    [...workspace.channels.values()].find((channel) => channel.kind !== 'direct' && channel.name === name)
  );
}

/** A channel that the bot may know of: `channel_not_found` for what does not exist and for private ones without it. */
export function readChannel(workspace: Workspace, reference: string): Channel {
  const channel = findChannel(workspace, reference);
  if (!channel || (channel.kind !== 'public' && !channel.members.has(BOT.id))) throw new ApiError('channel_not_found');
  return channel;
}

/** A channel that the bot is a member of: `not_in_channel` for a public one without it. */
export function readOwnChannel(workspace: Workspace, reference: string): Channel {
  const channel = readChannel(workspace, reference);
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
export function readHistoryOf(workspace: Workspace, reference: string): Channel {
  const channel = readOwnChannel(workspace, reference);
  const needed = HISTORY[channel.kind];
  if (workspace.scopes && !workspace.scopes.includes(needed))
    throw new ApiError('missing_scope', { needed, provided: workspace.scopes.join(',') });
  return channel;
}

/** A person by id, name or `@name`. */
export function findPerson(workspace: Workspace, reference: string): Person | undefined {
  const name = reference.replace(/^@/, '');
  return workspace.people.get(reference) ?? [...workspace.people.values()].find((person) => person.name === name);
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
