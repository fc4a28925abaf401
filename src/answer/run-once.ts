import type { Query } from '../catalogue/query.ts';
import type { Table } from '../table/table.ts';
import type { Run } from './context.ts';
import type { Guard, GuardedRun, SettleRun } from './guard.ts';
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
  /** What a statement must pass before it runs, though not before it shares a run or a result; undefined for nothing. */
  readonly guard?: () => Guard | undefined;
  readonly now?: () => Date;
};

/** A result, and when it was begun to be worked out. */
type Finished = { readonly table: Table; readonly ranAt: Date };

/** The newest moment in some data as it was last read, and whether that was lately. */
type LastAsOf = { readonly asOf?: string | undefined; readonly isBelieved: boolean };

/** Opens a way to run statements once, over one that runs each. Statements are the same when their SQL and all their parameters are. */
export function openRunOnce(athenaRun: Run, options: RunOnceOptions): RunOnce {
  const { keptMs, guard, now = () => new Date() } = options;
  const results = openResultCache(keptMs);
  const shared = openSharedRuns<Finished>();
  const forgottenAt = new Map<string, Date>();
  const lastAsOf = openLastAsOf({ ...options, now });

  /** Runs a statement and keeps its result. */
  const runAndKeep = async (key: string, statement: Statement, signal: AbortSignal, about: GuardedRun) => {
    const { query } = about;
    const ranAt = now();
    const before = await lastAsOf(query);
    const notBefore = forgottenAt.get(query.name);
    const table = await athenaRun(statement, signal, { ...about, notBefore });
    const isForgotten = forgottenAt.get(query.name) !== notBefore;
    if (isForgotten || table.reused || isChanging(statement.sql)) return { table, ranAt };
    const after = await lastAsOf(query);
    // what was read too long ago to be believed counts when it was read again meanwhile and is still so
    const isSure = before.isBelieved || (after.isBelieved && after.asOf === before.asOf);
    results.keep(key, { table, ranAt, query: query.name, asOf: isSure ? before.asOf : undefined });
    return { table, ranAt };
  };

  const run: Run = async (statement, signal, { query, ...given } = {}) => {
    if (!query) return athenaRun(statement, signal, given);
    const about = { ...given, query };
    const key = keyOf(query, statement);
    const { asOf, isBelieved } = await lastAsOf(query);
    const kept = results.find(key, { now: now(), asOf: isBelieved ? asOf : undefined });
    if (kept) return { ...kept.table, ...REUSED, elapsedMs: 0, ranAt: kept.ranAt };
    const settle = shared.has(key) ? undefined : await guard?.()?.admit(statement, signal, about);
    let isOwn = false;
    try {
      const { table, ranAt } = await shared.run(key, signal, (until) => {
        isOwn = true;
        return settled(runAndKeep(key, statement, until, about), until, settle);
      });
      return isOwn ? table : { ...table, ...REUSED, ranAt };
    } finally {
      if (!isOwn) await settle?.('failed'); // another one began to run it meanwhile
    }
  };

  return {
    run,
    forget: (query) => {
      forgottenAt.set(query, now());
      results.forget(query);
      shared.detach((key) => key.startsWith(`${query}\n`));
    },
  };
}

/** Opens what tells how new the data of a query are, without ever waiting for Athena. */
function openLastAsOf({ lookups, believedMs, now }: Required<Pick<RunOnceOptions, 'lookups' | 'believedMs' | 'now'>>) {
  return async ({ freshness }: Query): Promise<LastAsOf> => {
    const readAt = freshness === undefined ? undefined : lookups.readAt(freshness);
    if (freshness === undefined || !readAt) return { isBelieved: false };
    const isBelieved = now().getTime() - readAt.getTime() <= believedMs;
    return { asOf: (await lookups.column(freshness))[0], isBelieved };
  };
}

/** The outcome of a run, after the guard that let it run was told of it. */
async function settled(
  running: Promise<Finished>,
  signal: AbortSignal,
  settle: SettleRun | undefined,
): Promise<Finished> {
  try {
    const finished = await running;
    await settle?.(finished.table);
    return finished;
  } catch (error) {
    await settle?.(signal.aborted ? 'stopped' : 'failed');
    throw error;
  }
}

/** What a result costs that is used again. */
const REUSED = { scannedBytes: 0, reused: true } as const;

function keyOf({ name }: Query, { sql, parameters }: Statement): string {
  return `${name}\n${JSON.stringify([sql, parameters])}`;
}
