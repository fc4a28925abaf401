import type { DeliverOptions, DigestAnswers, NoticeWords } from './deliver.ts';
import type { Delivery } from './delivery.ts';
import type { Digest } from './digest.ts';

import { noticeIdOf } from './delivery.ts';
import { CLOCK_MARGIN_MS } from './occurrences.ts';

/**
 * Posts in a digest's channel that a delivery is late or has failed, and stores the address; an earlier notice of the delivery is
 * replaced. Resolves to whether the channel has taken it.
 */
export async function putNotice<Answers extends DigestAnswers>(
  digest: Digest,
  delivery: Delivery,
  words: NoticeWords,
  { ledger, bot }: Pick<DeliverOptions<Answers>, 'ledger' | 'bot'>,
): Promise<boolean> {
  const notice = await bot.showNotice(digest, delivery, words);
  if (notice) await ledger.noteNotice(delivery, notice);
  return notice !== undefined;
}

/**
 * Removes from the channel the notices of a digest that was late or had failed, once a delivery has been posted: its
 * own notice, also when the process died before it stored the address, and those of earlier deliveries. Never
 * rejects.
 */
export async function removeNotices<Answers extends DigestAnswers>(
  delivery: Delivery,
  digest: Digest,
  { ledger, bot, log }: DeliverOptions<Answers>,
): Promise<void> {
  try {
    const notices = await ledger.noticesOf(digest.name);
    const since = new Date(delivery.dueAt.getTime() - CLOCK_MARGIN_MS);
    const isUnnoted = delivery.toldAt !== undefined && delivery.notice === undefined;
    const unnoted = isUnnoted ? await bot.find(digest, noticeIdOf(delivery), since) : undefined;
    for (const notice of [...notices, ...(unnoted ? [unnoted] : [])]) await bot.remove(notice);
    if (notices.length > 0) await ledger.clearNotices(digest.name);
  } catch (error) {
    log.warn({ error, digest: digest.name }, 'a notice could not be removed');
  }
}
