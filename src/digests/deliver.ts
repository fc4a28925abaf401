import type { BaseLogger } from 'pino';

import type { AnswerFacts } from './conditions.ts';
import type { Delivery, DeliveryLedger } from './delivery.ts';
import type { Digest } from './digest.ts';
import type { Lease, SetTimer } from './lease.ts';

import { UserError } from '../error.ts';
import { fingerprintOf, judge } from './conditions.ts';
import { OPEN_STATES } from './delivery.ts';
import { CLOCK_MARGIN_MS, GRACE_MS } from './occurrences.ts';
import { isSubscription } from './subscriptions.ts';

/** Where a message stands: the channel's id and its `ts`. */
export type Posted = { readonly channel: string; readonly ts: string };

/** Answers of a digest, ready to be posted. */
export type DigestAnswers = { readonly facts: readonly AnswerFacts[] };

/** The bot, as far as digests need it. `Answers` is what it made of the questions. */
export type DigestBot<Answers extends DigestAnswers = DigestAnswers> = {
  /** Answers all questions as they stood at `now`, and draws them. */
  readonly answer: (digest: Digest, options: { now: Date; signal: AbortSignal }) => Promise<Answers>;
  /** Posts the answers as one message, whole, that carries the run id. Never posts twice by itself. */
  readonly post: (
    digest: Digest,
    answers: Answers,
    options: { runId: string; notes: readonly string[] },
  ) => Promise<Posted>;
  /** The message of a run in the digest's channel, not older than `since`; undefined when it certainly is not there. */
  readonly find: (digest: Digest, runId: string, since: Date) => Promise<Posted | undefined>;
  readonly remove: (posted: Posted) => Promise<void>;
  /** Tells a channel or a person; only the log hears of it when that fails. */
  readonly notify: (target: string, lines: readonly string[]) => Promise<void>;
  /** Whether an error is of the kind that passes by itself: an outage, a limit. */
  readonly isTemporary: (error: unknown) => boolean;
};

/** What delivering needs. */
export type DeliverOptions<Answers extends DigestAnswers> = {
  readonly ledger: DeliveryLedger;
  readonly bot: DigestBot<Answers>;
  readonly now: () => Date;
  readonly setTimer: SetTimer;
  readonly log: Pick<BaseLogger, 'info' | 'warn' | 'error'>;
};

/** So many errors that time does not mend, and the delivery has failed. */
const MOST_FAILURES = 5;

/** An owner is told of an outage that has lasted so long: a quarter of an hour. */
const TELL_AFTER_MS = 15 * 60_000;

/** Data that was not fresh is looked for again after ten minutes. */
const LOOK_AGAIN_MS = 10 * 60_000;

const LONGEST_PAUSE_MS = 10 * 60_000;

/** Whoever posts later than this may find that it was posted before, from a ledger that was lost. */
const ON_TIME_MS = 60_000;

/**
 *   claimed → search → answer → conditions → intent → post → result
 *
 * Brings one claimed delivery to its end, or gives it back to be tried again. Whatever happens, a message is posted at
 * most once: before every attempt but the first on time, the channel is searched for the run id.
 */
export async function deliver<Answers extends DigestAnswers>(
  delivery: Delivery,
  digest: Digest,
  lease: Lease,
  options: DeliverOptions<Answers>,
): Promise<void> {
  const { log } = options;
  const entry = { digest: digest.name, dueAt: delivery.dueAt, runId: delivery.id, attempt: delivery.attempt };
  try {
    await attempt(delivery, digest, lease, options);
  } catch (error) {
    log.error({ error, ...entry }, 'cannot post a digest');
    await recordFailure(error, delivery, digest, lease, options).catch((reason) =>
      log.error({ error: reason, ...entry }, 'cannot note a failure'),
    );
  }
}

async function attempt<Answers extends DigestAnswers>(
  delivery: Delivery,
  digest: Digest,
  lease: Lease,
  options: DeliverOptions<Answers>,
): Promise<void> {
  const { ledger, bot, now, log } = options;
  const { id: runId, dueAt } = delivery;
  const entry = { digest: digest.name, dueAt, runId, attempt: delivery.attempt };
  const found = await findEarlier(delivery, digest, options);
  if (found) {
    await ledger.finish(delivery, { state: 'posted', channel: found.channel, message: found.ts, postedAt: now() });
    return log.warn(entry, 'found a digest posted by an earlier attempt');
  }
  if (now().getTime() - dueAt.getTime() > GRACE_MS) {
    return giveUp(delivery, digest, delivery.reason ?? 'not posted within six hours', options);
  }
  const answers = await bot.answer(digest, { now: dueAt, signal: lease.signal });
  const previous = await lastFingerprint(digest, options);
  const verdict = judge(digest, answers.facts, { dueAt, now: now(), previous });
  if (verdict.kind === 'wait') {
    const until = new Date(now().getTime() + LOOK_AGAIN_MS);
    await ledger.release(delivery, { until, reason: verdict.reason, state: 'waiting' });
    return log.info({ ...entry, reason: verdict.reason }, 'a digest waits for newer data');
  }
  if (verdict.kind === 'skip') {
    await ledger.finish(delivery, { state: 'skipped', reason: verdict.reason });
    return log.info({ ...entry, reason: verdict.reason }, 'skipped a digest');
  }
  lease.signal.throwIfAborted();
  if (!(await ledger.advance(delivery, 'posting'))) return;
  const posted = await bot.post(digest, answers, { runId, notes: verdict.notes });
  const fingerprint = fingerprintOf(answers.facts);
  const outcome = { channel: posted.channel, message: posted.ts, postedAt: now(), fingerprint };
  if (await ledger.finish(delivery, { state: 'posted', ...outcome })) {
    return log.info({ ...entry, message: posted.ts }, 'posted a digest');
  }
  await withdrawDuplicate(delivery, posted, options);
}

