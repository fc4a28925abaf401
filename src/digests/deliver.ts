import type { BaseLogger } from 'pino';

import type { AlertOptions } from './check-alert.ts';
import type { AnswerFacts } from './conditions.ts';
import type { Delivery, DeliveryLedger, Posted } from './delivery.ts';
import type { Digest } from './digest.ts';
import type { Lease, SetTimer } from './lease.ts';

import { checkAlert } from './check-alert.ts';
import { judge, LOOK_AGAIN_MS } from './conditions.ts';
import { awaitEnd, isOpen } from './delivery-end.ts';
import { endOfGrace, giveUp, recordFailure } from './delivery-failures.ts';
import { removeNotices } from './delivery-notices.ts';
import { changeNotes } from './figures.ts';
import { CLOCK_MARGIN_MS } from './occurrences.ts';
import { skipOvertaken } from './overtaken.ts';
import { lateNote, outcomeOf, periodOf, postedFigures } from './posted-outcome.ts';

/** The answers of a digest, ready to be posted. */
export type DigestAnswers = {
  readonly facts: readonly AnswerFacts[];
  /** The language tag for numbers and dates: of the one person who reads the digest, else everybody's; missing where there is none. */
  readonly locale?: string | undefined;
};

/** What a notice says of a delivery. */
export type NoticeWords = {
  readonly kind: 'late' | 'failed' | 'retried';
  /** Why, as a sentence with its full stop; for what is tried again, the id of the person who asked for that. */
  readonly reason: string;
  /** Until when what is late is tried again. */
  readonly until?: Date;
};

/** What a digest's message has beside its answers. */
export type Marks = {
  readonly runId: string;
  /** What is to be said of all of them, as sentences. */
  readonly notes: readonly string[];
  /** For each answer, a sentence on how it differs from when it was last sent; undefined for one that has none. */
  readonly changes?: readonly (string | undefined)[];
};

/** What digests need of the bot. `Answers` is the bot's own type of the answers to a digest's questions. */
export type DigestBot<Answers extends DigestAnswers = DigestAnswers> = {
  /** Answers all questions as they stood at `now`, and draws them. */
  readonly answer: (
    digest: Digest,
    options: {
      now: Date;
      signal: AbortSignal;
      /** Whether it was asked before and newer data are hoped for, so that no cached result may be used. */
      isAgain?: boolean;
    },
  ) => Promise<Answers>;
  /** Posts the answers as one complete message that carries the run id. Does not repeat a call whose outcome is unknown. */
  readonly post: (digest: Digest, answers: Answers, options: Marks) => Promise<Posted>;
  /** Shows other answers in the message of a posted delivery, which then carries the run id. Resolves to undefined when that message is gone. */
  readonly edit: (
    digest: Digest,
    answers: Answers,
    options: Marks & { delivery: Delivery },
  ) => Promise<Posted | undefined>;
  /** Writes a line into the thread of a posted delivery's message, at most once for an `id`; nothing when that message is gone. */
  readonly reply: (delivery: Delivery, line: string, id: string) => Promise<void>;
  /** Finds the message of a run in the digest's channel, not older than `since`; undefined when it certainly is not there. */
  readonly find: (digest: Digest, runId: string, since: Date) => Promise<Posted | undefined>;
  readonly remove: (posted: Posted) => Promise<void>;
  /** Finds the person or channel to tell about a digest that has no owner and whose channel takes no notice; undefined when there is none. */
  readonly findContact: (digest: Digest) => Promise<string | undefined>;
  /** Resolves to the language tag for what a person or a channel is told; undefined where there is none. */
  readonly localeOf: (target: string) => Promise<string | undefined>;
  /** Sends a message to a channel or a person; a failure is only logged. */
  readonly notify: (target: string, lines: readonly string[]) => Promise<void>;
  /**
   * Says in the digest's channel that a delivery is late or has failed, or changes what its notice says. Resolves to where
   * the notice stands; undefined when the channel takes none, of which the log hears.
   */
  readonly showNotice: (digest: Digest, delivery: Delivery, words: NoticeWords) => Promise<Posted | undefined>;
  /** Whether an error may pass by itself: an outage, a rate limit. */
  readonly isTemporary: (error: unknown) => boolean;
};

/** What deliveries are made with. */
export type DeliverOptions<Answers extends DigestAnswers> = {
  readonly ledger: DeliveryLedger;
  readonly bot: DigestBot<Answers>;
  /** Checks alerts; undefined where no digest is one. */
  readonly alerts?: AlertOptions | undefined;
  readonly now: () => Date;
  readonly setTimer: SetTimer;
  readonly log: Pick<BaseLogger, 'info' | 'warn' | 'error'>;
};

/** Whoever posts later than this may find that it was posted before, from a ledger that was lost. */
const ON_TIME_MS = 60_000;

