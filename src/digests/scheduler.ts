import type { BaseLogger } from 'pino';

import type { DigestAnswers, DigestBot } from './deliver.ts';
import type { DeliveryLedger } from './delivery.ts';
import type { Digest } from './digest.ts';
import type { Lease, SetTimer } from './lease.ts';

import { deliver } from './deliver.ts';
import { nextDue } from './digest.ts';
import { holdLease, LEASE_MS } from './lease.ts';
import { GRACE_MS, occurrencesOf, scheduleOf } from './occurrences.ts';

/** What a scheduler works with. */
export type SchedulerOptions<Answers extends DigestAnswers> = {
  /** Asked anew each time, as the file may change. */
  readonly digests: () => readonly Digest[];
  readonly ledger: DeliveryLedger;
  readonly bot: DigestBot<Answers>;
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

/** So many deliveries are worked on at once: each mostly waits for Athena and Slack. */
const AT_ONCE = 12;

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
  const pool = openPool({ ...options, now, setTimer });
  let round: Promise<void> = Promise.resolve();
  let callOff = () => {};

  async function run(): Promise<void> {
    await enterOccurrences(now(), options);
    await endOrphans(now(), options);
    pool.fill();
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
      await pool.settle();
    },
    async tick() {
      await run();
      await pool.settle();
    },
  };
}

/** Enters into the ledger what has become due by `at`. One digest that fails does not stop the others. */
async function enterOccurrences<Answers extends DigestAnswers>(
  at: Date,
  { digests, ledger, log }: SchedulerOptions<Answers>,
): Promise<void> {
  for (const digest of digests()) {
    try {
      const known = await ledger.findSchedule(digest.name);
      const schedule = scheduleOf(digest, known, at);
      const occurrences = occurrencesOf(digest, { since: schedule.since, now: at });
      const [latest] = occurrences;
      if (schedule === known && !latest) continue;
      await ledger.enter({ ...schedule, since: latest?.dueAt ?? schedule.since }, occurrences, at);
    } catch (error) {
      log.error({ error, digest: digest.name }, 'cannot plan a digest');
    }
  }
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

/** Workers that claim deliveries and bring them to their end until nothing is due. */
function openPool<Answers extends DigestAnswers>(
  options: SchedulerOptions<Answers> & { readonly now: () => Date; readonly setTimer: SetTimer },
) {
  const { digests, ledger, now, log } = options;
  const workers = new Set<Promise<void>>();
  const leases = new Set<Lease>();
  let isStopping = false;

  async function work(): Promise<void> {
    while (!isStopping) {
      const byName = new Map(digests().map((digest) => [digest.name, digest]));
      const delivery = await ledger.claim([...byName.keys()], { now: now(), leaseMs: LEASE_MS });
      if (!delivery) return;
      const lease = holdLease(delivery, options);
      leases.add(lease);
      await deliver(delivery, byName.get(delivery.digest)!, lease, options);
      lease.end();
      leases.delete(lease);
    }
  }

  return {
    fill() {
      while (!isStopping && workers.size < AT_ONCE) {
        const worker = work()
          .catch((error) => log.error({ error }, 'cannot claim a digest'))
          .finally(() => workers.delete(worker));
        workers.add(worker);
      }
    },
    isStopping: () => isStopping,
    stop() {
      isStopping = true;
      for (const lease of leases) lease.stop(new Error('Owlpost is stopping'));
    },
    settle: () => Promise.all(workers).then(() => {}),
  };
}
