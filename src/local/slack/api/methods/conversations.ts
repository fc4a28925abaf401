import type { Channel } from '../../workspace/people.ts';
import type { Json, Message, Workspace } from '../../workspace/workspace.ts';

import { ApiError } from '../../workspace/api-error.ts';
import { describeChannel, readChannel, readJoinedChannel, requireScopeFor } from '../../workspace/channel.ts';
import { BOT } from '../../workspace/demo-people.ts';
import { messagesOf } from '../../workspace/message.ts';
import { isSet, optionalText, requiredText } from '../input.ts';

const KINDS = new Map<string, Channel['kind']>([
  ['public_channel', 'public'],
  ['private_channel', 'private'],
  ['im', 'direct'],
  ['mpim', 'group'],
]);

/**
 * Lists a page of a channel's messages, latest first, without replies in threads.
 * https://docs.slack.dev/reference/methods/conversations.history
 */
export function readHistory(workspace: Workspace, input: Json): Json {
  const messages = visibleMessages(workspace, input).filter(({ ts, thread_ts }) => !thread_ts || thread_ts === ts);
  return page(within(messages, input).reverse(), input, (found) => ({ messages: found.map(withMetadata(input)) }));
}

/**
 * Lists a page of a thread, oldest first, beginning with its first message.
 * https://docs.slack.dev/reference/methods/conversations.replies
 */
export function readReplies(workspace: Workspace, input: Json): Json {
  const asked = requiredText(input, 'ts');
  const all = visibleMessages(workspace, input);
  const start = all.find(({ ts }) => ts === asked);
  if (!start) throw new ApiError('thread_not_found');
  const thread = start.thread_ts ?? start.ts;
  const messages = all.filter(({ ts, thread_ts }) => ts === thread || thread_ts === thread);
  return page(within(messages, input), input, (found) => ({ messages: found.map(withMetadata(input)) }));
}

/** Returns a channel that is public or has the bot as a member. https://docs.slack.dev/reference/methods/conversations.info */
export function describeConversation(workspace: Workspace, input: Json): Json {
  const channel = readChannel(workspace, requiredText(input, 'channel'));
  requireScopeFor(workspace, channel.kind, 'read');
  return { channel: describeChannel(channel) };
}

/**
 * Lists a page of the conversations of the bot, or of the person `user`, of whose private ones only those with the bot. Each of
 * the `types` needs a scope. https://docs.slack.dev/reference/methods/users.conversations
 */
export function listJoined(workspace: Workspace, input: Json): Json {
  const kinds = (optionalText(input, 'types') || 'public_channel').split(',').map((type) => KINDS.get(type.trim()));
  for (const kind of kinds) {
    if (!kind) throw new ApiError('invalid_types');
    requireScopeFor(workspace, kind, 'read');
  }
  const member = optionalText(input, 'user') || BOT.id;
  const channels = [...workspace.channels.values()].filter(
    ({ kind, members, isArchived }) =>
      kinds.includes(kind) &&
      members.has(member) &&
      (kind === 'public' || members.has(BOT.id)) &&
      !(isArchived && isSet(input, 'exclude_archived')),
  );
  return page(channels, input, (found) => ({ channels: found.map(describeChannel) }));
}

/** The messages of a channel that the bot may read, oldest first: ephemeral ones are nobody's but one person's. */
function visibleMessages(workspace: Workspace, input: Json): readonly Message[] {
  const channel = readJoinedChannel(workspace, requiredText(input, 'channel'));
  requireScopeFor(workspace, channel.kind, 'history');
  return messagesOf(workspace, channel.id).flatMap(({ message, onlyFor }) => (onlyFor ? [] : [message]));
}

function within(messages: readonly Message[], input: Json): Message[] {
  const oldest = Number(optionalText(input, 'oldest') || 0);
  const latest = Number(optionalText(input, 'latest') || Number.POSITIVE_INFINITY);
  const isInclusive = isSet(input, 'inclusive');
  return messages.filter(({ ts }) => {
    const time = Number(ts);
    return (time > oldest && time < latest) || (isInclusive && (time === oldest || time === latest));
  });
}

/** Metadata is shown only to those who ask for it. */
function withMetadata(input: Json): (message: Message) => Json {
  return ({ metadata, ...message }) =>
    metadata && isSet(input, 'include_all_metadata') ? { ...message, metadata } : message;
}

function page<Item>(items: readonly Item[], input: Json, result: (found: readonly Item[]) => Json): Json {
  const start = Number(Buffer.from(optionalText(input, 'cursor'), 'base64url').toString() || 0);
  if (Number.isNaN(start)) throw new ApiError('invalid_cursor');
  const limit = Math.min(Number(optionalText(input, 'limit') || 100), 999);
  const end = start + limit;
  const hasMore = end < items.length;
  const cursor = hasMore ? Buffer.from(String(end)).toString('base64url') : '';
  return { ...result(items.slice(start, end)), has_more: hasMore, response_metadata: { next_cursor: cursor } };
}
