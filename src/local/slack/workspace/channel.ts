import type { Channel, Person } from './people.ts';
import type { Json, Workspace } from './workspace.ts';

import { ApiError } from './api-error.ts';
import { BOT } from './demo-people.ts';
import { openDirectMessage } from './workspace.ts';

/** The first parts of the scopes for each kind of conversation: `channels:history`, `im:read`. */
export const SCOPE_PREFIXES: Readonly<Record<Channel['kind'], string>> = {
  public: 'channels',
  private: 'groups',
  direct: 'im',
  group: 'mpim',
};

/** Finds a channel by its id, `name` or `#name`, or the bot's conversation with a person by that person's id. */
export function findChannel(workspace: Workspace, reference: string): Channel | undefined {
  if (workspace.people.has(reference) && reference !== BOT.id) return openDirectMessage(workspace, reference);
  const name = reference.replace(/^#/, '');
  const named = [...workspace.channels.values()].find((channel) => isNamed(channel) && channel.name === name);
  return workspace.channels.get(reference) ?? named;
}

/** Whether a conversation has a name of its own, as channels do. */
function isNamed({ kind }: Channel): boolean {
  return kind === 'public' || kind === 'private';
}

/**
 * Returns a public channel by id or name, or another conversation of the bot by id. Throws `channel_not_found` for anything
 * else.
 */
export function readChannel(workspace: Workspace, reference: string): Channel {
  const channel = findChannel(workspace, reference);
  const isById = channel?.id === reference || workspace.people.has(reference);
  if (!channel || (channel.kind !== 'public' && !(isById && channel.members.has(BOT.id)))) {
    throw new ApiError('channel_not_found');
  }
  return channel;
}

/** Returns a channel that the bot is a member of. Throws `not_in_channel` for a public one without it. */
export function readJoinedChannel(workspace: Workspace, reference: string): Channel {
  const channel = readChannel(workspace, reference);
  if (!channel.members.has(BOT.id)) throw new ApiError('not_in_channel');
  return channel;
}

/**
 * Returns a channel in which the bot may write. Throws `is_archived`, or `restricted_action_read_only_channel` where only
 * administrators post. The scope `chat:write.public` opens public channels without an invitation.
 */
export function readWritableChannel(workspace: Workspace, reference: string): Channel {
  const isEverywhere = workspace.manifest.scopes.includes('chat:write.public');
  const channel = isEverywhere ? readChannel(workspace, reference) : readJoinedChannel(workspace, reference);
  const refusal = refusalToWrite(channel, BOT);
  if (refusal) throw new ApiError(refusal);
  return channel;
}

/** Returns why a member may not post in a channel, as Slack's error code; undefined when they may. */
export function refusalToWrite({ isArchived, isReadOnly }: Channel, { isAdmin }: Person): string | undefined {
  if (isArchived) return 'is_archived';
  return isReadOnly && !isAdmin ? 'restricted_action_read_only_channel' : undefined;
}

/** Throws `missing_scope` unless the bot has the scope for a right in a kind of conversation, such as `im:history`. */
export function requireScopeFor(workspace: Workspace, kind: Channel['kind'], right: 'read' | 'history'): void {
  requireScope(workspace, `${SCOPE_PREFIXES[kind]}:${right}`);
}

/** Throws `missing_scope` unless the bot has the scope. */
export function requireScope({ manifest: { scopes } }: Workspace, needed: string): void {
  if (!scopes.includes(needed)) throw new ApiError('missing_scope', { needed, provided: scopes.join(',') });
}

/** Finds a person by id, `name` or `@name`. */
export function findPerson(workspace: Workspace, reference: string): Person | undefined {
  const name = reference.replace(/^@/, '');
  return workspace.people.get(reference) ?? [...workspace.people.values()].find((person) => person.name === name);
}

/** Returns a channel in the shape of Slack's API: https://docs.slack.dev/reference/objects/conversation-object */
export function describeChannel(channel: Channel): Json {
  const { kind, members, name, topic } = channel;
  const shared = {
    id: channel.id,
    created: channel.created,
    is_archived: channel.isArchived === true,
    is_im: kind === 'direct',
    is_mpim: kind === 'group',
    is_channel: kind === 'public',
    is_group: kind === 'private',
    is_private: kind !== 'public',
    is_ext_shared: channel.isConnected === true,
    is_shared: channel.isConnected === true,
    is_member: members.has(BOT.id),
  };
  if (kind === 'direct') return { ...shared, user: [...members].find((member) => member !== BOT.id) };
  return {
    ...shared,
    name,
    name_normalized: name,
    topic: { value: topic, creator: '', last_set: 0 },
    purpose: { value: '', creator: '', last_set: 0 },
    num_members: members.size,
  };
}
