import type { BaseLogger } from 'pino';

import type { Deliveries, Delivery } from './delivery.ts';
import type { Digest } from './digest.ts';

import { lastDue, nextDue } from './digest.ts';

export type SchedulerOptions = {
  /** Asked anew each time, as the file may change. */
  readonly digests: () => readonly Digest[];
  readonly deliveries: Deliveries;
  /** Posts the answer in a message that carries the run id, and names the message. The signal aborts when another instance has taken over. */
  readonly post: (digest: Digest, runId: string, signal: AbortSignal) => Promise<string>;
  /** The message of a run that may have been posted since it was due; undefined when it certainly was not. */
  readonly find: (digest: Digest, runId: string, dueAt: Date) => Promise<string | undefined>;
  readonly log: Pick<BaseLogger, 'info' | 'warn' | 'error'>;
  readonly now?: () => Date;
  /** Calls back once after a while; returns what calls it off. */
  readonly setTimer?: (callback: () => void, ms: number) => () => void;
};

export type Scheduler = {
  start(): void;
  /** Begins nothing more and waits for what is being posted. */
  stop(): Promise<void>;
  /** Does everything that is due now. */
  tick(): Promise<void>;
};

const GRACE_MS = 6 * 3_600_000; // what was missed longer ago is news no more

const LEASE_MS = 60_000;

const LONGEST_SLEEP_MS = 30_000; // others may have died and clocks may have been set

const MOST_ATTEMPTS = 5;

const AT_ONCE = 4;

/**
 *   due → claim → intent → post → result
 *
 * Posts each digest once for each due time, however many instances share the ledger and wherever one of them dies. Of
 * the due times that passed while nothing ran, the last is posted, unless it is older than six hours.
 */
export function openScheduler({
  digests,
  deliveries,
  post,
  find,
  log,
  now = () => new Date(),
  setTimer = (callback, ms) => {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
}: SchedulerOptions): Scheduler {
  const workers = new Set<Promise<void>>();
  let round: Promise<void> = Promise.resolve();
  let callOff = () => {};
  let isStopping = false;

  async function run(): Promise<void> {
    for (const digest of digests()) {
      await materialise(digest).catch((error) => log.error({ error, digest: digest.name }, 'cannot plan a digest'));
    }
    while (workers.size < AT_ONCE) {
      const worker = work()
        .catch((error) => log.error({ error }, 'cannot claim a digest'))
        .finally(() => workers.delete(worker));
      workers.add(worker);
    }
  }

  async function materialise(digest: Digest): Promise<void> {
    const { name, cron, timezone } = digest;
    const at = now();
    const previous = await deliveries.findPlan(name);
    const next = { digest: name, cron, timezone, nextDue: nextDue(digest, at) };
    const dueAt = previous?.nextDue && lastDue(digest, at);
    if (previous?.nextDue && dueAt && dueAt >= previous.nextDue) {
      const state = at.getTime() - dueAt.getTime() > GRACE_MS ? 'skipped' : 'due';
      await deliveries.replan(next, { previous, occurrence: { dueAt, state } });
    } else if (previous?.cron !== cron || previous.timezone !== timezone) {
      await deliveries.replan(next, { previous });
    }
  }

  async function work(): Promise<void> {
    while (!isStopping) {
      const byName = new Map(digests().map((digest) => [digest.name, digest]));
      const delivery = await deliveries.claim([...byName.keys()], { now: now(), leaseMs: LEASE_MS });
      if (!delivery) return;
      await deliver(delivery, byName.get(delivery.digest)!);
    }
  }

  async function deliver(delivery: Delivery, digest: Digest): Promise<void> {
    const { id, dueAt, attempt } = delivery;
    const told = { digest: digest.name, dueAt, runId: id, attempt };
    const lease = hold(delivery);
    try {
      // whoever had it before may have posted it and died before noting so
      const found = delivery.state === 'posting' ? await find(digest, id, dueAt) : undefined;
      if (found !== undefined) {
        await deliveries.finish(delivery, { state: 'posted', message: found });
        log.warn(told, 'found a digest posted by an earlier attempt');
      } else if (attempt > MOST_ATTEMPTS || now().getTime() - dueAt.getTime() > GRACE_MS) {
        await deliveries.finish(delivery, { state: 'failed', error: delivery.error ?? 'no attempt came to its end' });
        log.error(told, 'gave a digest up');
      } else if (await deliveries.intend(delivery)) {
        const message = await post(digest, id, lease.signal);
        await deliveries.finish(delivery, { state: 'posted', message });
        log.info({ ...told, message }, 'posted a digest');
      }
    } catch (error) {
      log.error({ error, ...told }, 'cannot post a digest');
      await giveBack(delivery, error).catch((reason) => log.error({ error: reason, ...told }, 'cannot note a failure'));
    } finally {
      lease.end();
    }
  }

  async function giveBack(delivery: Delivery, reason: unknown): Promise<void> {
    const error = reason instanceof Error ? reason.message : String(reason);
    const until = new Date(now().getTime() + 30_000 * 2 ** delivery.attempt);
    if (delivery.attempt < MOST_ATTEMPTS) await deliveries.release(delivery, { until, error });
    else await deliveries.finish(delivery, { state: 'failed', error });
  }

  /** Keeps a claim alive as long as this process is. */
  function hold(delivery: Delivery): { signal: AbortSignal; end: () => void } {
    const controller = new AbortController();
    let isHeld = true;
    let rest = () => {};
    const renew = async () => {
      try {
        const until = new Date(now().getTime() + LEASE_MS);
        if (isHeld && !(await deliveries.renew(delivery, { until })) && isHeld) {
          controller.abort(new Error('another instance has taken this delivery over'));
        }
      } catch (error) {
        log.warn({ error, runId: delivery.id }, 'cannot hold a claim');
      }
      if (isHeld) rest = setTimer(renew, LEASE_MS / 3);
    };
    rest = setTimer(renew, LEASE_MS / 3);
    return {
      signal: controller.signal,
      end: () => {
        isHeld = false;
        rest();
      },
    };
  }

  function sleepMs(): number {
    const at = now();
    const dues = digests().map((digest) => (nextDue(digest, at)?.getTime() ?? Number.POSITIVE_INFINITY) - at.getTime());
    return Math.min(LONGEST_SLEEP_MS, ...dues);
  }

  function arm(ms: number): void {
    callOff = setTimer(async () => {
      round = run();
      await round;
      if (!isStopping) arm(sleepMs());
    }, ms);
  }

  return {
    start: () => arm(0),
    async stop() {
      isStopping = true;
      callOff();
      await round;
      await Promise.all(workers);
    },
    async tick() {
      await run();
      await Promise.all(workers);
    },
  };
}
