import { setTimeout as sleep } from 'node:timers/promises';
import type { webApi } from '@slack/bolt';
import { webApi as slack } from '@slack/bolt';
import type { Logger } from 'pino';

import type { Picture } from '../chart/picture.ts';
import type { Message } from './blocks/answer.ts';
import type { PictureSource, WireMessage } from './blocks/answer-view.ts';
import type { MessageRef } from './blocks/state.ts';
import type { PictureHost } from './picture-host.ts';

import { UserError } from '../error.ts';
import { nonceOf, retiredMessage } from './blocks/answer.ts';
import { readAnswerView } from './blocks/answer-view.ts';

/** What becomes a message: with the picture, or without it and a note that says why. */
export type Rendering = (source: PictureSource | undefined, note?: string) => Message;

export type Messages = {
  /** A new message. Not tried again when its fate is unknown: Slack may have taken what it did not confirm. */
  readonly post: (channel: string, message: Message) => Promise<MessageRef>;
  readonly update: (ref: MessageRef, message: Message) => Promise<void>;
  readonly remove: (ref: MessageRef) => Promise<void>;
  /** Brings a picture to where Slack can show it; undefined, and told in the log, when that fails. */
  readonly publish: (picture: Picture) => Promise<PictureSource | undefined>;
  /**
   * Puts an answer into a channel, or where a message stands. Text first: when the picture is late the text is shown
   * without it, and a picture that fails stops nothing. Every write takes its `turn`; undefined when one was not given.
   */
  readonly deliver: (
    target: MessageTarget,
    rendering: Rendering,
    picture: Promise<PictureSource | undefined> | undefined,
    turn: InQueue,
  ) => Promise<MessageRef | undefined>;
  /** Whether a message still carries a rendering. True when Slack does not tell. */
  readonly carries: (ref: MessageRef, nonce: string) => Promise<boolean>;
  /** Puts a file into a message's thread. */
  readonly attach: (
    ref: MessageRef,
    file: { readonly name: string; readonly bytes: Buffer; readonly comment: string },
  ) => Promise<void>;
};

/** A channel for a new message, or a message to be replaced. */
export type MessageTarget = { readonly channel: string; readonly ts?: string };

/** Writes when it may, told where the target stands by then; undefined when nobody waits for it any more. */
export type InQueue = (
  target: MessageTarget,
  write: (now: MessageTarget) => Promise<MessageRef>,
) => Promise<MessageRef | undefined>;

/** How long an answer's text waits for its picture before it is shown alone. */
const PATIENCE = 1500;

/** How long Slack may take to check an uploaded file before its picture is given up; typically 1–2 s. */
const READY_WITHIN = 15_000;

/** How often a post is tried that Slack puts off. */
const POSTS = 3;

const ON_ITS_WAY = 'The picture is on its way.';

const NOT_SHOWN = 'The picture could not be shown. More → Show as table has every number.';

/**
 * Brings messages to Slack. With a pictureHost, pictures are addresses on our own host and answers change in place; without
 * one they are files, and as chat.update shows a new private file as "file not found" (slackapi/node-slack-sdk#2100),
 * the next answer is posted anew and the old one deleted.
 */
