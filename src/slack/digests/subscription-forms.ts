import type { App } from '@slack/bolt';

import type { AnswerContext } from '../../answer/context.ts';
import type { Subscription } from '../../digests/subscriptions.ts';
import type { ScheduleEntries, SubscriptionChoice, SubscriptionDraft } from '../blocks/subscribe-form.ts';
import type { BotContext } from '../bot-context.ts';
import type { ClickContext, Handler } from '../listeners/click-handlers.ts';
import type { Requester } from '../people/requester.ts';

import { questionWords } from '../../answer/question-words.ts';
import { understand } from '../../answer/understand.ts';
import { nextDues } from '../../digests/digest.ts';
import { UserError } from '../../error.ts';
import { formatRequest } from '../../question/request.ts';
import { sentenceMessage } from '../blocks/sentence-message.ts';
import { fitsForm, parseDraft, readSubscribeForm, SUBSCRIBE_FORM, subscribeForm } from '../blocks/subscribe-form.ts';
import { subscribedMessage } from '../blocks/subscriptions.ts';
import { readClickedAnswer } from '../listeners/clicked-answer.ts';
import { openModal, updateModal } from '../listeners/modal.ts';
import { fromForm } from '../people/requester.ts';
import { digestRefusalWords, refusalWords, subscribeFormWords, subscriptionWords } from '../words.ts';
import { checkChannel } from './channel-check.ts';
import { wordsOfDigest } from './digest-words.ts';
import { ownSubscription } from './own-subscription.ts';

/** Opens the form that subscribes to the answer that was clicked on. */
export const openSubscribeForm: Handler = (context, body) =>
  openModal(context, { triggerId: body.trigger_id, title: subscribeFormWords.subscribe }, async () => {
    const { requester, now } = context;
    const [{ query, request }, { look }, timezone] = await Promise.all([
      readClickedAnswer(context, body),
      ownContext(context),
      timezoneOf(requester.user, context),
    ]);
    const draft = {
      channel: requester.channel,
      text: formatRequest(request),
      words: questionWords(query, request, look?.locale),
      timezone,
      isDirect: requester.channel.startsWith('D'),
    };
    if (!fitsForm(draft)) throw new UserError(digestRefusalWords.tooLong);
    return subscribeForm(draft, { now: now(), locale: look?.locale });
  });

/** Opens the form that changes a subscription. */
export function openEditForm(context: ClickContext, triggerId: string, subscription: Subscription): Promise<void> {
  const { now } = context;
  const { channel, questions, timezone, name, cron, when, onlyIf, fresh, isAlert } = subscription;
  return openModal(context, { triggerId, title: subscribeFormWords.edit }, async () => {
    const own = await ownContext(context);
    const words = await wordsOfDigest(subscription, own, now());
    const draft = { channel, text: questions[0], words, timezone, name, cron, when, onlyIf, fresh, isAlert };
    return subscribeForm(draft, { now: now(), locale: own.look?.locale });
  });
}

/** Updates the form with the next dates of the chosen schedule. */
export const previewSchedule: Handler = async (context, body) => {
  const { view } = body;
  const draft = view && parseDraft(view.private_metadata);
  if (!view || !draft) throw new UserError(refusalWords.oldForm);
  const { look } = await ownContext(context);
  const chosen = view.state.values as ScheduleEntries;
  const next = subscribeForm(draft, { now: context.now(), chosen, locale: look?.locale });
  await updateModal(context, { view_id: view.id, hash: view.hash, view: next });
};

/** The context for what only the person who uses a form sees. */
function ownContext({ askers, requester }: ClickContext): Promise<AnswerContext> {
  return askers.contextFor({ user: requester.user, isPrivate: true });
}

/** Registers what happens when the form is submitted: errors are shown at its inputs, else the subscription is created or changed. */
export function listenToSubscribeForm(app: App, context: BotContext): void {
  app.view(SUBSCRIBE_FORM, async ({ ack, view, body }) => {
    const draft = parseDraft(view.private_metadata);
    if (!draft) return ack();
    const choice = readSubscribeForm(draft, view.state.values as ScheduleEntries);
    if ('block' in choice) return ack({ response_action: 'errors', errors: { [choice.block]: choice.message } });
    await ack();
    const requester = fromForm(context, body.user.id, draft.channel);
    const id = 'trigger_id' in body ? String(body.trigger_id) : undefined;
    const task = () => (draft.name ? edit : addSubscription)(context, draft, choice, requester);
    context.serve({ requester, id, task });
  });
}

/**
 * Subscribes a channel, or a person alone, to a question, and confirms it there. Throws a UserError for a question that
 * its asker may not ask, as for one that is not understood.
 */
export async function addSubscription(
  { subscriptions, channels, messages, answerContext, askers, cache, now }: BotContext,
  { text: given, timezone }: Pick<SubscriptionDraft, 'text' | 'timezone'>,
  { place, cron, when, onlyIf, fresh }: SubscriptionChoice,
  { user, channel, thread }: Pick<Requester, 'user' | 'channel' | 'thread'>,
): Promise<void> {
  checkTiming({ cron, timezone }, now());
  const { request } = await understand(given, answerContext, { now: now() });
  const text = formatRequest(request);
  const target = place === 'direct' && !channel.startsWith('D') ? user : channel;
  const asked = { questions: [text], channel: target, cron, when, timezone, owner: user, onlyIf, fresh } as const;
  const draft: Subscription = { ...asked, name: 'new', isPaused: false };
  await checkChannel(draft, channels);
  const subscription = await subscriptions.add(asked, now());
  const words = await wordsOfDigest(subscription, await askers.contextFor({ user, channel: target }), now());
  const said = subscribedMessage(subscription, { words, now: now(), nonce: cache.newNonce() });
  const posted = await messages.post(target, said, { thread: target === channel ? thread : undefined });
  // Slack takes a person's id for posting alone: from now on the conversation is named, where messages can be found again
  if (posted.channel !== target) await subscriptions.change(subscription.name, { channel: posted.channel });
}

async function edit(
  { subscriptions, cache, now }: BotContext,
  { name = '' }: SubscriptionDraft,
  { cron, when, onlyIf, fresh }: SubscriptionChoice,
  { user, reply }: Requester,
): Promise<void> {
  const { timezone } = await ownSubscription({ subscriptions }, name, user);
  checkTiming({ cron, timezone }, now());
  await subscriptions.change(name, { cron, when, onlyIf, fresh });
  await reply(sentenceMessage(subscriptionWords.saved(when), { nonce: cache.newNonce() }));
}

/** Throws a UserError for times that no form of ours holds, as what a form holds may have been changed. */
function checkTiming(timing: { readonly cron: string; readonly timezone: string }, now: Date): void {
  try {
    nextDues(timing, now, 1);
  } catch (cause) {
    throw new UserError(refusalWords.oldForm, { cause });
  }
}

/** Resolves to the time zone of a person's profile; the bot's own where Slack does not tell. */
export async function timezoneOf(user: string, { clients, answerContext, log }: BotContext): Promise<string> {
  try {
    const { user: info } = await clients.interactive.users.info({ user });
    return info?.tz || answerContext.calendar.timezone;
  } catch (error) {
    log.warn({ error }, 'Slack does not tell a time zone');
    return answerContext.calendar.timezone;
  }
}
