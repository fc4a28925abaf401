import type { BaseLogger } from 'pino';

import type { AlertOptions } from './check-alert.ts';
import type { DigestAnswers, DigestBot } from './deliver.ts';
import type { DeliveryLedger } from './delivery.ts';
import type { Digest } from './digest.ts';
import type { SetTimer } from './lease.ts';

import { openDeliveryPool } from './delivery-pool.ts';
import { openPlanner } from './planner.ts';
import { revisitPosted } from './revisit.ts';

/** What a scheduler works with. */
export type SchedulerOptions<Answers extends DigestAnswers> = {
  /** Returns the present digests; called each time, as they may change. */
  readonly digests: () => readonly Digest[];
  readonly ledger: DeliveryLedger;
  readonly bot: DigestBot<Answers>;
  /** Checks alerts; undefined where no digest is one. */
  readonly alerts?: AlertOptions | undefined;
  readonly log: Pick<BaseLogger, 'info' | 'warn' | 'error'>;
  readonly now?: () => Date;
  readonly setTimer?: SetTimer;
};

/** Posts digests when they are due. */
export type Scheduler = {
  readonly start: () => void;
  /** Starts no further delivery, releases those whose message is not being posted yet, and waits for the others. */
  readonly stop: () => Promise<void>;
  /** Begins at once with what is due, such as what was given back to be tried again. */
  readonly wake: () => void;
  /** Delivers everything that is due now; resolves when that has ended. */
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
  const planner = openPlanner(options);
  const pool = openDeliveryPool({ ...options, now, setTimer });
  let round: Promise<void> = Promise.resolve();
  let revisiting: Promise<void> | undefined;
  let callOff = () => {};
  let plannedAt = now();

  async function run(): Promise<void> {
    plannedAt = now();
    await planner.plan(plannedAt);
    await pool.fill();
    revisiting ??= revisitPosted(options.digests(), { ...options, now, setTimer })
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

  /** Until what is due next after the last plan, which may have come during the round. */
  function sleepMs(): number {
    const untilDue = planner.nextDueAt(plannedAt) - now().getTime();
    return Math.min(LONGEST_SLEEP_MS, Math.max(0, untilDue));
  }

  return {
    start: () => arm(0),
    wake: () => void pool.fill(),
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
