import type { Query } from '../catalogue/query.ts';
import type { Table } from '../table/table.ts';
import type { Run } from './context.ts';
import type { LookupCache } from './lookup-cache.ts';
import type { Statement } from './statement.ts';

import { isChanging } from '../trino/changing.ts';
import { openResultCache } from './result-cache.ts';
import { openSharedRuns } from './shared-runs.ts';

/** A way to run statements that asks Athena once for what several want to know. */
export type RunOnce = {
  /** Runs a statement for a query, or shares the run of somebody else, or gives a finished result again; other statements run as they are. */
  readonly run: Run;
  /** Makes the next questions about a query run anew. */
  readonly forget: (query: string) => void;
};

/** What running once depends on. */
export type RunOnceOptions = {
  /** For how long a result is used again while its data are no newer, in milliseconds; 0 for never. */
  readonly keptMs: number;
  readonly lookups: Pick<LookupCache, 'column' | 'readAt'>;
  /** What is known of how new data are is believed for so long, in milliseconds. */
  readonly believedMs: number;
  readonly now?: () => Date;
};

type Finished = { readonly table: Table; readonly ranAt: Date };

/** Opens a way to run statements once, over one that runs each. Statements are the same when their SQL and all their parameters are. */
export function openRunOnce(
  run: Run,
  { keptMs, lookups, believedMs, now = () => new Date() }: RunOnceOptions,
): RunOnce {
  const results = openResultCache(keptMs);
  const shared = openSharedRuns<Finished>();
  const forgottenAt = new Map<string, Date>();

  /** The newest moment in a query's data as it was last read, and whether that was lately; never waits for Athena. */
  const lastAsOf = async ({ freshness }: Query): Promise<{ asOf?: string | undefined; isBelieved: boolean }> => {
    const readAt = freshness === undefined ? undefined : lookups.readAt(freshness);
    if (!readAt) return { isBelieved: false };
    const isBelieved = now().getTime() - readAt.getTime() <= believedMs;
    return { asOf: (await lookups.column(freshness!))[0], isBelieved };
  };

  return {
    run: async (statement, signal, options = {}) => {
      const { query } = options;
      if (!query) return run(statement, signal, options);
      const key = keyOf(query, statement);
      const before = await lastAsOf(query);
      const kept = results.find(key, { now: now(), asOf: before.isBelieved ? before.asOf : undefined });
      if (kept) return { ...kept.table, ...REUSED, elapsedMs: 0, ranAt: kept.ranAt };
      const isJoining = shared.has(key);
      const { table, ranAt } = await shared.run(key, signal, async (until) => {
        const begun = now();
        const notBefore = forgottenAt.get(query.name);
        const worked = await run(statement, until, { ...options, notBefore });
        const isCurrent = forgottenAt.get(query.name) === notBefore;
        if (isCurrent && !worked.reused && !isChanging(statement.sql)) {
          const after = await lastAsOf(query);
          // what was read too long ago to be believed counts when it was read again meanwhile and is still so
          const isSure = before.isBelieved || (after.isBelieved && after.asOf === before.asOf);
          results.keep(key, { table: worked, ranAt: begun, query: query.name, asOf: isSure ? before.asOf : undefined });
        }
        return { table: worked, ranAt: begun };
      });
      return isJoining ? { ...table, ...REUSED, ranAt } : table;
    },
    forget: (query) => {
      forgottenAt.set(query, now());
      results.forget(query);
      shared.detach((key) => key.startsWith(`${query}\n`));
    },
  };
}

/** What a result costs that is used again. */
const REUSED = { scannedBytes: 0, reused: true } as const;

function keyOf({ name }: Query, { sql, parameters }: Statement): string {
  return `${name}\n${JSON.stringify([sql, parameters])}`;
}
