import type { AnswerFacts } from './conditions.ts';
import type { Outcome } from './delivery.ts';
import type { Digest } from './digest.ts';
import type { Figures } from './figures.ts';

import { DAY_MS } from '../calendar/durations.ts';
import { fingerprintOf, LOOK_AGAIN_MS } from './conditions.ts';

/** One day: how often posted numbers are compared with later data. */
export const RESTATED_AGAIN_MS = DAY_MS;

/** Returns the outcome of a delivery that was posted at `now`; `late` says why when it was posted without the data that it waited for. */
export function outcomeOf(
  facts: readonly AnswerFacts[],
  digest: Digest,
  { late, now }: { late: string | undefined; now: Date },
): Omit<Outcome & { state: 'posted' }, 'channel' | 'message'> {
  const againMs = late === undefined ? restatedMs(digest) : LOOK_AGAIN_MS;
  return {
    state: 'posted',
    postedAt: now,
    fingerprint: fingerprintOf(facts),
    period: periodOf(facts),
    figures: postedFigures(facts),
    late,
    revisitAt: againMs === undefined ? undefined : new Date(now.getTime() + againMs),
  };
}

/** Returns after how many milliseconds a digest's posted numbers are compared with later data; undefined for never. */
export function restatedMs({ restatedBy, isLiving }: Digest): number | undefined {
  return restatedBy === undefined || isLiving ? undefined : RESTATED_AGAIN_MS;
}

/** Returns the figures of the answers. */
export function postedFigures(facts: readonly AnswerFacts[]): Figures {
  return facts.map(({ figures = [] }) => figures);
}

/** Returns the first day of the first question's period; undefined when it has none. */
export function periodOf([first]: readonly AnswerFacts[]): string | undefined {
  return first?.periodStart;
}

/** Writes the note of a message that was posted without the data that it waited for. */
export function lateNote(late: string): string {
  return `Late: ${late}. This message changes when newer data is there.`;
}
