import type { AnswerFacts } from './conditions.ts';
import type { Outcome } from './delivery.ts';
import type { Digest } from './digest.ts';
import type { Figures } from './figures.ts';

import { fingerprintOf } from './conditions.ts';

/** The data of a digest that came late are looked for again after ten minutes. */
const LATE_AGAIN_MS = 10 * 60_000;

/** Posted numbers are held against later data once a day. */
export const RESTATED_AGAIN_MS = 24 * 3_600_000;

/** How a delivery ended whose message was posted at `now`; `late` says why when it was posted without the data that it waited for. */
export function outcomeOf(
  facts: readonly AnswerFacts[],
  digest: Digest,
  { late, now }: { late: string | undefined; now: Date },
): Omit<Outcome & { state: 'posted' }, 'channel' | 'message'> {
  const againMs = late === undefined ? restatedMs(digest) : LATE_AGAIN_MS;
  return {
    state: 'posted',
    postedAt: now,
    fingerprint: fingerprintOf(facts),
    period: periodOf(facts),
    figures: figuresOf(facts),
    late,
    revisitAt: againMs === undefined ? undefined : new Date(now.getTime() + againMs),
  };
}

/** After how many milliseconds a digest's posted numbers are held against later data; undefined for one that does not. */
export function restatedMs({ restatedBy, isLiving }: Digest): number | undefined {
  return restatedBy === undefined || isLiving ? undefined : RESTATED_AGAIN_MS;
}

/** The numbers that the answers show as wholes. */
export function figuresOf(facts: readonly AnswerFacts[]): Figures {
  return facts.map(({ figures = [] }) => figures);
}

/** The first day of the first question's period; undefined when it has none. */
export function periodOf([first]: readonly AnswerFacts[]): string | undefined {
  return first?.periodStart;
}

/** What a message says of the data that it was posted without. */
export function lateNote(late: string): string {
  return `Late: ${late}. This message changes when newer data is there.`;
}
