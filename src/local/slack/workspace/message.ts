import type { Block, Json, Message, PlacedMessage, Workspace } from './workspace.ts';

import { BOT, SLACKBOT, TEAM } from './demo-people.ts';
import { newId, nextTimestamp, publishChange } from './workspace.ts';

/** The text, blocks, metadata and files of a message. */
export type MessageContent = {
  readonly text: string;
  readonly blocks?: readonly Block[];
  readonly metadata?: Message['metadata'];
  readonly files?: Message['files'];
};

/** The place of a new message: a channel's id, and the `ts` of a thread's first message for a reply. */
export type MessageTarget = {
  readonly channel: string;
  readonly thread?: string;
  /** The id of the one person who sees an ephemeral message. */
  readonly onlyFor?: string;
  /** Whether it is Slack's own notice that somebody has joined, with the subtype `channel_join`. */
  readonly isJoin?: boolean;
};

/** Posts a message of an author, by id, and returns it. A reply is counted in the first message of its thread. */
export function addMessage(
  workspace: Workspace,
  author: string,
  { channel, thread, onlyFor, isJoin }: MessageTarget,
  content: MessageContent,
): PlacedMessage {
  const message: Message = {
    type: 'message',
    ...(isJoin ? { subtype: 'channel_join' } : {}),
    ts: nextTimestamp(workspace),
    user: author,
    team: workspace.people.get(author)?.team ?? TEAM.id,
    ...(author === BOT.id ? { bot_id: TEAM.botId, app_id: TEAM.app } : {}),
    ...(author === SLACKBOT.id ? { bot_id: 'B01' } : {}),
    ...optionalFields(content),
    ...(thread ? { thread_ts: thread } : {}),
  };
  const posted: PlacedMessage = { channel, message, ...(onlyFor ? { onlyFor } : {}) };
  messagesOf(workspace, channel).push(posted);
  if (thread && !onlyFor) countReplies(workspace, channel, thread);
  publishChange(workspace, { kind: 'message', posted });
  return posted;
}

/** Posts an ephemeral message of Slackbot to a person, by id, as Slack does when an app has failed. */
export function addSlackbotNotice(
  workspace: Workspace,
  person: string,
  place: MessageTarget,
  text: string,
): PlacedMessage {
  return addMessage(workspace, SLACKBOT.id, { ...place, onlyFor: person }, { text });
}

/** Finds a message by its channel's id and its `ts`. */
export function findMessage(workspace: Workspace, channel: string, ts: string): PlacedMessage | undefined {
  return workspace.messages.get(channel)?.find((posted) => posted.message.ts === ts);
}

/** Replaces the content of a message and returns the new message. It is marked as edited only when the new content has no blocks. */
export function replaceContent(workspace: Workspace, before: PlacedMessage, content: MessageContent): PlacedMessage {
  const { blocks: _blocks, metadata, files, edited: _edited, ...rest } = before.message;
  const edited = content.blocks ? {} : { edited: { user: before.message.user, ts: nextTimestamp(workspace) } };
  const message = { ...rest, ...edited, ...optionalFields({ metadata, files, ...content }) };
  return replaceMessage(workspace, before, { ...before, message });
}

/** Sets the blocks that are unfurled under the links of a message. */
export function attach(
  workspace: Workspace,
  posted: PlacedMessage,
  attachments: NonNullable<Message['attachments']>,
): void {
  replaceMessage(workspace, posted, { ...posted, message: { ...posted.message, attachments } });
}

/** Deletes a message. The first message of a thread with replies becomes a `tombstone` in its place. */
export function removeMessage(workspace: Workspace, posted: PlacedMessage): void {
  const { channel, message } = posted;
  if (message.reply_count) {
    const { blocks: _blocks, metadata: _metadata, files: _files, ...rest } = message;
    replaceMessage(workspace, posted, {
      ...posted,
      message: { ...rest, subtype: 'tombstone', text: 'This message was deleted.' },
    });
    return;
  }
  const messages = messagesOf(workspace, channel);
  messages.splice(messages.indexOf(posted), 1);
  publishChange(workspace, { kind: 'removed', posted });
  if (message.thread_ts) countReplies(workspace, channel, message.thread_ts);
}

/** Returns the workspace's own list of the messages of a channel, oldest first; changing it changes the workspace. */
export function messagesOf(workspace: Workspace, channel: string): PlacedMessage[] {
  const messages = workspace.messages.get(channel);
  if (!messages) throw new Error(`no messages are kept for channel ${channel}`);
  return messages;
}

/** Returns blocks in which each block has a `block_id` and each control an `action_id`: random ones where the app gave none. */
export function withBlockIds(blocks: readonly Block[]): readonly Block[] {
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

function optionalFields(content: MessageContent): Omit<MessageContent, 'text'> & { text: string } {
  const { text, blocks, metadata, files } = content;
  return {
    text,
    ...(blocks?.length ? { blocks: withBlockIds(blocks) } : {}),
    ...(metadata ? { metadata } : {}),
    ...(files?.length ? { files } : {}),
  };
}

function countReplies(workspace: Workspace, channel: string, thread: string): void {
  const parent = findMessage(workspace, channel, thread);
  if (!parent) return;
  const replies = messagesOf(workspace, channel).filter(
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
  replaceMessage(workspace, parent, { ...parent, message: { ...rest, ...counted } });
}

function replaceMessage(workspace: Workspace, before: PlacedMessage, after: PlacedMessage): PlacedMessage {
  const messages = messagesOf(workspace, before.channel);
  messages[messages.indexOf(before)] = after;
  publishChange(workspace, { kind: 'message', posted: after, previous: before });
  return after;
}
