import type { BaseLogger } from 'pino';

import type { AlertOptions } from './check-alert.ts';
import type { DigestAnswers, DigestBot } from './deliver.ts';
import type { DeliveryLedger, LedgerEntry, Schedule } from './delivery.ts';
import type { Digest } from './digest.ts';
import type { SetTimer } from './lease.ts';

import { openDeliveryPool } from './delivery-pool.ts';
import { nextDue } from './digest.ts';
import { GRACE_MS, occurrencesOf, scheduleOf } from './occurrences.ts';
import { revisitPosted } from './revisit.ts';

/** What a scheduler works with. */
export type SchedulerOptions<Answers extends DigestAnswers> = {
  /** Asked anew each time, as the file may change. */
  readonly digests: () => readonly Digest[];
  readonly ledger: DeliveryLedger;
  readonly bot: DigestBot<Answers>;
  /** What checks alerts; undefined where no digest is one. */
  readonly alerts?: AlertOptions | undefined;
  readonly log: Pick<BaseLogger, 'info' | 'warn' | 'error'>;
  readonly now?: () => Date;
  readonly setTimer?: SetTimer;
};

/** Posts digests when they are due. */
export type Scheduler = {
  readonly start: () => void;
  /** Begins nothing more, gives back what is not being posted yet, and waits for the rest. */
  readonly stop: () => Promise<void>;
  /** Does everything that is due now. */
  readonly tick: () => Promise<void>;
};

/** The loop wakes up at least so often, as other instances may have died and clocks may have been set. */
const LONGEST_SLEEP_MS = 30_000;

const inMs: SetTimer = (callback, ms) => {
  const timer = setTimeout(callback, ms);
  return () => clearTimeout(timer);
};

/**
 *   due → claim → deliver
 *
 * Posts each digest once for each due time, however many instances share the ledger and wherever one of them dies. Of
 * the due times that passed while nothing ran, the last is posted, unless it is older than six hours.
 */
export function openScheduler<Answers extends DigestAnswers>({
  now = () => new Date(),
  setTimer = inMs,
  ...options
}: SchedulerOptions<Answers>): Scheduler {
  const { digests } = options;
  const pool = openDeliveryPool({ ...options, now, setTimer });
  let round: Promise<void> = Promise.resolve();
  let revisiting: Promise<void> | undefined;
  let callOff = () => {};

  async function run(): Promise<void> {
    await enterOccurrences(now(), options).catch((error) => options.log.error({ error }, 'cannot plan digests'));
    await endOrphans(now(), options);
    await pool.fill();
    revisiting ??= revisitPosted(digests(), { ...options, now, setTimer })
      .catch((error) => options.log.error({ error }, 'cannot look at posted digests again'))
      .finally(() => {
        revisiting = undefined;
      });
  }

  function arm(ms: number): void {
    callOff = setTimer(async () => {
      round = run();
      await round;
      if (!pool.isStopping()) arm(sleepMs());
    }, ms);
  }

  function sleepMs(): number {
    const at = now();
    const dues = digests().map((digest) => (nextDue(digest, at)?.getTime() ?? Number.POSITIVE_INFINITY) - at.getTime());
    return Math.min(LONGEST_SLEEP_MS, ...dues);
  }

  return {
    start: () => arm(0),
    async stop() {
      callOff();
      pool.stop();
      await round;
      await Promise.all([pool.settle(), revisiting]);
    },
    async tick() {
      await run();
      await Promise.all([pool.settle(), revisiting]);
    },
  };
}

/** Enters into the ledger what has become due by `at`. One digest that fails does not stop the others. */
async function enterOccurrences<Answers extends DigestAnswers>(
  at: Date,
  { digests, ledger, log }: SchedulerOptions<Answers>,
): Promise<void> {
  const all = digests();
  const known = await ledger.findSchedules(all.map(({ name }) => name));
  const entries = all.flatMap((digest) => {
    try {
      return entryOf(digest, known.get(digest.name), at);
    } catch (error) {
      log.error({ error, digest: digest.name }, 'cannot plan a digest');
      return [];
    }
  });
  if (entries.length > 0) await ledger.enter(entries, at);
}

/** What is to be entered of a digest; nothing when the ledger knows it all. */
function entryOf(digest: Digest, known: Schedule | undefined, at: Date): readonly LedgerEntry[] {
  const schedule = scheduleOf(digest, known, at);
  const occurrences = occurrencesOf(digest, { since: schedule.since, now: at });
  const [latest] = occurrences;
  if (schedule === known && !latest) return [];
  return [{ schedule: { ...schedule, since: latest?.dueAt ?? schedule.since }, occurrences }];
}

/** Ends what is still open of digests that are gone from their file, once it is too old to be posted anyway. */
async function endOrphans<Answers extends DigestAnswers>(
  at: Date,
  { digests, ledger, log }: SchedulerOptions<Answers>,
): Promise<void> {
  const names = digests().map(({ name }) => name);
  const before = new Date(at.getTime() - GRACE_MS);
  await ledger
    .skipOrphans(names, { before, now: at, reason: 'there is no such digest any more' })
    .catch((error) => log.error({ error }, 'cannot end what is left of digests that are gone'));
}
