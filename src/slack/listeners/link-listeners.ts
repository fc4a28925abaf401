import type { App, types } from '@slack/bolt';

import type { BotContext } from '../bot-context.ts';
import type { Requester } from '../people/requester.ts';

import { isKeptPrivate } from '../answers/answer-text.ts';
import { unfurlBlocks } from '../blocks/unfurl.ts';
import { openPublishing } from '../messages/answer-pictures.ts';
import { replyEphemeral } from '../people/requester.ts';

/** The most links of one message that are answered. */
const MOST_LINKS = 3;

/**
 * Registers the handler of `link_shared`, which shows answers under links to them. Each link's question is asked as the
 * person who posted it, in that channel. Ignored are links in the composer, and in channels where the bot is not a
 * member, because Slack does not tell the bot who reads there.
 */
export function listenToLinks(app: App, context: BotContext): void {
  app.event('link_shared', async ({ event, body }) => {
    const { channel, user, thread_ts: thread, message_ts: ts, source, is_bot_user_member: isMember } = event;
    const isDirect = channel.startsWith('D'); // a direct message with a link is answered as a question
    if (!isMember || source === 'composer' || isDirect) return;
    const place = { user, channel, thread };
    const requester = { ...place, reply: replyEphemeral(context.clients, place) };
    const urls = [...new Set(event.links.map(({ url }) => url))].slice(0, MOST_LINKS);
    context.serve({ requester, id: body.event_id, task: () => unfurl(context, urls, ts, requester) });
  });
}

/** Shows the answers of a message's links, then throws the first refusal, so that the person is told. */
async function unfurl(context: BotContext, urls: readonly string[], ts: string, requester: Requester): Promise<void> {
  const shown = new Map<string, { blocks: types.KnownBlock[] }>();
  const show = async (url: string) => {
    const question = context.links?.questionIn(url);
    if (question === undefined) return;
    const blocks = await blocksFor(context, question, ts, requester);
    if (blocks) shown.set(url, { blocks: [...blocks] });
  };
  const settled = await Promise.allSettled(urls.map(show));
  if (shown.size > 0) {
    const { channel } = requester;
    await context.clients.background.chat.unfurl({ channel, ts, unfurls: Object.fromEntries(shown) });
  }
  const failed = settled.find(({ status }) => status === 'rejected');
  if (failed) throw (failed as PromiseRejectedResult).reason;
}

/** Returns the blocks for a link's question; undefined when the answer is private, which is then sent to the person alone. */
async function blocksFor(
  context: BotContext,
  question: string,
  ts: string,
  requester: Requester,
): Promise<readonly types.KnownBlock[] | undefined> {
  const { conversation, cache } = context;
  const { user, channel } = requester;
  if (await isKeptPrivate(context, question, requester)) {
    await conversation.askPrivately(question, requester, { send: requester.reply });
    return undefined;
  }
  const answered = await conversation.answerOf({ channel, ts }, { text: question }, user);
  const source = await openPublishing(context)(answered);
  return unfurlBlocks(answered, source, cache.newNonce());
}
