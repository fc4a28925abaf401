import type { DeliveryLedger } from '../../digests/delivery.ts';
import type { Digest } from '../../digests/digest.ts';
import type { DigestChanges } from '../../digests/digest-changes.ts';
import type { WantedBot } from '../../digests/still-wanted.ts';
import type { Message } from '../blocks/message.ts';
import type { MessageRef } from '../blocks/state.ts';
import type { Decision } from '../blocks/still-wanted.ts';
import type { ClickContext, Handler } from '../listeners/click-handlers.ts';
import type { DigestPostOptions } from './digest-posts.ts';

import { findAsked, noteAnswer } from '../../digests/still-wanted.ts';
import { isSubscription } from '../../digests/subscriptions.ts';
import { cronOf, onceAWeek } from '../../digests/when.ts';
import { UserError } from '../../error.ts';
import { keyOf } from '../blocks/state.ts';
import { decidedMessage, parseDecision, wantedMessage } from '../blocks/still-wanted.ts';
import { whenOfDigest } from '../blocks/subscriptions.ts';
import { codeOf } from '../connection/clients.ts';
import { clickedMessage } from '../listeners/clicked-answer.ts';
import { checkAsker } from '../people/check-asker.ts';
import { digestRefusalWords, subscriptionWords } from '../words.ts';
import { findContact } from './digest-contact.ts';
import { subjectOf } from './digest-notices.ts';
import { endAlert } from './make-alert.ts';
import { postOnce } from './post-once.ts';

/** What the questions whether digests are still wanted are asked with. */
export type WantedBotOptions = DigestPostOptions & { readonly deliveries: DeliveryLedger };

/** Creates what asks people in Slack whether a digest is still wanted, and knows which channels and people still exist. */
export function openWantedBot(options: WantedBotOptions): WantedBot {
  const { channels, clients, deliveries, cache } = options;
  return {
    isArchived: channels.isArchived,
    hasLeft: async (person) => {
      try {
        const { user } = await clients.background.users.info({ user: person });
        return user?.deleted === true;
      } catch (error) {
        if (codeOf(error) === 'user_not_found') return true;
        throw error;
      }
    },
    findContact: (digest) => findContact(digest, options),
    ask: async (digest, doubt, { target, id, since }) => {
      const [last] = await deliveries.list({ digest: digest.name, limit: 1 });
      const doubted = {
        ...digest,
        subject: await subjectOf(digest, digest.channel, options),
        when: whenOfDigest(digest),
        isOften: !digest.isAlert && onceAWeek(digest.cron) !== undefined,
        failure: last?.reason,
      };
      const message = wantedMessage(doubt, doubted, { id, nonce: cache.newNonce() });
      return (await postOnce(message, { target, runId: id, since }, options)).ref;
    },
  };
}

/** Applies the answer to the question whether a digest is still wanted: only in the message that asks, and once. */
export const decideWanted: Handler = async (context, body) => {
  const { action, preferences, changes, requester, messages, subscriptions } = context;
  const asked = parseDecision(action.value ?? '');
  if (!asked) throw new UserError(digestRefusalWords.oldControl);
  const { decision, doubt, name } = asked;
  const [question] = await Promise.all([
    findAsked(preferences, name, doubt),
    subscriptions.refresh(),
    changes.refresh(),
  ]);
  const digest = subscriptions.all().find((each) => each.name === name) ?? changes.findDeclared(name);
  const clicked = clickedMessage(body)?.ref;
  if (!clicked || !question?.place || !digest || keyOf(clicked) !== keyOf(question.place))
    throw new UserError(digestRefusalWords.answeredAlready);
  const isUndone = decision === 'back' && changes.find(name) !== undefined;
  if (question.answeredBy !== undefined ? !isUndone : decision === 'back')
    throw new UserError(digestRefusalWords.answeredAlready);
  const isTaken = doubt === 'departed' && isSubscription(digest) && decision !== 'stop';
  if (isTaken) await checkAsker(digest, context);
  await noteAnswer(preferences, name, question, requester.user);
  const when = onceAWeek(digest.cron) ?? whenOfDigest(digest);
  const subject = await subjectOf(digest, digest.channel, context);
  await decide(decision, digest, when, { isTaken, context });
  const shown = { doubt, by: requester.user, isOwner: isTaken };
  const render = (isDeclared: boolean) =>
    decidedMessage(decision, { subject, name, when }, { ...shown, isDeclared, nonce: context.cache.newNonce() });
  await messages.update(clicked, render(!isSubscription(digest)));
  const isLess = decision === 'stop' || decision === 'weekly';
  if (isLess && doubt !== 'archived') await tellChannel(digest, clicked, render(false), context);
};

async function decide(
  decision: Decision,
  digest: Digest,
  when: string,
  { isTaken, context }: { readonly isTaken: boolean; readonly context: ClickContext },
): Promise<void> {
  const { subscriptions, changes, deliveries, requester } = context;
  const { name } = digest;
  const cron = decision === 'weekly' ? (cronOf(when) ?? digest.cron) : undefined;
  if (!isSubscription(digest)) {
    await declare(changes, decision, { name, cron, by: requester.user });
  } else if (decision === 'stop') {
    await subscriptions.remove(name);
    await endAlert(digest, context, requester.user);
  } else {
    const owner = isTaken && { owner: requester.user };
    await subscriptions.change(name, { ...owner, ...(cron !== undefined && { cron, when }) });
  }
  if (decision === 'stop') await deliveries.skipOpen(name, subscriptionWords.stopped);
}

async function declare(
  changes: DigestChanges,
  decision: Decision,
  { name, cron, by }: { readonly name: string; readonly cron: string | undefined; readonly by: string },
): Promise<void> {
  if (decision === 'back') await changes.remove(name);
  if (decision === 'weekly') await changes.put(name, { cron, by });
  if (decision === 'stop') await changes.put(name, { by });
}

/** Tells the channel of a digest what was decided of it elsewhere. */
async function tellChannel(
  { channel }: Digest,
  decided: MessageRef,
  message: Message,
  { channels, messages, log }: ClickContext,
): Promise<void> {
  try {
    const id = await channels.idOf(channel);
    if (id !== decided.channel) await messages.post(id, message);
  } catch (error) {
    log.warn({ error, channel }, 'a channel could not be told what was decided of its digest');
  }
}
