import type { DigestConditions } from '../blocks/condition-inputs.ts';
import type { BotContext } from '../bot-context.ts';
import type { ChatCommand } from '../listeners/chat-commands.ts';
import type { Handler } from '../listeners/click-handlers.ts';
import type { Requester } from '../people/requester.ts';

import { CONDITIONS } from '../../digests/digest.ts';
import { postNow } from '../../digests/post-now.ts';
import { isWatermark, WATERMARKS } from '../../digests/watermark.ts';
import { cronOf } from '../../digests/when.ts';
import { UserError } from '../../error.ts';
import { publishHome } from '../app-home.ts';
import { sentenceMessage } from '../blocks/sentence-message.ts';
import { parseChange } from '../blocks/subscription-buttons.ts';
import { digestsMessage } from '../blocks/subscriptions.ts';
import { digestRefusalWords, subscriptionWords } from '../words.ts';
import { wordsOfDigest } from './digest-words.ts';
import { openHandoverForm } from './handover.ts';
import { endAlert } from './make-alert.ts';
import { ownSubscription } from './own-subscription.ts';
import { addSubscription, openEditForm, timezoneOf } from './subscription-forms.ts';

/** Subscribes a channel or a person to a question, or to the last one asked there, and confirms it to everybody there. */
export async function subscribe(
  context: BotContext,
  { text, when, onlyIf }: ChatCommand & { kind: 'subscribe' },
  requester: Requester,
): Promise<void> {
  const { lastQuestions } = context;
  const { user } = requester;
  if (when === undefined) throw new UserError(digestRefusalWords.noTime);
  const cron = cronOf(when);
  if (cron === undefined) throw new UserError(digestRefusalWords.unreadTime(when));
  const asked = text ?? (await lastQuestions.find(requester));
  if (asked === undefined) throw new UserError(digestRefusalWords.nothingAsked);
  const draft = { text: asked, timezone: await timezoneOf(user, context) };
  const choice = { place: 'channel', cron, when, ...conditionsOf(onlyIf) } as const;
  await addSubscription(context, draft, choice, requester);
}

/** Shows a person the digests of this channel, and their own elsewhere. */
export async function listSubscriptions(context: BotContext, requester: Requester): Promise<void> {
  const { subscriptions, digests, channels, askers, command, cache, now, log } = context;
  const { user, channel } = requester;
  const own = await askers.contextFor({ user, isPrivate: true });
  const subscribed = (await subscriptions.refresh()).filter((each) => each.owner === user || each.channel === channel);
  const ids = await Promise.all(
    digests().map(async (digest) => {
      const id = await channels.idOf(digest.channel).catch((error) => log.debug({ error }, 'a channel was not found'));
      return id === channel ? [digest] : [];
    }),
  );
  const listed = [...subscribed, ...ids.flat()];
  const rows = await Promise.all(
    listed.map(async (digest) => ({ digest, words: await wordsOfDigest(digest, own, now()) })),
  );
  const shown = { user, now: now(), command: command.get(), nonce: cache.newNonce() };
  await requester.reply(digestsMessage(rows, shown));
}

/** Applies a button or menu entry to a subscription. Throws a UserError for anybody but its owner. */
export const changeSubscription: Handler = async (context, body) => {
  const { action, askers, subscriptions, deliveries, requester, cache, now } = context;
  const asked = parseChange(action.selected_option?.value ?? action.value ?? '');
  if (!asked) throw new UserError(digestRefusalWords.oldControl);
  const found = await ownSubscription(context, asked.name, requester.user);
  const own = await askers.contextFor({ user: requester.user, isPrivate: true });
  const words = await wordsOfDigest(found, own, now());
  const done = (end: string) => {
    const sentence = (found.isAlert ? subscriptionWords.alertDone : subscriptionWords.done)(words, end);
    if (body.view?.type === 'home') return publishHome(context, requester.user);
    return requester.reply(sentenceMessage(sentence, { nonce: cache.newNonce() }));
  };
  switch (asked.change) {
    case 'edit':
      return openEditForm(context, body.trigger_id, found);
    case 'give':
      return openHandoverForm(context, body.trigger_id, found);
    case 'run':
      await postNow(found, context.digestPosts);
      return done(subscriptionWords.ends.run);
    case 'stop':
      await subscriptions.remove(found.name);
      await endAlert(found, context, requester.user);
      await deliveries.skipOpen(found.name, subscriptionWords.stopped);
      return done(subscriptionWords.ends.stop);
    case 'pause':
      await subscriptions.pause(found.name);
      await deliveries.skipOpen(found.name, subscriptionWords.pausedBefore);
      return done(subscriptionWords.ends.pause);
    case 'resume':
      await subscriptions.resume(found.name, now());
      return done(subscriptionWords.ends.resume);
  }
};

/** Reads conditions from words: `fresh to yesterday and changed`. Throws a UserError for other words. */
function conditionsOf(words: string | undefined): DigestConditions {
  if (words === undefined) return { onlyIf: [], fresh: undefined };
  let fresh: string | undefined;
  const onlyIf = words.split(/,? and |, /).map((word) => {
    const [, name = '', day] = /^(.*?)(?: (?:to|until) (.*))?$/.exec(word.trim().toLowerCase()) ?? [];
    const condition = CONDITIONS.find((each) => each === name);
    if (!condition || (day !== undefined && condition !== 'fresh'))
      throw new UserError(digestRefusalWords.noCondition(word.trim(), CONDITIONS));
    if (day !== undefined && !isWatermark(day)) throw new UserError(digestRefusalWords.noReach(day, WATERMARKS));
    fresh = day ?? fresh;
    return condition;
  });
  return { onlyIf, fresh };
}
