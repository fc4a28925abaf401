import type { DeliveryState } from '../../digests/delivery.ts';
import type { Handler } from '../listeners/click-handlers.ts';

import { isSubscription } from '../../digests/subscriptions.ts';
import { UserError } from '../../error.ts';
import { keyOf } from '../blocks/state.ts';
import { clickedMessage } from '../listeners/clicked-answer.ts';
import { checkAsker } from '../people/check-asker.ts';
import { digestRefusalWords } from '../words.ts';
import { findDigest } from './find-digest.ts';

const GONE = digestRefusalWords.gone;

/** Why a delivery in a state is not tried again. */
const REFUSALS: Readonly<Partial<Record<DeliveryState, string>>> = {
  running: digestRefusalWords.isAsked,
  posting: digestRefusalWords.isPosted,
};

/**
 * Makes a late or failed delivery due at once, for anybody who may ask its questions where its notice stands. It runs
 * with the rights of its owner and is posted in its own channel only.
 */
export const retryDelivery: Handler = async (context, body) => {
  const { action, deliveries, requester, digestPosts, onRetry, now } = context;
  const delivery = await deliveries.find(action.value ?? '');
  const clicked = clickedMessage(body)?.ref;
  const digest = delivery && findDigest(delivery.digest, context);
  if (!clicked || !delivery?.notice || !digest || keyOf(clicked) !== keyOf(delivery.notice)) throw new UserError(GONE);
  if (isSubscription(digest) && digest.isPaused) throw new UserError(digestRefusalWords.isPaused);
  await checkAsker(digest, context);
  const at = now();
  if (!(await deliveries.retry(delivery.id, at))) {
    const { state = 'posted' } = (await deliveries.find(delivery.id)) ?? {};
    throw new UserError(REFUSALS[state] ?? GONE);
  }
  await digestPosts.showNotice(digest, delivery, { kind: 'retried', reason: requester.user });
  onRetry();
};
