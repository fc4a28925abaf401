import type { NoticeWords } from '../../digests/deliver.ts';
import type { Delivery, Posted } from '../../digests/delivery.ts';
import type { Digest } from '../../digests/digest.ts';
import type { DigestPostOptions } from './digest-posts.ts';

import { noticeIdOf } from '../../digests/delivery.ts';
import { CLOCK_MARGIN_MS } from '../../digests/occurrences.ts';
import { isSubscription } from '../../digests/subscriptions.ts';
import { labelOf } from '../../text/text.ts';
import { deliveryNotice } from '../blocks/delivery-notice.ts';
import { reasonOf } from '../connection/clients.ts';
import { findPost } from '../messages/find-post.ts';
import { ownerOf } from './digest-access.ts';
import { wordsOfDigest } from './digest-words.ts';

/**
 * Shows in the channel of a digest that a delivery is late, has failed or is tried again, in its existing notice when
 * there is one. Resolves to the address of the notice; undefined when nothing can be posted there.
 */
export async function showNotice(
  digest: Digest,
  delivery: Delivery,
  words: NoticeWords,
  options: DigestPostOptions,
): Promise<Posted | undefined> {
  const { channels, messages, clients, cache, log } = options;
  try {
    const channel = await channels.idOf(digest.channel);
    const id = noticeIdOf(delivery);
    const since = new Date(delivery.dueAt.getTime() - CLOCK_MARGIN_MS);
    const noted = delivery.notice ?? (delivery.attempt > 1 ? await findPost(clients, channel, id, since) : undefined);
    const subject = await subjectOf(digest, channel, options);
    const { timezone, isAlert = false } = digest;
    const shown = { subject, timezone, isAlert, delivery, id, nonce: cache.newNonce() };
    const message = deliveryNotice(words, shown);
    const standing = noted && (await messages.find(noted)) ? noted : undefined;
    // what is tried again may have come meanwhile, with which its notice went
    if (!standing) return words.kind === 'retried' ? undefined : await messages.post(channel, message);
    await messages.update(standing, message);
    return standing;
  } catch (error) {
    log.warn(
      { digest: digest.name, reason: reasonOf(error) },
      'a notice could not be posted in the channel of a digest',
    );
    return undefined;
  }
}

/** Returns what to call a digest: its declared name as people write it, or the words of its question as far as its owner may still read them. */
export async function subjectOf(
  digest: Digest,
  channel: string,
  { askers, answerContext, now }: Pick<DigestPostOptions, 'askers' | 'answerContext' | 'now'>,
): Promise<string> {
  if (!isSubscription(digest)) return labelOf(digest.name);
  const owner = ownerOf({ digest, channel });
  const { look } = await askers.contextFor(owner);
  return askers.asking(owner, () => wordsOfDigest(digest, { ...answerContext, look }, now()));
}
