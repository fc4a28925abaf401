import type { DeliverOptions, DigestAnswers } from './deliver.ts';
import type { Delivery, Revisited } from './delivery.ts';
import type { Digest } from './digest.ts';

import { DAY_MS, WEEK_MS } from '../calendar/durations.ts';
import { judge } from './conditions.ts';
import { uuidOf } from './delivery.ts';
import { deliveriesBefore } from './delivery-failures.ts';
import { changeNotes, restatement } from './figures.ts';
import { LEASE_MS } from './lease.ts';
import { postedFigures, RESTATED_AGAIN_MS, restatedMs } from './posted-outcome.ts';

/** Data that did not come within three days are not looked for any more. */
const LATE_FOR_MS = 3 * DAY_MS;

/** What did not come yet, or could not be asked, is looked for again after half an hour. */
const AGAIN_MS = 30 * 60_000;

/** Posted numbers are compared with later data for a week. */
const RESTATED_FOR_MS = WEEK_MS;

/** Claimed with one statement, and looked at one after the other: nobody waits for it. */
const CLAIMED = 4;

/** The delivery before a late one is looked for among so many. */
const LOOKED_BACK = 20;

const UPDATED = 'Updated: the data that was missing is there now.';

/**
 * Checks the data of posted messages again: a late message is changed when its data are there, and its thread is told
 * when later data has moved a posted number. Resolves when nothing more is due.
 */
export async function revisitPosted<Answers extends DigestAnswers>(
  digests: readonly Digest[],
  options: DeliverOptions<Answers>,
): Promise<void> {
  const { ledger, now, log } = options;
  const mayChange = digests.filter(({ onlyIf, restatedBy }) => onlyIf.includes('fresh') || restatedBy !== undefined);
  const byName = new Map(mayChange.map((digest) => [digest.name, digest]));
  for (;;) {
    const claimed = await ledger.claimRevisits([...byName.keys()], { now: now(), leaseMs: LEASE_MS, limit: CLAIMED });
    if (claimed.length === 0) return;
    for (const delivery of claimed) {
      const digest = byName.get(delivery.digest)!;
      const revisited = await revisit(delivery, digest, options).catch((error) => {
        log.warn({ error, digest: digest.name, runId: delivery.id }, 'cannot look at a posted digest again');
        return { late: delivery.reason, revisitAt: within(LATE_FOR_MS, AGAIN_MS, delivery, now()) };
      });
      await ledger.revisit(delivery, revisited);
    }
  }
}

async function revisit<Answers extends DigestAnswers>(
  delivery: Delivery,
  digest: Digest,
  { ledger, bot, now }: DeliverOptions<Answers>,
): Promise<Revisited> {
  const { id: runId, dueAt, channel, message, reason: late } = delivery;
  if (channel === undefined || message === undefined) return { late, revisitAt: undefined };
  const signal = AbortSignal.timeout(LEASE_MS);
  const answers = await bot.answer(digest, { now: dueAt, signal, isAgain: true });
  const { facts, locale } = answers;
  const figures = postedFigures(facts);
  if (late === undefined) return tellRestatement(delivery, digest, { figures, locale, bot, now: now() });
  const verdict = judge({ ...digest, onlyIf: ['fresh'] }, facts, { dueAt, now: now() });
  if (verdict.kind !== 'post' || verdict.late !== undefined) {
    return { late, revisitAt: within(LATE_FOR_MS, AGAIN_MS, delivery, now()) };
  }
  const earlier = await deliveriesBefore(delivery, { ledger }, LOOKED_BACK);
  const previous = earlier.find((each) => each.figures !== undefined);
  const marks = { runId, notes: [UPDATED], changes: changeNotes(previous?.figures, figures, locale) };
  const edited = await bot.edit(digest, answers, { ...marks, delivery });
  const againMs = edited && restatedMs(digest);
  const revisitAt = againMs === undefined ? undefined : new Date(now().getTime() + againMs);
  return { message: edited?.ts ?? message, figures, late: undefined, revisitAt };
}

/** Says in the thread which posted numbers later data has moved. They are then compared with what was said last. */
async function tellRestatement<Answers extends DigestAnswers>(
  delivery: Delivery,
  { restatedBy }: Digest,
  {
    figures,
    locale,
    bot,
    now,
  }: { figures: Revisited['figures'] & {}; locale: string | undefined; now: Date } & Pick<
    DeliverOptions<Answers>,
    'bot'
  >,
): Promise<Revisited> {
  const words = restatedBy === undefined ? undefined : restatement(delivery.figures, figures, restatedBy, locale);
  // the id is of the numbers that stand there: a process that dies before they are noted leaves a reply that is found again
  const id = uuidOf(`restated\n${delivery.id}\n${JSON.stringify(delivery.figures)}`);
  if (words !== undefined) await bot.reply(delivery, words, id);
  const revisitAt = restatedBy === undefined ? undefined : within(RESTATED_FOR_MS, RESTATED_AGAIN_MS, delivery, now);
  return { ...(words !== undefined && { figures }), late: undefined, revisitAt };
}

/** The moment in `ms`, unless that is later than `mostMs` after the delivery was due. */
function within(mostMs: number, ms: number, { dueAt }: Delivery, now: Date): Date | undefined {
  const at = now.getTime() + ms;
  return at - dueAt.getTime() > mostMs ? undefined : new Date(at);
}