export function openMessages(options: {
  client: webApi.WebClient;
  poster: webApi.WebClient;
  reader: webApi.WebClient;
  pictureHost?: PictureHost | undefined;
  log: Logger;
}): Messages {
  const { client, poster, reader, pictureHost, log } = options;

  const post: Messages['post'] = async (channel, message) => {
    for (let attempt = 1; ; attempt++) {
      try {
        const posted = await poster.chat.postMessage({ channel, ...message, unfurl_links: false, unfurl_media: false });
        return { channel: posted.channel!, ts: posted.ts! };
      } catch (error) {
        if (!(error instanceof slack.WebAPIRateLimitedError) || attempt === POSTS) throw error;
        await sleep(error.retryAfter * 1000); // refused before it was posted: the one failure that is safe to try again
      }
    }
  };

  const update = async ({ channel, ts }: MessageRef, message: Message): Promise<void> => {
    await client.chat.update({ channel, ts, ...message });
  };

  const remove = async ({ channel, ts }: MessageRef): Promise<void> => {
    await client.chat.delete({ channel, ts }).catch((error) => {
      if (codeOf(error) !== 'message_not_found') log.warn({ error, channel, ts }, 'a message could not be deleted');
    });
  };

  const upload = async (picture: Picture): Promise<PictureSource> => {
    const uploaded = await client.filesUploadV2({ file: Buffer.from(picture.png), filename: 'chart.png' });
    const id = uploaded.files[0]?.files?.[0]?.id;
    if (!id) throw new Error('Slack named no file for an upload');
    const deadline = AbortSignal.timeout(READY_WITHIN);
    for (let pause = 100; ; pause = Math.min(2 * pause, 1000)) {
      const { file } = await client.files.info({ file: id });
      if (file?.mimetype || file?.filetype) return { slack_file: { id } };
      await sleep(pause, undefined, { signal: deadline });
    }
  };

  const publish: Messages['publish'] = async (picture) => {
    try {
      return await (pictureHost ? pictureHost.publish(picture) : upload(picture));
    } catch (error) {
      log.warn({ error }, 'a picture could not be published');
      return undefined;
    }
  };

  const place = async ({ channel, ts }: MessageTarget, message: Message, isFile: boolean): Promise<MessageRef> => {
    if (ts === undefined) return post(channel, message);
    if (!isFile) {
      await update({ channel, ts }, message);
      return { channel, ts };
    }
    const ref = await post(channel, message);
    await retire({ channel, ts });
    return ref;
  };

  /** Deletes an answer that another one replaces; where people talk about it, it stays without its filters. */
  const retire = async (ref: MessageRef): Promise<void> => {
    const message = await read(ref).catch(() => undefined);
    if (message?.reply_count) await update(ref, retiredMessage(readAnswerView(message as WireMessage), ref.ts));
    else await remove(ref);
  };

  const read = async ({ channel, ts }: MessageRef) => {
    const range = { latest: ts, oldest: ts, inclusive: true, limit: 1 };
    const { messages = [] } = await reader.conversations.history({ channel, ...range });
    return messages.find((message) => message.ts === ts);
  };

  const deliver: Messages['deliver'] = async (target, rendering, picture, turn) => {
    let at: MessageTarget | undefined = target;
    let source = await Promise.race([picture, sleep(PATIENCE, 'late' as const, { ref: false })]);
    if (source === 'late') {
      at = await turn(at, (now) => place(now, rendering(undefined, ON_ITS_WAY), false));
      source = await picture;
    }
    const found = source;
    return at && turn(at, (now) => placeWithPicture(now, rendering, found, picture !== undefined));
  };

  const placeWithPicture = async (
    at: MessageTarget,
    rendering: Rendering,
    source: PictureSource | undefined,
    isWanted: boolean,
  ): Promise<MessageRef> => {
    const plainly = () => place(at, rendering(undefined, isWanted ? NOT_SHOWN : undefined), false);
    if (!source) return plainly();
    try {
      return await place(at, rendering(source), 'slack_file' in source);
    } catch (error) {
      if (!isRefusedBlocks(error)) throw error;
      log.warn({ error }, 'Slack refused an answer with its picture');
      return plainly();
    }
  };

  const carries: Messages['carries'] = async (ref, nonce) => {
    try {
      return nonceOf((await read(ref))?.blocks) === nonce;
    } catch (error) {
      log.debug({ error }, 'a message could not be read');
      return true;
    }
  };

  const attach: Messages['attach'] = async ({ channel, ts }, { name, bytes, comment }) => {
    await client.filesUploadV2({
      channel_id: channel,
      thread_ts: ts,
      filename: name,
      file: bytes,
      initial_comment: comment,
    });
  };

  return { post, update, remove, publish, deliver, carries, attach };
}

/** Slack's own word for what went wrong, such as `not_in_channel`; undefined for errors that are not Slack's. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof slack.WebAPIPlatformError ? error.data.error : undefined;
}

function isRefusedBlocks(error: unknown): boolean {
  return ['invalid_blocks', 'invalid_blocks_format', 'msg_blocks_too_long'].includes(codeOf(error) ?? '');
}

const PAGE = 200;

/**
 * The `ts` of the message that bears a run's id, posted since then. `channel` is an id or a name with its #; a name is
 * looked up among the channels that the bot is in. https://docs.slack.dev/reference/methods/conversations.history
 */
export async function findPost(
  client: webApi.WebClient,
  channel: string,
  runId: string,
  since: Date,
): Promise<string | undefined> {
  const id = channel.startsWith('#') ? await findChannel(client, channel.slice(1)) : channel;
  const oldest = String(since.getTime() / 1000);
  for (let cursor: string | undefined; ; ) {
    const page = await client.conversations.history({
      channel: id,
      oldest,
      include_all_metadata: true,
      limit: PAGE,
      ...(cursor && { cursor }),
    });
    const found = page.messages?.find(
      ({ metadata }) => (metadata?.event_payload as { run_id?: unknown } | undefined)?.run_id === runId,
    );
    if (found) return found.ts;
    cursor = page.response_metadata?.next_cursor;
    if (!cursor) return undefined;
  }
}

async function findChannel(client: webApi.WebClient, name: string): Promise<string> {
  for (let cursor: string | undefined; ; ) {
    const types = 'public_channel,private_channel';
    const page = await client.users.conversations({
      types,
      exclude_archived: true,
      limit: PAGE,
      ...(cursor && { cursor }),
    });
    const found = page.channels?.find((channel) => channel.name === name);
    if (found?.id) return found.id;
    cursor = page.response_metadata?.next_cursor;
    if (!cursor)
      throw new UserError(`the bot is not in #${name}: invite it there, or name another channel in digests.yml`);
  }
}
