import type { MessageContent } from '../../workspace/message.ts';
import type { Block, Json, PlacedMessage, Workspace } from '../../workspace/workspace.ts';

import { checkMessageBlocks, isTooLong } from '../../rules/surface.ts';
import { ApiError, refusedBlocks } from '../../workspace/api-error.ts';
import { findChannel, readChannel, readWritableChannel } from '../../workspace/channel.ts';
import { BOT } from '../../workspace/demo-people.ts';
import { escapeText } from '../../workspace/escape.ts';
import { resolveImages, shareImages } from '../../workspace/image.ts';
import { addMessage, attach, findMessage, removeMessage, replaceContent } from '../../workspace/message.ts';
import { optionalText, requiredText } from '../input.ts';

/** Longer texts are refused, though the documentation still names 40,000 characters. */
const POSTED_CHARACTERS = 4_000;

const UPDATED_BYTES = 4_000;

const METADATA_BYTES = 8_000;

/**
 * Posts a message in a channel or a thread, and shares there the files that its blocks show.
 * https://docs.slack.dev/reference/methods/chat.postMessage
 */
export async function postMessage(workspace: Workspace, input: Json): Promise<Json> {
  const channel = readWritableChannel(workspace, requiredText(input, 'channel'));
  const content = await readContent(workspace, input);
  shareImages(workspace, content.blocks ?? [], channel.id);
  const target = { channel: channel.id, thread: optionalText(input, 'thread_ts') };
  const { message } = addMessage(workspace, BOT.id, target, content);
  return { channel: channel.id, ts: message.ts, message };
}

/** Posts a message that one member of a channel sees. https://docs.slack.dev/reference/methods/chat.postEphemeral */
export async function postEphemeral(workspace: Workspace, input: Json): Promise<Json> {
  const channel = readWritableChannel(workspace, requiredText(input, 'channel'));
  const person = requiredText(input, 'user');
  if (!channel.members.has(person)) throw new ApiError('user_not_in_channel');
  const content = await readContent(workspace, input);
  const target = { channel: channel.id, thread: optionalText(input, 'thread_ts'), onlyFor: person };
  return { message_ts: addMessage(workspace, BOT.id, target, content).message.ts };
}

/**
 * Replaces what a message of the bot shows. New files in the blocks are not shared by it: people see "file not found"
 * in their place. https://docs.slack.dev/reference/methods/chat.update
 */
export async function updateMessage(workspace: Workspace, input: Json): Promise<Json> {
  const posted = ownMessage(workspace, input, 'cant_update_message');
  if (Buffer.byteLength(optionalText(input, 'text')) > UPDATED_BYTES) throw new ApiError('msg_too_long');
  const content = await readContent(workspace, input);
  const { message } = replaceContent(workspace, posted, content);
  return { channel: posted.channel, ts: message.ts, text: message.text, message };
}

/** Deletes a message of the bot. https://docs.slack.dev/reference/methods/chat.delete */
export function deleteMessage(workspace: Workspace, input: Json): Json {
  const posted = ownMessage(workspace, input, 'cant_delete_message');
  removeMessage(workspace, posted);
  return { channel: posted.channel, ts: posted.message.ts };
}

/** Returns the permalink of a message. https://docs.slack.dev/reference/methods/chat.getPermalink */
export function getPermalink(workspace: Workspace, input: Json): Json {
  const channel = readChannel(workspace, requiredText(input, 'channel'));
  const ts = requiredText(input, 'message_ts');
  if (!findMessage(workspace, channel.id, ts)) throw new ApiError('message_not_found');
  return { channel: channel.id, permalink: `${workspace.origin}/#/${channel.id}/p${ts.replace('.', '')}` };
}

/** Sets the blocks under the links of a message, by their URLs. https://docs.slack.dev/reference/methods/chat.unfurl */
export async function unfurl(workspace: Workspace, input: Json): Promise<Json> {
  const channel = findChannel(workspace, requiredText(input, 'channel')); // the bot need not be a member
  const posted = channel && findMessage(workspace, channel.id, requiredText(input, 'ts'));
  if (!posted) throw new ApiError('cannot_unfurl_message');
  const unfurls = (input.unfurls ?? {}) as Readonly<Record<string, { readonly blocks?: unknown }>>;
  const attachments = await Promise.all(
    Object.entries(unfurls).map(async ([from_url, { blocks = [] }]) => {
      if (!posted.message.text.includes(escapeText(from_url))) throw new ApiError('cannot_unfurl_url');
      return { from_url, blocks: await readBlocks(workspace, blocks) };
    }),
  );
  attach(workspace, posted, attachments);
  return {};
}

/** Checks the text, blocks and metadata of a call, fetches the pictures of the blocks and returns them all. Throws Slack's errors for what is wrong. */
export async function readContent(workspace: Workspace, input: Json): Promise<MessageContent> {
  const blocks = input.blocks === undefined ? undefined : await readBlocks(workspace, input.blocks);
  const text = optionalText(input, 'text');
  if ([...text].length > POSTED_CHARACTERS) throw new ApiError('msg_too_long');
  if (!text && !blocks?.length) throw new ApiError('no_text');
  return { text, ...(blocks ? { blocks } : {}), ...readMetadata(input.metadata) };
}

/** Returns the blocks of a call once they are checked and their pictures are fetched. Throws Slack's own errors. */
async function readBlocks(workspace: Workspace, value: unknown): Promise<readonly Block[]> {
  if (!Array.isArray(value)) throw new ApiError('invalid_blocks_format');
  const problems = checkMessageBlocks(value);
  if (problems.length) throw refusedBlocks(problems);
  if (isTooLong(value)) throw new ApiError('msg_blocks_too_long');
  return resolveImages(workspace, value);
}

function readMetadata(metadata: unknown): Pick<MessageContent, 'metadata'> {
  if (metadata === undefined) return {};
  const { event_type, event_payload } = (metadata ?? {}) as Json;
  if (typeof event_type !== 'string' || typeof event_payload !== 'object')
    throw new ApiError('invalid_metadata_format');
  if (Buffer.byteLength(JSON.stringify(metadata)) > METADATA_BYTES) throw new ApiError('metadata_too_large');
  return { metadata: { event_type, event_payload } };
}

function ownMessage(workspace: Workspace, input: Json, refusal: string): PlacedMessage {
  const reference = requiredText(input, 'channel');
  const channel = workspace.channels.get(reference); // these methods take an id, not a name
  if (!channel || findChannel(workspace, reference) !== channel) throw new ApiError('channel_not_found');
  const posted = findMessage(workspace, readChannel(workspace, channel.id).id, requiredText(input, 'ts'));
  if (!posted || posted.onlyFor) throw new ApiError('message_not_found');
  if (workspace.channels.get(posted.channel)?.isArchived) throw new ApiError('is_archived');
  if (posted.message.user !== BOT.id || posted.message.subtype === 'tombstone') throw new ApiError(refusal);
  return posted;
}
