import type { DeliveryState } from '../digests/delivery.ts';
import type { Digest } from '../digests/digest.ts';
import type { ClickContext, Handler } from './click-handlers.ts';

import { readAlert } from '../answer/alert-text.ts';
import { understand } from '../answer/understand.ts';
import { isSubscription } from '../digests/subscriptions.ts';
import { UserError } from '../error.ts';
import { clickedMessage } from './clicked-answer.ts';
import { findDigest } from './find-digest.ts';

const GONE = 'this does not come any more, or came already';

/** Why a delivery in a state is not tried again. */
const REFUSALS: Readonly<Partial<Record<DeliveryState, string>>> = {
  running: 'it is being asked just now',
  posting: 'it is being posted just now',
};

/**
 * Has a delivery tried again that is late or has failed, for anybody who may ask its questions themselves where its notice stands.
 * The button says no more than which delivery: it is asked with the rights of its owner, and posted in its own channel alone.
 */
export const retryDelivery: Handler = async (context, body) => {
  const { action, deliveries, requester, digestPosts, onRetry, now } = context;
  const delivery = await deliveries.find(action.value ?? '');
  const clicked = clickedMessage(body)?.ref;
  const digest = delivery && findDigest(delivery.digest, context);
  const { channel, ts } = delivery?.notice ?? {};
  if (!delivery || !digest || clicked?.channel !== channel || clicked?.ts !== ts) throw new UserError(GONE);
  if (isSubscription(digest) && digest.isPaused) throw new UserError('its subscription is paused');
  await checkAsker(digest, context);
  const at = now();
  if (!(await deliveries.retry(delivery.id, at))) {
    const { state = 'posted' } = (await deliveries.find(delivery.id)) ?? {};
    throw new UserError(REFUSALS[state] ?? GONE);
  }
  await digestPosts.showNotice(digest, delivery, { kind: 'retried', reason: requester.user });
  onRetry();
};

/** Throws a UserError when whoever clicks may not ask what the digest asks. */
async function checkAsker({ questions, isAlert }: Digest, { answerContext, now }: ClickContext): Promise<void> {
  const at = { now: now() };
  if (isAlert) await readAlert(questions[0], answerContext, at);
  else await Promise.all(questions.map((question) => understand(question, answerContext, at)));
}
