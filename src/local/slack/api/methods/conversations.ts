import type { Channel } from '../../workspace/people.ts';
import type { Json, Message, Workspace } from '../../workspace/workspace.ts';

import { ApiError } from '../../workspace/api-error.ts';
import { describeChannel, readChannel, readHistoryOf } from '../../workspace/channel.ts';
import { BOT } from '../../workspace/demo-people.ts';
import { messagesOf } from '../../workspace/message.ts';
import { openDirectMessage, publishChange } from '../../workspace/workspace.ts';
import { isSet, optionalText, requiredText } from '../input.ts';

const KINDS: Readonly<Record<string, Channel['kind']>> = {
  public_channel: 'public',
  private_channel: 'private',
  im: 'direct',
};

/** https://docs.slack.dev/reference/methods/conversations.history */
export function history(workspace: Workspace, input: Json): Json {
  const channel = readHistoryOf(workspace, requiredText(input, 'channel'));
  const messages = seenByBot(workspace, channel).filter(
    ({ ts, thread_ts, subtype }) => !thread_ts || thread_ts === ts || subtype === 'thread_broadcast',
  );
  return page(within(messages, input).reverse(), input, (found) => ({ messages: found.map(shown(input)) }));
}

/** https://docs.slack.dev/reference/methods/conversations.replies */
export function replies(workspace: Workspace, input: Json): Json {
  const channel = readHistoryOf(workspace, requiredText(input, 'channel'));
  const asked = requiredText(input, 'ts');
  const start = seenByBot(workspace, channel).find(({ ts }) => ts === asked);
  if (!start) throw new ApiError('thread_not_found');
  const thread = start.thread_ts ?? start.ts;
  const messages = seenByBot(workspace, channel).filter(({ ts, thread_ts }) => ts === thread || thread_ts === thread);
  return page(within(messages, input), input, (found) => ({ messages: found.map(shown(input)) }));
}

/** https://docs.slack.dev/reference/methods/conversations.info */
export function info(workspace: Workspace, input: Json): Json {
  return { channel: describeChannel(readChannel(workspace, requiredText(input, 'channel'))) };
}

/** https://docs.slack.dev/reference/methods/conversations.list */
export function list(workspace: Workspace, input: Json): Json {
  const asked = (optionalText(input, 'types') || 'public_channel').split(',').map((type) => KINDS[type.trim()]);
  if (asked.includes(undefined)) throw new ApiError('invalid_types');
  const channels = [...workspace.channels.values()].filter(
    ({ kind, members }) => asked.includes(kind) && (kind === 'public' || members.has(BOT.id)),
  );
  return page(channels, input, (found) => ({ channels: found.map(describeChannel) }));
}

/** https://docs.slack.dev/reference/methods/users.conversations, for the bot itself */
export function listJoined(workspace: Workspace, input: Json): Json {
  const asked = (optionalText(input, 'types') || 'public_channel').split(',').map((type) => KINDS[type.trim()]);
  if (asked.includes(undefined)) throw new ApiError('invalid_types');
  const channels = [...workspace.channels.values()].filter(
    ({ kind, members }) => asked.includes(kind) && members.has(BOT.id),
  );
  return page(channels, input, (found) => ({ channels: found.map(describeChannel) }));
}

/** https://docs.slack.dev/reference/methods/conversations.members */
export function members(workspace: Workspace, input: Json): Json {
  const channel = readChannel(workspace, requiredText(input, 'channel'));
  return page([...channel.members], input, (found) => ({ members: found }));
}

/** https://docs.slack.dev/reference/methods/conversations.open */
export function open(workspace: Workspace, input: Json): Json {
  const person = optionalText(input, 'users');
  if (input.channel) return { channel: describeChannel(readChannel(workspace, String(input.channel))) };
  if (!workspace.people.has(person) || person === BOT.id) throw new ApiError('user_not_found');
  return { channel: describeChannel(openDirectMessage(workspace, person)) };
}

/** https://docs.slack.dev/reference/methods/conversations.join */
export function join(workspace: Workspace, input: Json): Json {
  const channel = readChannel(workspace, requiredText(input, 'channel'));
  if (channel.kind !== 'public') throw new ApiError('method_not_supported_for_channel_type');
  channel.members.add(BOT.id);
  publishChange(workspace, { kind: 'channel', channel });
  return { channel: describeChannel(channel) };
}

function seenByBot(workspace: Workspace, channel: Channel): readonly Message[] {
  return messagesOf(workspace, channel.id).flatMap(({ message, onlyFor }) => (onlyFor ? [] : [message]));
}

function within(messages: readonly Message[], input: Json): Message[] {
  const oldest = Number(optionalText(input, 'oldest') || 0);
  const latest = Number(optionalText(input, 'latest') || Number.POSITIVE_INFINITY);
  const inclusive = isSet(input, 'inclusive');
  return messages.filter(({ ts }) => {
    const time = Number(ts);
    return (time > oldest && time < latest) || (inclusive && (time === oldest || time === latest));
  });
}

/** Metadata is shown only to those who ask for it. */
function shown(input: Json): (message: Message) => Json {
  return ({ metadata, ...message }) =>
    metadata && isSet(input, 'include_all_metadata') ? { ...message, metadata } : message;
}

function page<Item>(items: readonly Item[], input: Json, result: (found: readonly Item[]) => Json): Json {
  const start = Number(Buffer.from(optionalText(input, 'cursor'), 'base64url').toString() || 0);
  if (Number.isNaN(start)) throw new ApiError('invalid_cursor');
  const limit = Math.min(Number(optionalText(input, 'limit') || 100), 999);
  const end = start + limit;
  const more = end < items.length;
  const cursor = more ? Buffer.from(String(end)).toString('base64url') : '';
  return { ...result(items.slice(start, end)), has_more: more, response_metadata: { next_cursor: cursor } };
}
