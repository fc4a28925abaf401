import type { BaseLogger } from 'pino';

import type { DeliveryLedger, LedgerEntry, Schedule } from './delivery.ts';
import type { Digest } from './digest.ts';

import { HOUR_MS } from '../calendar/durations.ts';
import { nextDue } from './digest.ts';
import { CLOCK_MARGIN_MS, GRACE_MS, occurrencesOf, scheduleOf } from './occurrences.ts';

/** What a planner works with. */
export type PlannerOptions = {
  /** Returns the present digests; called each time, as they may change. */
  readonly digests: () => readonly Digest[];
  readonly ledger: Pick<DeliveryLedger, 'findSchedules' | 'enter' | 'skipOrphans'>;
  readonly log: Pick<BaseLogger, 'error'>;
};

/** Enters due times into the ledger. */
export type Planner = {
  /** Enters what is due by `at`, and skips what is open of digests that are gone. Never rejects: failures are logged. */
  readonly plan: (at: Date) => Promise<void>;
  /** Returns when the next digest is due after `at`, in milliseconds since 1970, as of the last plan; Infinity when none is. */
  readonly nextDueAt: (at: Date) => number;
};

/** A digest's schedule as it was last seen in the ledger or written there. */
type Planned = { readonly schedule: Schedule; readonly since: Date | undefined; readonly next: Date | undefined };

/** What is left of digests that are gone is looked for once an hour. */
const ORPHANS_MS = HOUR_MS;

/** Creates a planner. It reads from the ledger only digests that are new, changed, or due. */
export function openPlanner({ digests, ledger, log }: PlannerOptions): Planner {
  const planned = new Map<string, Planned>();
  let orphansAt: number | undefined;

  const enter = async (at: Date): Promise<void> => {
    const waiting = digests().filter((digest) => !isQuiet(digest, planned.get(digest.name), at));
    if (waiting.length === 0) return;
    const known = await ledger.findSchedules(waiting.map(({ name }) => name));
    const entries: LedgerEntry[] = [];
    const seen: [string, Planned][] = [];
    for (const digest of waiting) {
      try {
        // a ledger that was restored from an older copy may have lost what was planned
        const before = known.get(digest.name) ?? planned.get(digest.name)?.schedule;
        const { schedule, occurrences } = entryOf(digest, before, at);
        if (schedule !== known.get(digest.name)) entries.push({ schedule, occurrences });
        seen.push([digest.name, { schedule, since: digest.since, next: nextDue(schedule, schedule.since) }]);
      } catch (error) {
        log.error({ error, digest: digest.name }, 'cannot plan a digest');
      }
    }
    if (entries.length > 0) await ledger.enter(entries, at);
    for (const [name, each] of seen) planned.set(name, each);
  };

  const endOrphans = async (at: Date): Promise<void> => {
    if (orphansAt !== undefined && Math.abs(at.getTime() - orphansAt) < ORPHANS_MS) return;
    const names = new Set(digests().map(({ name }) => name));
    const before = new Date(at.getTime() - GRACE_MS);
    await ledger.skipOrphans([...names], { before, now: at, reason: 'there is no such digest any more' });
    for (const name of planned.keys()) if (!names.has(name)) planned.delete(name);
    orphansAt = at.getTime();
  };

  return {
    plan: async (at) => {
      await enter(at).catch((error) => log.error({ error }, 'cannot plan digests'));
      await endOrphans(at).catch((error) => log.error({ error }, 'cannot end what is left of digests that are gone'));
    },
    nextDueAt: (at) => {
      const dues = digests().map((digest) => {
        const known = planned.get(digest.name);
        const next = known && isQuiet(digest, known, at) ? known.next : nextDue(digest, at);
        return next?.getTime() ?? Number.POSITIVE_INFINITY;
      });
      return dues.reduce((least, due) => Math.min(least, due), Number.POSITIVE_INFINITY);
    },
  };
}

/** Whether a digest is as it was planned and not due at `at`, by a clock that does not stand before what was planned. */
function isQuiet(digest: Digest, planned: Planned | undefined, at: Date): boolean {
  if (!planned) return false;
  const { schedule, since, next } = planned;
  const isSame = digest.cron === schedule.cron && digest.timezone === schedule.timezone;
  const isAhead = schedule.since.getTime() > at.getTime() + CLOCK_MARGIN_MS;
  return isSame && !isAhead && digest.since?.getTime() === since?.getTime() && (!next || next > at);
}

/** What is to be entered of a digest: the schedule is the known one when the ledger knows it all. */
function entryOf(digest: Digest, known: Schedule | undefined, at: Date): LedgerEntry {
  const schedule = scheduleOf(digest, known, at);
  const occurrences = occurrencesOf(digest, { since: schedule.since, now: at });
  const [latest] = occurrences;
  return { schedule: latest ? { ...schedule, since: latest.dueAt } : schedule, occurrences };
}
