import type { Kysely } from 'kysely';

import type { Schema } from './schema.ts';

/** The tables whose rows are forgotten by their `at`. */
type SweptTable = 'intents' | 'known_runs' | 'memory' | 'moves' | 'seen';

/**
 * Creates the clean-up of a table. Called with the time of each write, it deletes the rows older than `keptMs`
 * milliseconds, at the first call and then at most once in `everyMs` milliseconds.
 */
export function openSweep(
  database: Kysely<Schema>,
  table: SweptTable,
  { keptMs, everyMs }: { readonly keptMs: number; readonly everyMs: number },
): (at: number) => Promise<void> {
  let nextAt = 0;
  return async (at) => {
    if (at < nextAt) return;
    nextAt = at + everyMs;
    await database
      .deleteFrom(table)
      .where('at', '<', at - keptMs)
      .execute();
  };
}