/**
 *   claimed → search → answer → conditions → intent → post → result
 *
 * Posts, skips or fails one claimed delivery, or releases it to be tried again. A message is posted at most once: before
 * every attempt but the first on time, the channel is searched for the run id. Never
 * rejects: errors are logged and stored.
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
  const found = digest.isAlert ? undefined : await findEarlier(delivery, digest, options);
  if (found) {
    await ledger.finish(delivery, { state: 'posted', channel: found.channel, message: found.ts, postedAt: now() });
    await removeNotices(delivery, digest, options);
    return log.warn(entry, 'found a digest posted by an earlier attempt');
  }
  if (now().getTime() > endOfGrace(delivery).getTime()) {
    return giveUp(delivery, digest, delivery.reason ?? 'not posted within six hours', options);
  }
  if (digest.isAlert) {
    const isOvertaken = await checkAlert(delivery, digest, lease, options);
    return isOvertaken ? undefined : removeNotices(delivery, digest, options);
  }
  const isAgain = delivery.attempt > 1;
  const answers = await bot.answer(digest, { now: dueAt, signal: lease.signal, isAgain });
  const previous = await ledger.lastPosted(digest.name);
  const { facts, locale } = answers;
  const verdict = judge(digest, facts, { dueAt, now: now(), previous: previous?.fingerprint, locale });
  if (verdict.kind === 'wait') {
    const until = new Date(now().getTime() + LOOK_AGAIN_MS);
    await ledger.release(delivery, { until, reason: verdict.reason, state: 'waiting' });
    return log.info({ ...entry, reason: verdict.reason }, 'a digest waits for newer data');
  }
  if (verdict.kind === 'skip') {
    await ledger.finish(delivery, { state: 'skipped', reason: verdict.reason });
    await removeNotices(delivery, digest, options);
    return log.info({ ...entry, reason: verdict.reason }, 'skipped a digest');
  }
  // after a wait for data nothing is held up, and what is late says so
  const later =
    verdict.late === undefined && !isOnTime(delivery, now()) ? await skipOvertaken(delivery, options) : undefined;
  if (later) {
    if (!isOpen(later)) await removeNotices(delivery, digest, options);
    return log.info(entry, 'skipped a digest, as a later one is due');
  }
  lease.signal.throwIfAborted();
  if (!(await ledger.advance(delivery, 'posting'))) return;
  const posted = await show(delivery, digest, answers, { previous, late: verdict.late, bot });
  const outcome = outcomeOf(facts, digest, { late: verdict.late, now: now() });
  if (await ledger.finish(delivery, { ...outcome, channel: posted.channel, message: posted.ts })) {
    log.info({ ...entry, message: posted.ts }, 'posted a digest');
    return removeNotices(delivery, digest, options);
  }
  await withdrawDuplicate(delivery, posted, options);
}

/** Posts the answers, or brings the message of the same period up to date when the digest is a living one. */
async function show<Answers extends DigestAnswers>(
  { id: runId }: Delivery,
  digest: Digest,
  answers: Answers,
  { previous, late, bot }: { previous: Delivery | undefined; late: string | undefined; bot: DigestBot<Answers> },
): Promise<Posted> {
  const marks = {
    runId,
    notes: late ? [lateNote(late)] : [],
    changes: changeNotes(previous?.figures, postedFigures(answers.facts), answers.locale),
  };
  const period = periodOf(answers.facts);
  if (digest.isLiving && previous && period !== undefined && previous.period === period) {
    const edited = await bot.edit(digest, answers, { ...marks, delivery: previous });
    if (edited) return edited;
  }
  return bot.post(digest, answers, marks);
}

/** The message that an earlier attempt has posted. Searched for from before the due time, as clocks differ. */
async function findEarlier<Answers extends DigestAnswers>(
  delivery: Delivery,
  digest: Digest,
  { bot, now }: DeliverOptions<Answers>,
): Promise<Posted | undefined> {
  if (delivery.attempt === 1 && isOnTime(delivery, now())) return undefined;
  return bot.find(digest, delivery.id, new Date(delivery.dueAt.getTime() - CLOCK_MARGIN_MS));
}

function isOnTime({ dueAt }: Delivery, now: Date): boolean {
  return now.getTime() - dueAt.getTime() < ON_TIME_MS;
}

/**
 * A process that was frozen while it posted finds its claim gone. It waits for the next holder's end: when that one has
 * found this message, it stays; when it has posted another one, this one goes.
 */
async function withdrawDuplicate<Answers extends DigestAnswers>(
  { id }: Delivery,
  posted: Posted,
  { ledger, bot, log, setTimer }: DeliverOptions<Answers>,
): Promise<void> {
  const now = await awaitEnd(id, { ledger, setTimer });
  if (now?.state !== 'posted' || now.message === posted.ts) return;
  await bot.remove(posted);
  log.warn({ runId: id, message: posted.ts }, 'withdrew a digest that another instance has posted');
}
