import type { Occurrence, Schedule } from './delivery.ts';
import type { Digest, Timing } from './digest.ts';

import { HOUR_MS } from '../calendar/durations.ts';
import { lastDues, nextDue } from './digest.ts';

/** Six hours: a due time that was missed for longer is skipped. */
export const GRACE_MS = 6 * HOUR_MS;

/** The most by which clocks of instances and of Slack may differ, in milliseconds; a larger step back comes from a wrong clock. */
export const CLOCK_MARGIN_MS = HOUR_MS;

/** Why a due time is skipped when the next one has come before it was posted, in the ledger. */
export const OVERTAKEN = 'missed; a later one was due';

/** Of the due times that were missed, the ledger gets this many, the latest ones. */
const MOST_MISSED = 24;

/**
 * Returns the due times after `since` that have come by `now`, the latest first. Only the latest is due, unless it is
 * older than `GRACE_MS`; the others are skipped.
 */
export function occurrencesOf(timing: Timing, { since, now }: { since: Date; now: Date }): readonly Occurrence[] {
  const first = nextDue(timing, since);
  if (!first || first > now) return [];
  const second = nextDue(timing, first);
  const isOnly = !second || second > now; // nearly always, and looking back takes long
  const missed = isOnly ? [first] : lastDues(timing, now, 1 + MOST_MISSED).filter((dueAt) => dueAt > since);
  return missed.map((dueAt, index) => {
    const isPast = now.getTime() - dueAt.getTime() > GRACE_MS;
    if (index === 0 && !isPast) return { dueAt, state: 'due' };
    const reason = index === 0 ? 'missed for more than six hours' : OVERTAKEN;
    return { dueAt, state: 'skipped', reason };
  });
}

/**
 * Returns the schedule to continue from at `now`: that of the ledger, but never from before the digest's own `since`;
 * or a new one, from `since` or now, when the digest is new or its times were changed. A schedule in the future was
 * written by a wrong clock and goes back by `GRACE_MS`.
 */
export function scheduleOf(
  digest: Timing & Pick<Digest, 'name' | 'since'>,
  known: Schedule | undefined,
  now: Date,
): Schedule {
  const { name, cron, timezone, since } = digest;
  const isSame = known?.cron === cron && known.timezone === timezone;
  if (!isSame) return { digest: name, cron, timezone, since: since ?? now };
  const isAhead = known.since.getTime() > now.getTime() + CLOCK_MARGIN_MS;
  if (isAhead) return { ...known, since: new Date(now.getTime() - GRACE_MS) };
  return since && since > known.since ? { ...known, since } : known;
}
