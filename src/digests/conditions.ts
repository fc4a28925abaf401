import { createHash } from 'node:crypto';

import type { Day } from '../calendar/day.ts';
import type { Digest } from './digest.ts';
import type { Figure } from './figures.ts';

import { addDays, today } from '../calendar/day.ts';
import { HOUR_MS } from '../calendar/durations.ts';
import { dayWords } from '../calendar/words.ts';
import { watermarkDay } from './watermark.ts';

/** The facts of one answer that conditions check. */
export type AnswerFacts = {
  readonly rows: readonly (readonly (string | null)[])[];
  /** The newest day or moment in the data, in Athena's text; undefined when the query does not tell it. */
  readonly asOf?: string;
  /** The first day of the question's period; undefined when it has none. */
  readonly periodStart?: Day;
  /** The numbers of the answer as a whole; empty where it has none. */
  readonly figures?: readonly Figure[];
  /** The first day after the question's period; undefined when it has no end. */
  readonly periodEnd?: Day;
};

/** Whether a digest with its answers is posted, skipped or waits; `late` says that it is posted although it waited for newer data. */
export type Verdict =
  | { readonly kind: 'post'; readonly late?: string }
  | { readonly kind: 'wait'; readonly reason: string }
  | { readonly kind: 'skip'; readonly reason: string };

/** Ten minutes: after this time, data that was not fresh is asked for again. */
export const LOOK_AGAIN_MS = 10 * 60_000;

/** Three hours: how long a digest waits for newer data unless it says otherwise. It is then posted with a note. */
export const WAIT_MS = 3 * HOUR_MS;

/**
 * Checks the answers of a digest against its conditions. `previous` is the fingerprint of its last posted answers.
 * Data are fresh when they reach the day that the digest names; without one, the last day of each question's period, or the
 * day before it was due when that is earlier. `locale` is the language tag for dates.
 */
export function judge(
  { onlyIf, timezone, fresh, waitMs = WAIT_MS }: Pick<Digest, 'onlyIf' | 'timezone' | 'fresh' | 'waitMs'>,
  answers: readonly AnswerFacts[],
  { dueAt, now, previous, locale }: { dueAt: Date; now: Date; previous?: string; locale?: string | undefined },
): Verdict {
  const dayBefore = addDays(today(dueAt, timezone), -1);
  const watermark = fresh === undefined ? undefined : watermarkDay(fresh, dueAt, timezone);
  const oldest = onlyIf.includes('fresh') ? staleDay(answers, { dayBefore, watermark }) : undefined;
  if (oldest !== undefined && now.getTime() - dueAt.getTime() < waitMs) {
    return { kind: 'wait', reason: `its data ends on ${dayWords(oldest, locale)}` };
  }
  if (onlyIf.includes('not empty') && answers.every(({ rows }) => rows.length === 0)) {
    return { kind: 'skip', reason: 'no question has any rows' };
  }
  if (onlyIf.includes('changed') && previous !== undefined && previous === fingerprintOf(answers)) {
    return { kind: 'skip', reason: 'nothing has changed since it was last posted' };
  }
  return oldest === undefined
    ? { kind: 'post' }
    : { kind: 'post', late: `the data ends on ${dayWords(oldest, locale)}` };
}

/** Returns a hash of all rows, equal when no row has changed. */
export function fingerprintOf(answers: readonly AnswerFacts[]): string {
  return createHash('sha256')
    .update(JSON.stringify(answers.map(({ rows }) => rows)))
    .digest('hex')
    .slice(0, 32);
}

/** The earliest day on which data ends that should reach further; undefined when all of it is fresh. */
function staleDay(
  answers: readonly AnswerFacts[],
  { dayBefore, watermark }: { readonly dayBefore: Day; readonly watermark: Day | undefined },
): Day | undefined {
  const stale = answers.flatMap(({ asOf, periodEnd }) => {
    if (asOf === undefined) return [];
    const lastDay = periodEnd === undefined ? dayBefore : addDays(periodEnd, -1);
    const wanted = watermark ?? (lastDay < dayBefore ? lastDay : dayBefore);
    const day = asOf.slice(0, 10);
    return day < wanted ? [day] : [];
  });
  return stale.sort()[0];
}
