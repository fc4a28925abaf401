import { setTimeout as sleep } from 'node:timers/promises';
import type { webApi } from '@slack/bolt';
import { webApi as slack } from '@slack/bolt';
import type { Logger } from 'pino';

import type { WireMessage } from '../blocks/answer-view.ts';
import type { Message } from '../blocks/message.ts';
import type { MessageRef } from '../blocks/state.ts';
import type { SlackClients } from '../connection/clients.ts';
import type { Channels } from '../people/channels.ts';
import type { PictureHost } from './picture-host.ts';
import type { UpdateQueue } from './update-queue.ts';

import { retiredMessage } from '../blocks/answer.ts';
import { readAnswerView } from '../blocks/answer-view.ts';
import { nonceOf } from '../blocks/message.ts';
import { codeOf } from '../connection/clients.ts';
import { createUpdateQueue } from './update-queue.ts';

/** Writes and reads Slack's messages. */
export type Messages = {
  /** Posts a new message in a channel or thread. Repeats the call only when Slack certainly did not post the message. */
  readonly post: (channel: string, message: Message, options?: { thread?: string | undefined }) => Promise<MessageRef>;
  /** Changes a message; resolves to false when the change was left out, as `UpdateOptions` say. */
  readonly update: UpdateQueue['update'];
  /** Whether Slack is likely to accept a number of further changes now. */
  readonly hasRoom: UpdateQueue['hasRoom'];
  /** Posts a message anew and deletes the one before; one that people replied to stays, without controls. */
  readonly replace: (ref: MessageRef, message: Message) => Promise<MessageRef>;
  /** Deletes a message that was posted anew, or leaves it without controls when people replied to it. */
  readonly retire: (ref: MessageRef) => Promise<void>;
  /** Deletes a message. Never rejects: a failure is logged. */
  readonly remove: (ref: MessageRef) => Promise<void>;
  /** Resolves to a message as Slack has it; undefined when it is gone. */
  readonly find: (ref: MessageRef) => Promise<WireMessage | undefined>;
  /** Resolves to whether a message still shows the rendering with that nonce; true when Slack does not tell. */
  readonly carries: (ref: MessageRef, nonce: string) => Promise<boolean>;
  /** Attaches a file to a message's thread. */
  readonly attach: (ref: MessageRef, file: AttachedFile) => Promise<void>;
};

/** A file for a thread. */
export type AttachedFile = {
  readonly name: string;
  readonly bytes: Buffer;
  /** Mrkdwn, escaped. */
  readonly comment: string;
};

/** How often a post is tried that Slack puts off. */
const POSTS = 3;

/** What Slack answers when a message can no longer be changed: https://docs.slack.dev/reference/methods/chat.update#errors */
const FIXED = ['edit_window_closed', 'cant_update_message', 'update_failed'];

/** Creates the messages over the clients. `pictures` is called with pictures that no message shows any more. */
export function openMessages({
  clients,
  channels,
  pictures,
  log,
}: {
  clients: SlackClients;
  channels: Channels;
  pictures: PictureHost;
  log: Logger;
}): Messages {
  const { update, hasRoom } = createUpdateQueue(async ({ channel, ts }, message) => {
    await clients.updating.apiCall('chat.update', { channel, ts, ...encoded(message) });
  });

  const post: Messages['post'] = async (channel, message, { thread } = {}) => {
    const id = await channels.idOf(channel);
    return postPatiently(clients, { channel: id, ...(thread && { thread_ts: thread }) }, message);
  };

  const remove: Messages['remove'] = async ({ channel, ts }) => {
    await clients.background.chat.delete({ channel, ts }).catch((error) => {
      if (codeOf(error) !== 'message_not_found') log.warn({ error, channel, ts }, 'a message could not be deleted');
    });
  };

  const read = (ref: MessageRef) => readMessage(clients, ref);

  const retire = async (ref: MessageRef): Promise<void> => {
    const message = await read(ref).catch(() => undefined);
    const view = message && readAnswerView(message as WireMessage);
    if (message?.reply_count && view) return void (await update(ref, retiredMessage(view, ref.ts)));
    await remove(ref);
    if (view?.picture) await pictures.remove(view.picture.source);
  };

  return {
    post,
    update,
    hasRoom,
    replace: async (ref, message) => {
      const next = await post(ref.channel, message, ref);
      await retire(ref);
      return next;
    },
    retire,
    remove,
    find: async (ref) => (await read(ref)) as WireMessage | undefined,
    carries: async (ref, nonce) => {
      try {
        return nonceOf((await read(ref))?.blocks) === nonce;
      } catch (error) {
        log.debug({ error }, 'a message could not be read');
        return true;
      }
    },
    attach: (ref, file) => attachFile(clients, ref, file),
  };
}

/** Posts a message, and again after the pause that Slack asks for: refused before it was posted, it is safe to try again. */
async function postPatiently(
  { posting }: SlackClients,
  place: { readonly channel: string; readonly thread_ts?: string },
  message: Message,
): Promise<MessageRef> {
  for (let attempt = 1; ; attempt++) {
    try {
      const sent = { ...place, ...encoded(message), unfurl_links: false, unfurl_media: false };
      const posted: webApi.ChatPostMessageResponse = await posting.apiCall('chat.postMessage', sent);
      const { channel, ts } = posted;
      if (!channel || !ts) throw new Error('Slack did not say where the message stands');
      return { channel, ts, ...(place.thread_ts && { thread: place.thread_ts }) };
    } catch (error) {
      if (!(error instanceof slack.WebAPIRateLimitedError) || attempt === POSTS) throw error;
      await sleep(error.retryAfter * 1000);
    }
  }
}

/**
 * The arguments of a message, its blocks and metadata as the JSON text that they are sent as anyway: Slack's client goes through
 * nested values for its log in every call, whether or not anything is logged, which takes longer than the call itself.
 */
function encoded({ text, blocks, metadata }: Message): Readonly<Record<string, string>> {
  return { text, blocks: JSON.stringify(blocks), ...(metadata && { metadata: JSON.stringify(metadata) }) };
}

async function attachFile({ background }: SlackClients, ref: MessageRef, file: AttachedFile): Promise<void> {
  await background.filesUploadV2({
    channel_id: ref.channel,
    thread_ts: ref.thread ?? ref.ts,
    filename: file.name,
    file: file.bytes,
    initial_comment: file.comment,
  });
}

async function readMessage({ reading }: SlackClients, { channel, ts, thread }: MessageRef) {
  const range = { channel, latest: ts, oldest: ts, inclusive: true };
  const { messages = [] } = thread
    ? await reading.conversations.replies({ ...range, ts: thread })
    : await reading.conversations.history({ ...range, limit: 1 });
  return messages.find((message) => message.ts === ts);
}

/** Whether Slack refuses to change a message that still exists, so that its answer has to be posted anew. */
export function isFixed(error: unknown): boolean {
  return FIXED.includes(codeOf(error) ?? '');
}
