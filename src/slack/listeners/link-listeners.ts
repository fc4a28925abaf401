import type { App, types } from '@slack/bolt';

import type { MessageRef } from '../blocks/state.ts';
import type { Unfurled } from '../blocks/unfurl.ts';
import type { BotContext } from '../bot-context.ts';
import type { Requester } from '../people/requester.ts';

import { isKeptPrivate } from '../answers/answer-text.ts';
import { BLOCK_LIMITS } from '../blocks/limits.ts';
import { unfurlBlocks } from '../blocks/unfurl.ts';
import { openPublishing } from '../messages/answer-pictures.ts';
import { isRefusedContent } from '../messages/error-message.ts';
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
  const settled = await Promise.allSettled(urls.map((url) => answerLink(context, url, ts, requester)));
  const linked = settled.flatMap((outcome) => (outcome.status === 'fulfilled' ? (outcome.value ?? []) : []));
  if (linked.length > 0) await show(context, linked, { channel: requester.channel, ts });
  const failed = settled.find(({ status }) => status === 'rejected');
  if (failed) throw (failed as PromiseRejectedResult).reason;
}

/** A link, and the answer that is shown under it. */
type LinkedAnswer = Pick<Unfurled, 'answered' | 'source'> & { readonly url: string };

/** Answers a link's question; undefined when the answer is private, which is then sent to the person alone. */
async function answerLink(
  context: BotContext,
  url: string,
  ts: string,
  requester: Requester,
): Promise<LinkedAnswer | undefined> {
  const { conversation, links } = context;
  const { user, channel } = requester;
  const question = links?.questionIn(url);
  if (question === undefined) return undefined;
  if (await isKeptPrivate(context, question, requester)) {
    await conversation.askPrivately(question, requester, { send: requester.reply });
    return undefined;
  }
  const answered = await conversation.answerOf({ channel, ts }, { text: question }, { user });
  return { url, answered, source: await openPublishing(context)(answered) };
}

/** Shows answers under their links; without the charts that Slack would draw in the place of pictures, when it refuses them. */
async function show(context: BotContext, linked: readonly LinkedAnswer[], place: MessageRef): Promise<void> {
  const { clients, cache, log } = context;
  const missing = cache.takesNativeCharts() ? linked.filter(({ source }) => !source) : [];
  const drawn = missing.slice(0, BLOCK_LIMITS.nativeChart.perMessage);
  const send = async (drawnBySlack: readonly LinkedAnswer[]) => {
    const unfurls = linked.map((link): [string, { blocks: types.KnownBlock[] }] => {
      const unfurled = { ...link, isDrawnBySlack: drawnBySlack.includes(link) };
      return [link.url, { blocks: [...unfurlBlocks(unfurled, cache.newNonce())] }];
    });
    await clients.background.chat.unfurl({ ...place, unfurls: Object.fromEntries(unfurls) });
  };
  try {
    await send(drawn);
  } catch (error) {
    if (drawn.length === 0 || !isRefusedContent(error)) throw error;
    log.warn({ error }, 'Slack refused a chart under a link');
    await send([]);
  }
}
