import type { DeliverOptions, DigestAnswers } from './deliver.ts';
import type { Delivery } from './delivery.ts';
import type { Digest } from './digest.ts';
import type { Lease } from './lease.ts';

import { momentWords } from '../calendar/words.ts';
import { messageOf, UserError } from '../error.ts';
import { labelOf } from '../text/text.ts';
import { putNotice } from './delivery-notices.ts';
import { LEASE_MS } from './lease.ts';
import { GRACE_MS } from './occurrences.ts';
import { isPending } from './overtaken.ts';
import { isSubscription } from './subscriptions.ts';

/** So many errors that time does not mend, and the delivery has failed. */
const MOST_FAILURES = 5;

/** An owner is told of an outage that has lasted so long: a quarter of an hour. */
const TELL_AFTER_MS = 15 * 60_000;

const LONGEST_PAUSE_MS = 10 * 60_000;

/**
 * Stores that an attempt has failed: the delivery is released to be tried again, or ends as failed after too many
 * errors that do not pass by themselves. The owner is told once of an outage that lasts.
 */
export async function recordFailure<Answers extends DigestAnswers>(
  error: unknown,
  delivery: Delivery,
  digest: Digest,
  { signal }: Lease,
  options: DeliverOptions<Answers>,
): Promise<void> {
  const { ledger, bot, now } = options;
  const reason = messageOf(error);
  const after = (ms: number) => new Date(now().getTime() + ms);
  if (signal.aborted) return void (await ledger.release(delivery, { until: now(), reason }));
  if (!bot.isTemporary(error)) {
    const failures = delivery.failures + 1;
    if (failures >= MOST_FAILURES || delivery.retriedAt) return giveUp(delivery, digest, reason, options);
    return void (await ledger.release(delivery, { until: after(30_000 * 2 ** failures), reason, failures }));
  }
  const pause = Math.min(LONGEST_PAUSE_MS, 30_000 * 2 ** Math.min(delivery.attempt, 10));
  await ledger.release(delivery, { until: after(pause), reason });
  const lateMs = now().getTime() - delivery.dueAt.getTime();
  if (lateMs > TELL_AFTER_MS) await tellLate(delivery, digest, sentence(error, reason), options);
}

/** Returns the moment until which a delivery is tried: six hours after it was due, or after its last manual retry. */
export function endOfGrace({ dueAt, retriedAt }: Delivery): Date {
  return new Date(Math.max(dueAt.getTime(), retriedAt?.getTime() ?? 0) + GRACE_MS);
}

/**
 * Tells once that a delivery is late; its channel again after somebody has asked for another attempt in vain. Nobody is told while
 * an earlier delivery of the digest is late, too, or was until this one took its place, as of an hourly one in an outage.
 */
async function tellLate<Answers extends DigestAnswers>(
  delivery: Delivery,
  digest: Digest,
  reason: string,
  options: DeliverOptions<Answers>,
): Promise<void> {
  const before = await deliveriesBefore(delivery, options);
  const ended = before.findIndex((each) => !isPending(each));
  const isTold = before.slice(0, ended < 0 ? undefined : ended).some(({ toldAt }) => toldAt !== undefined);
  if (delivery.toldAt === undefined && isTold) return;
  const isFirst = await options.ledger.tellOnce(delivery, options.now());
  if (!isFirst && !delivery.retriedAt) return;
  const until = endOfGrace(delivery);
  const isInChannel = await putNotice(digest, delivery, { kind: 'late', reason, until }, options);
  if (!isFirst) return;
  await tellOwner(digest, { ...options, isInChannel }, (locale) => {
    const clock = { now: options.now(), timezone: digest.timezone, locale };
    const name = nameOf(delivery, digest, clock);
    return `${name} is late: ${reason} It is tried again until ${momentWords(until, clock)}.`;
  });
}

/** Ends a delivery as failed, and tells the owner unless the delivery before failed for the same reason. */
export async function giveUp<Answers extends DigestAnswers>(
  delivery: Delivery,
  digest: Digest,
  reason: string,
  options: DeliverOptions<Answers>,
): Promise<void> {
  const { ledger, log } = options;
  const entry = { digest: digest.name, dueAt: delivery.dueAt, runId: delivery.id, reason };
  const [before] = await deliveriesBefore(delivery, options);
  const isKnown = before?.state === 'failed' && before.reason === reason;
  const words = sentence(undefined, reason);
  if (!(await ledger.renew(delivery, { until: new Date(options.now().getTime() + LEASE_MS) }))) return;
  // the notice before the end: whoever dies in between has told the channel, and the next one finds the notice again
  const isTold = !isKnown || delivery.notice !== undefined;
  const isInChannel = isTold && (await putNotice(digest, delivery, { kind: 'failed', reason: words }, options));
  if (!(await ledger.finish(delivery, { state: 'failed', reason }))) return;
  log.error(entry, 'gave a digest up');
  if (!isKnown && !delivery.retriedAt) {
    const what = digest.isAlert ? 'could not be checked' : 'was not posted';
    await tellOwner(digest, { ...options, isInChannel }, (locale) => {
      const name = nameOf(delivery, digest, { now: options.now(), timezone: digest.timezone, locale });
      return `${name} ${what}: ${words}`;
    });
  }
}

/**
 * Tells the owner, unless that is the channel, which has the notice. Of what belongs to nobody, and has no notice, somebody else
 * is told. `write` gets the language tag of whoever is told.
 */
async function tellOwner<Answers extends DigestAnswers>(
  digest: Digest,
  { bot, isInChannel }: DeliverOptions<Answers> & { readonly isInChannel: boolean },
  write: (locale: string | undefined) => string,
): Promise<void> {
  const owner = digest.owner === digest.channel ? undefined : digest.owner;
  const target = owner ?? (isInChannel ? undefined : await bot.findContact(digest));
  if (target !== undefined) await bot.notify(target, [write(await bot.localeOf(target))]);
}

/** Resolves to the deliveries of a digest that were due before one of them, the latest first, among its last `limit` ones. */
export async function deliveriesBefore<Answers extends DigestAnswers>(
  { digest, dueAt: until }: Delivery,
  { ledger }: Pick<DeliverOptions<Answers>, 'ledger'>,
  limit = 10,
): Promise<readonly Delivery[]> {
  return (await ledger.list({ digest, limit })).filter(({ dueAt }) => dueAt < until);
}

/** What was due and when, by the digest's clocks. */
function nameOf({ dueAt }: Delivery, digest: Digest, clock: Parameters<typeof momentWords>[1]): string {
  const { name, questions, timezone, isAlert } = digest;
  if (isAlert) return `The alert “${questions[0]}”`;
  const what = isSubscription(digest) ? `The subscription to “${questions[0]}”` : `“${labelOf(name)}”`;
  return `${what}, due ${momentWords(dueAt, clock)} (${timezone}),`;
}

/** What went wrong, as a person may read it: a fault of ours stays in the log. */
function sentence(error: unknown, reason: string): string {
  const words = error === undefined || error instanceof UserError ? reason : 'something went wrong, see the log';
  return /[.!?]$/.test(words) ? words : `${words}.`;
}