/** The message that an earlier attempt has posted. Searched for from before the due time, as clocks differ. */
async function findEarlier<Answers extends DigestAnswers>(
  { id, dueAt, attempt }: Delivery,
  digest: Digest,
  { bot, now }: DeliverOptions<Answers>,
): Promise<Posted | undefined> {
  const isFirstOnTime = attempt === 1 && now().getTime() - dueAt.getTime() < ON_TIME_MS;
  if (isFirstOnTime) return undefined;
  return bot.find(digest, id, new Date(dueAt.getTime() - CLOCK_MARGIN_MS));
}

async function lastFingerprint<Answers extends DigestAnswers>(
  { name, onlyIf }: Digest,
  { ledger }: DeliverOptions<Answers>,
): Promise<string | undefined> {
  if (!onlyIf.includes('changed')) return undefined;
  const earlier = await ledger.list({ digest: name, limit: 100 });
  return earlier.find(({ state, fingerprint }) => state === 'posted' && fingerprint !== undefined)?.fingerprint;
}

/** A process that was frozen while it posted looks so often, and so many times, at what the next holder makes of the delivery. */
const LOOK_MS = 2000;

const LOOKS = 60;

/**
 * A process that was frozen while it posted finds its claim gone. It waits for the next holder's end: when that one has
 * found this message, it stays; when it has posted another one, this one goes.
 */
async function withdrawDuplicate<Answers extends DigestAnswers>(
  { id }: Delivery,
  posted: Posted,
  { ledger, bot, log, setTimer }: DeliverOptions<Answers>,
): Promise<void> {
  let now = await ledger.find(id);
  for (let looks = 0; looks < LOOKS && now && isOpen(now); looks++) {
    await new Promise<void>((resolve) => setTimer(resolve, LOOK_MS));
    now = await ledger.find(id);
  }
  if (now?.state !== 'posted' || now.message === posted.ts) return;
  await bot.remove(posted);
  log.warn({ runId: id, message: posted.ts }, 'withdrew a digest that another instance has posted');
}

async function recordFailure<Answers extends DigestAnswers>(
  error: unknown,
  delivery: Delivery,
  digest: Digest,
  { signal }: Lease,
  options: DeliverOptions<Answers>,
): Promise<void> {
  const { ledger, bot, now } = options;
  const reason = error instanceof Error ? error.message : String(error);
  const after = (ms: number) => new Date(now().getTime() + ms);
  if (signal.aborted) return void (await ledger.release(delivery, { until: now(), reason }));
  if (!bot.isTemporary(error)) {
    const failures = delivery.failures + 1;
    if (failures >= MOST_FAILURES) return giveUp(delivery, digest, reason, options);
    return void (await ledger.release(delivery, { until: after(30_000 * 2 ** failures), reason, failures }));
  }
  const pause = Math.min(LONGEST_PAUSE_MS, 30_000 * 2 ** Math.min(delivery.attempt, 10));
  await ledger.release(delivery, { until: after(pause), reason });
  const lateMs = now().getTime() - delivery.dueAt.getTime();
  if (lateMs > TELL_AFTER_MS && (await ledger.tellOnce(delivery, now()))) {
    const until = new Date(delivery.dueAt.getTime() + GRACE_MS);
    await tell(
      digest,
      `${nameOf(delivery, digest)} is late: ${sentence(error, reason)} It is tried again until ${clock(until, digest)}.`,
      options,
    );
  }
}

/** Ends a delivery as failed, and tells the owner unless the one before failed of the same. */
async function giveUp<Answers extends DigestAnswers>(
  delivery: Delivery,
  digest: Digest,
  reason: string,
  options: DeliverOptions<Answers>,
): Promise<void> {
  const { ledger, log } = options;
  const entry = { digest: digest.name, dueAt: delivery.dueAt, runId: delivery.id, reason };
  if (!(await ledger.finish(delivery, { state: 'failed', reason }))) return;
  log.error(entry, 'gave a digest up');
  const [before] = (await ledger.list({ digest: digest.name, limit: 10 })).filter(
    ({ dueAt }) => dueAt < delivery.dueAt,
  );
  if (before?.state === 'failed' && before.reason === reason) return;
  await tell(digest, `${nameOf(delivery, digest)} was not posted: ${sentence(undefined, reason)}`, options);
}

async function tell<Answers extends DigestAnswers>(
  { owner, channel }: Digest,
  line: string,
  { bot }: DeliverOptions<Answers>,
): Promise<void> {
  await bot.notify(owner ?? channel, [line]);
}

function isOpen({ state }: Delivery): boolean {
  return (OPEN_STATES as readonly string[]).includes(state);
}

function nameOf({ dueAt }: Delivery, digest: Digest): string {
  const name = isSubscription(digest) ? `The subscription to “${digest.questions[0]}”` : `The digest ${digest.name}`;
  return `${name}, due ${dueAt.toISOString().slice(0, 16).replace('T', ' ')} UTC,`;
}

/** What went wrong, as a person may read it: a fault of ours stays in the log. */
function sentence(error: unknown, reason: string): string {
  const words = error === undefined || error instanceof UserError ? reason : 'something went wrong, see the log';
  return /[.!?]$/.test(words) ? words : `${words}.`;
}

function clock(at: Date, { timezone }: Digest): string {
  const time = at.toLocaleTimeString('en-GB', { timeZone: timezone, hour: '2-digit', minute: '2-digit' });
  return `${time} (${timezone})`;
}
