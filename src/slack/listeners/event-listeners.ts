import type { App } from '@slack/bolt';

import type { BotContext } from '../bot-context.ts';
import type { Requester } from '../people/requester.ts';

import { answerText, answerThread } from '../answers/answer-text.ts';
import { publishHome } from '../app-home.ts';
import { picturesIn } from '../blocks/answer-view.ts';
import { escapeText, unescapeText } from '../blocks/limits.ts';
import { greet, greetOnce } from '../greetings.ts';
import { replyEphemeral } from '../people/requester.ts';
import { helpWords } from '../words.ts';

/** What the bot reads of a message in an event. */
type MessageEvent = {
  readonly channel: string;
  readonly channel_type?: string;
  readonly ts: string;
  readonly thread_ts?: string;
  readonly user?: string;
  readonly text?: string;
  readonly subtype?: string;
  readonly bot_id?: string;
  /** The message before it was deleted. */
  readonly previous_message?: {
    readonly user?: string;
    readonly blocks?: readonly object[];
    /** The blocks that apps showed under its links. */
    readonly attachments?: readonly { readonly from_url?: string; readonly blocks?: readonly object[] }[];
  };
};

/** Registers what the bot does when it is mentioned, sent a direct message, answered in a thread, invited, or opened in App Home. */
export function listenToEvents(app: App, context: BotContext): void {
  app.event('app_mention', async ({ event, body }) => {
    const said = event as MessageEvent;
    if (isPersons(said)) answerMention(context, said, body.event_id);
  });
  app.event('message', async ({ event, body }) => {
    const said = event as MessageEvent;
    if (said.subtype === 'message_deleted') return removePictures(said, context);
    if (!isPersons(said)) return;
    if (said.channel_type === 'im') answerDirect(context, said, body.event_id);
    else if (isInThread(said) && !mentionsAnybody(said)) continueThread(context, said, body.event_id);
  });
  app.event('member_joined_channel', async ({ event, body }) => {
    if (event.user !== context.botUserId) return;
    context.serve({
      requester: silent(event.user, event.channel),
      id: body.event_id,
      task: () => greet(context, event.channel, helpWords.mentionMe(context.botUserId)),
    });
  });
  app.event('app_home_opened', async ({ event, body }) => {
    context.serve({
      requester: silent(event.user, event.user),
      id: body.event_id,
      task: () => (event.tab === 'home' ? publishHome(context, event.user) : greetOnce(context, event)),
    });
  });
}

/** A mention in a channel is answered in its thread, so that the channel stays calm and the thread can follow up. */
function answerMention(
  context: BotContext,
  { channel, ts, thread_ts, user = '', text = '' }: MessageEvent,
  id: string,
): void {
  const place = { user, channel, thread: thread_ts ?? ts };
  const reply = replyEphemeral(context.clients, { user, channel, thread: thread_ts });
  const requester = { ...place, reply };
  const question = wordsOf(withoutLinks(text, context.links));
  context.serve({ requester, question, id, task: () => answerText(context, question, requester) });
}

function answerDirect(
  context: BotContext,
  { channel, thread_ts, user = '', text = '' }: MessageEvent,
  id: string,
): void {
  const requester: Requester = {
    user,
    channel,
    thread: thread_ts,
    reply: async (message) => void (await context.messages.post(channel, message, { thread: thread_ts })),
  };
  const question = wordsOf(withoutLinks(text, context.links));
  context.serve({ requester, question, id, task: () => answerText(context, question, requester) });
}

function continueThread(
  context: BotContext,
  { channel, thread_ts, user = '', text = '' }: MessageEvent,
  id: string,
): void {
  const place = { user, channel, thread: thread_ts };
  const requester = { ...place, reply: replyEphemeral(context.clients, place) };
  const question = wordsOf(text);
  context.serve({ requester, question, id, task: () => answerThread(context, question, requester) });
}

/** Frees the room of the bot's pictures in a message that was deleted: in its own, and under the links of others. */
async function removePictures(
  { previous_message: before }: MessageEvent,
  { botUserId, pictures, links }: BotContext,
): Promise<void> {
  const own = before?.user === botUserId ? (before.blocks ?? []) : [];
  const unfurled = before?.attachments?.filter(({ from_url: url = '' }) => links?.questionIn(url)) ?? [];
  const blocks = [...own, ...unfurled.flatMap(({ blocks = [] }) => blocks)];
  await Promise.all(picturesIn(blocks).map(pictures.remove));
}

/** Whether a person said it, and just now: not the bot, not another one, not an edit. */
function isPersons({ user, subtype, bot_id }: MessageEvent): boolean {
  return user !== undefined && bot_id === undefined && (subtype === undefined || subtype === 'file_share');
}

function isInThread({ ts, thread_ts }: MessageEvent): boolean {
  return thread_ts !== undefined && thread_ts !== ts;
}

/** What is said to somebody is not said to the bot; what mentions the bot comes as `app_mention`, too. */
function mentionsAnybody({ text = '' }: MessageEvent): boolean {
  return /<[@!]/.test(text);
}

/** A text with the question of each link to an answer in the link's place. */
function withoutLinks(text: string, links: BotContext['links']): string {
  return text.replace(/<(https?:[^|>]+)(?:\|[^>]*)?>/g, (link, url: string) => {
    const question = links?.questionIn(unescapeText(url));
    return question === undefined ? link : escapeText(question);
  });
}

/** What a person typed: without mentions, with references to channels by their names. */
function wordsOf(text: string): string {
  const words = text.replace(/<@[^>]+>/g, ' ').replace(/<[#!][^|>]*\|?([^>]*)>/g, '$1');
  return unescapeText(words.replace(/<(?:[^|>]*\|)?([^>]*)>/g, '$1')).trim();
}

function silent(user: string, channel: string): Requester {
  return { user, channel, reply: async () => undefined };
}
