import type { AuditEntry } from './audit.ts';

import { addDays, today, weekday } from '../calendar/day.ts';

/** What one dataset cost in one week. */
export type WeeklyCost = {
  /** The Monday that the week began with, in UTC: `2026-11-23`. */
  readonly week: string;
  readonly query: string;
  readonly questions: number;
  readonly scannedBytes: number;
  /** US dollars; what ran on reserved capacity counts nothing. */
  readonly dollars: number;
};

/** What each dataset or query cost by week, the latest week first, the dearest first within it. */
export function costByWeek(entries: readonly AuditEntry[]): readonly WeeklyCost[] {
  const answered = entries.filter(({ query }) => query !== null);
  const groups = Map.groupBy(answered, ({ at, query }) => JSON.stringify([mondayOf(at), query]));
  return [...groups]
    .map(([key, some]) => {
      const [week, query] = JSON.parse(key) as [string, string];
      const total = (sizeOf: (entry: AuditEntry) => number) => some.reduce((sum, entry) => sum + sizeOf(entry), 0);
      return {
        week,
        query,
        questions: some.length,
        scannedBytes: total(({ scannedBytes }) => scannedBytes),
        dollars: total(({ dollars }) => dollars ?? 0),
      };
    })
    .sort((left, right) => right.week.localeCompare(left.week) || right.scannedBytes - left.scannedBytes);
}

/** A question that people asked and got no rows for. */
export type UnmetQuestion = {
  readonly question: string;
  /** How often it was asked. */
  readonly count: number;
  /** The sentence that was answered, or that there were no rows. */
  readonly reason: string;
};

/** The questions that were not understood or had no rows, the most asked first: what authors may add words or data for. */
export function unmetDemand(entries: readonly AuditEntry[]): readonly UnmetQuestion[] {
  const unmet = entries.filter(({ outcome, rows }) => outcome === 'refused' || rows === 0);
  const groups = Map.groupBy(unmet, ({ question }) => question);
  return [...groups]
    .map(([question, some]) => ({ question, count: some.length, reason: some[0]?.reason ?? 'no rows' }))
    .sort((left, right) => right.count - left.count || left.question.localeCompare(right.question));
}

function mondayOf(at: Date): string {
  const day = today(at, 'UTC');
  return addDays(day, -((weekday(day) + 6) % 7));
}
