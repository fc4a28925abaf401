import type { Block, Json, Message, Posted, World } from './workspace/workspace.ts';

import { BOT, SLACKBOT, TEAM } from './workspace/demo-people.ts';
import { announce, newId, nextTimestamp } from './workspace/workspace.ts';

/** What is said; the rest of a message is who, where and when. */
export type Words = {
  readonly text: string;
  readonly blocks?: readonly Block[];
  readonly metadata?: Message['metadata'];
  readonly files?: Message['files'];
};

export type Place = {
  readonly channel: string;
  readonly thread?: string;
  readonly onlyFor?: string;
  /** A thread's reply that is shown in the channel too. */
  readonly broadcast?: boolean;
};

/** Puts a message of a person or a bot where it belongs and counts it in its thread. */
export function post(
  world: World,
  author: string,
  { channel, thread, onlyFor, broadcast }: Place,
  words: Words,
): Posted {
  const message: Message = {
    type: 'message',
    ...(broadcast ? { subtype: 'thread_broadcast' } : {}),
    ts: nextTimestamp(world),
    user: author,
    team: TEAM.id,
    ...(author === BOT.id ? { bot_id: TEAM.botId, app_id: TEAM.app } : {}),
    ...(author === SLACKBOT.id ? { bot_id: 'B01' } : {}),
    ...named(words),
    ...(thread ? { thread_ts: thread } : {}),
  };
  const posted: Posted = { channel, message, ...(onlyFor ? { onlyFor } : {}) };
  messagesOf(world, channel).push(posted);
  if (thread && !onlyFor) countReplies(world, channel, thread);
  announce(world, { kind: 'message', posted });
  return posted;
}

/** Says something to one person as Slackbot, as Slack does when an app has failed. */
export function whisper(world: World, person: string, place: Place, text: string): Posted {
  return post(world, SLACKBOT.id, { ...place, onlyFor: person }, { text });
}

export function findMessage(world: World, channel: string, ts: string): Posted | undefined {
  return world.messages.get(channel)?.find((posted) => posted.message.ts === ts);
}

/** Replaces the words of a message in its place. Only a change of the text alone marks it as edited. */
export function revise(world: World, before: Posted, words: Words): Posted {
  const { blocks: _blocks, metadata, files, edited: _edited, ...rest } = before.message;
  const edited = words.blocks ? {} : { edited: { user: before.message.user, ts: nextTimestamp(world) } };
  const message = { ...rest, ...edited, ...named({ metadata, files, ...words }) };
  return swap(world, before, { ...before, message });
}

/** Takes a message away. The parent of a thread leaves its place holder behind. */
export function remove(world: World, posted: Posted): void {
  const { channel, message, onlyFor } = posted;
  if (message.reply_count) {
    const { blocks: _blocks, metadata: _metadata, files: _files, ...rest } = message;
    swap(world, posted, { ...posted, message: { ...rest, subtype: 'tombstone', text: 'This message was deleted.' } });
    return;
  }
  const messages = messagesOf(world, channel);
  messages.splice(messages.indexOf(posted), 1);
  announce(world, { kind: 'removed', channel, ts: message.ts, ...(onlyFor ? { onlyFor } : {}) });
  if (message.thread_ts) countReplies(world, channel, message.thread_ts);
}

export function messagesOf(world: World, channel: string): Posted[] {
  const messages = world.messages.get(channel);
  if (!messages) throw new Error(`no messages are kept for channel ${channel}`);
  return messages;
}

/** Every block and every control in it gets the id that Slack would give it. */
export function withIds(blocks: readonly Block[]): readonly Block[] {
  return blocks.map((block) => {
    const { elements, accessory, element } = block;
    return {
      ...block,
      block_id: block.block_id ?? newId('').slice(0, 5),
      ...(block.type === 'actions' ? { elements: (elements as readonly Json[]).map(withActionId) } : {}),
      ...(accessory ? { accessory: withActionId(accessory as Json) } : {}),
      ...(element ? { element: withActionId(element as Json) } : {}),
    };
  });
}

function withActionId(control: Json): Json {
  return control.action_id || control.type === 'image' ? control : { ...control, action_id: newId('').slice(0, 5) };
}

function named(words: Words): Omit<Words, 'text'> & { text: string } {
  const { text, blocks, metadata, files } = words;
  return {
    text,
    ...(blocks?.length ? { blocks: withIds(blocks) } : {}),
    ...(metadata ? { metadata } : {}),
    ...(files?.length ? { files } : {}),
  };
}

function countReplies(world: World, channel: string, thread: string): void {
  const parent = findMessage(world, channel, thread);
  if (!parent) return;
  const replies = messagesOf(world, channel).filter(
    ({ message, onlyFor }) => message.thread_ts === thread && message.ts !== thread && !onlyFor,
  );
  const {
    thread_ts: _thread,
    reply_count: _count,
    reply_users: _users,
    latest_reply: _latest,
    ...rest
  } = parent.message;
  const counted = replies.length
    ? {
        thread_ts: thread,
        reply_count: replies.length,
        reply_users: [...new Set(replies.map(({ message }) => message.user))],
        latest_reply: replies.at(-1)!.message.ts,
      }
    : {};
  swap(world, parent, { ...parent, message: { ...rest, ...counted } });
}

function swap(world: World, before: Posted, after: Posted): Posted {
  const messages = messagesOf(world, before.channel);
  messages[messages.indexOf(before)] = after;
  announce(world, { kind: 'message', posted: after });
  return after;
}
