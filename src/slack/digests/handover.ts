import type { App } from '@slack/bolt';

import type { Subscription } from '../../digests/subscriptions.ts';
import type { BotContext } from '../bot-context.ts';
import type { ClickContext, Handler } from '../listeners/click-handlers.ts';

import { UserError } from '../../error.ts';
import {
  formatOffer,
  HANDOVER_FORM,
  HANDOVER_INPUT,
  handoverForm,
  handoverMessage,
  parseOffer,
} from '../blocks/handover.ts';
import { sentenceMessage } from '../blocks/sentence-message.ts';
import { openModal } from '../listeners/modal.ts';
import { fromForm } from '../people/requester.ts';
import { digestRefusalWords, handoverWords, placeWords } from '../words.ts';
import { wordsOfDigest } from './digest-words.ts';
import { ownSubscription } from './own-subscription.ts';

/** Opens the form in which the owner of a subscription chooses its new owner. */
export function openHandoverForm(context: ClickContext, triggerId: string, subscription: Subscription): Promise<void> {
  const { askers, requester, now } = context;
  return openModal(context, { triggerId, title: handoverWords.title }, async () => {
    const own = await askers.contextFor({ user: requester.user, isPrivate: true });
    return handoverForm(subscription.name, await wordsOfDigest(subscription, own, now()));
  });
}

/** Registers what happens when the form is submitted: the person is asked by a direct message. */
export function listenToHandoverForm(app: App, context: BotContext): void {
  app.view(HANDOVER_FORM, async ({ ack, view, body }) => {
    const to = view.state.values[HANDOVER_INPUT]?.[HANDOVER_INPUT]?.selected_user ?? '';
    const from = body.user.id;
    if (to === from)
      return ack({ response_action: 'errors', errors: { [HANDOVER_INPUT]: handoverWords.alreadyYours } });
    await ack();
    const requester = fromForm(context, from);
    const id = 'trigger_id' in body ? String(body.trigger_id) : undefined;
    const task = async () => {
      const { messages, askers, cache, now } = context;
      const subscription = await ownSubscription(context, view.private_metadata, from);
      const { name, channel, when } = subscription;
      const words = await wordsOfDigest(subscription, await askers.contextFor({ user: to, isPrivate: true }), now());
      const where = /^[CG]/.test(channel) ? placeWords.inChannel(`<#${channel}>`) : placeWords.asDirectMessage;
      const offer = { name, from, to };
      await context.memory.put(offerKey(name), formatOffer(offer));
      await messages.post(to, handoverMessage(offer, { words, where, when, nonce: cache.newNonce() }));
      await requester.reply(sentenceMessage(handoverWords.asked, { nonce: cache.newNonce() }));
    };
    context.serve({ requester, id, task });
  });
}

/** The key under which the latest offer of a subscription is remembered. */
function offerKey(name: string): string {
  return `handover/${name}`;
}

/** Makes the person who was asked the owner of a subscription, and tells the owner before. */
export const takeOver: Handler = async ({ action, subscriptions, requester, messages, memory, respond, cache }) => {
  const offer = parseOffer(action.value ?? '');
  if (!offer || offer.to !== requester.user) throw new UserError(digestRefusalWords.offeredToOther);
  const found = (await subscriptions.refresh()).find(({ name }) => name === offer.name);
  const isMade = (await memory.get(offerKey(offer.name))) === formatOffer(offer); // not only a button that says so
  if (found?.owner !== offer.from || !isMade) throw new UserError(digestRefusalWords.offerOver);
  await memory.put(offerKey(offer.name), '');
  // what came to its owner alone now comes to the new one
  const isDirect = found.channel.startsWith('D');
  await subscriptions.change(offer.name, { owner: offer.to, ...(isDirect && { channel: requester.channel }) });
  const say = (sentence: string) => sentenceMessage(sentence, { nonce: cache.newNonce() });
  const { text, blocks } = say(handoverWords.taken);
  await respond({ replace_original: true, text, blocks });
  await messages.post(offer.from, say(handoverWords.given(found.questions[0])));
};
