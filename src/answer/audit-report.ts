import type { AuditEntry } from './audit.ts';

import { addDays, today, weekday } from '../calendar/day.ts';

/** The cost of one dataset or query in one week. */
export type WeeklyCost = {
  /** The Monday of the week in UTC: `2026-11-23`. */
  readonly week: string;
  readonly query: string;
  readonly questions: number;
  readonly scannedBytes: number;
  /** US dollars; 0 for what ran on reserved capacity. */
  readonly dollars: number;
};

/** Adds up the cost of each dataset or query by week, the latest week first, and the largest cost first within a week. */
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
  /** The sentence that the asker read, or that there were no rows. */
  readonly reason: string;
};

/** Collects the questions that were not understood or had no rows, the most frequent first, for authors to see which words or data are missing. */
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
