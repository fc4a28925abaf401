import type { Query } from '../../catalogue/query.ts';
import type { Table } from '../../table/table.ts';
import type { Run } from '../context.ts';
import type { Statement } from '../statement.ts';
import type { Guard, GuardedRun, SettleRun } from './guard.ts';
import type { LookupCache } from './lookup-cache.ts';
import type { CurrentData } from './result-cache.ts';
import type { RunsElsewhere, WantedRun } from './runs-elsewhere.ts';

import { isChanging } from '../../trino/changing.ts';
import { isFresh, openResultCache } from './result-cache.ts';
import { openSharedRuns } from './shared-runs.ts';

/** Runs each statement once for all who ask for it at the same time, and serves finished results while they are fresh. */
export type RunOnce = {
  /** Runs a statement of a query, or waits for the same run of another asker, or returns a finished result. Other statements are run as they are. */
  readonly run: Run;
  /** Drops finished results of a query, so that its next questions run anew. */
  readonly forget: (query: string) => void;
};

/** How results are shared. */
export type RunOnceOptions = {
  /** Milliseconds for which a result is reused while its data are no newer; 0 for never. */
  readonly keptMs: number;
  readonly lookups: Pick<LookupCache, 'column' | 'readAt'>;
  /** Milliseconds after which the newest moment of the data has to be read again. */
  readonly believedMs: number;
  /** Admits a statement before it runs, but not before it shares a run or a result; undefined to admit all. */
  readonly guard?: () => Guard | undefined;
  /** What is run, or was, by other instances; undefined for nothing. */
  readonly elsewhere?: () => RunsElsewhere | undefined;
  readonly now?: () => Date;
};

/** A result, and when it was begun to be worked out. */
type Finished = { readonly table: Table; readonly ranAt: Date };

/** The newest moment in some data as it was last read, and whether that was lately. */
type LastAsOf = { readonly asOf?: string | undefined; readonly isBelieved: boolean };

/** Creates a `RunOnce` over a function that runs every statement. Two statements are the same when their SQL and all their parameters are equal. */
export function openRunOnce(athenaRun: Run, options: RunOnceOptions): RunOnce {
  const { guard } = options;
  const kept = openKeptRuns(athenaRun, options);
  const shared = openSharedRuns<Finished>();

  const run: Run = async (statement, signal, { query, ...given } = {}) => {
    if (!query) return athenaRun(statement, signal, given);
    const about = { ...given, query };
    const key = keyOf(query, statement);
    const found = await kept.find(key, statement, signal, { query, isUnderWay: () => shared.has(key) });
    if (found) return { ...found.table, ...REUSED, elapsedMs: 0, ranAt: found.ranAt };
    const settle = shared.has(key) ? undefined : await guard?.()?.admit(statement, signal, about);
    let isOwn = false;
    try {
      const { table, ranAt } = await shared.run(key, signal, (until) => {
        isOwn = true;
        return settled(kept.run(key, statement, until, about), until, settle);
      });
      return isOwn ? table : { ...table, ...REUSED, ranAt };
    } finally {
      if (!isOwn) await settle?.('failed'); // another one began to run it meanwhile
    }
  };

  return {
    run,
    forget: (query) => {
      kept.forget(query);
      shared.detach((key) => key.startsWith(`${query}\n`));
    },
  };
}

/** Opens what finds results that are as good as new, in memory or elsewhere, and runs what has none and keeps its result. */
function openKeptRuns(athenaRun: Run, { keptMs, elsewhere, now = () => new Date(), ...given }: RunOnceOptions) {
  const results = openResultCache(keptMs);
  const forgottenAt = new Map<string, Date>();
  const lastAsOf = openLastAsOf({ ...given, now });

  /** A result from memory, or else of another instance, which is then kept here, too; the latter unless the same is under way here. */
  const find = async (
    key: string,
    { sql }: Statement,
    signal: AbortSignal,
    { query, isUnderWay }: { readonly query: Query; readonly isUnderWay: () => boolean },
  ): Promise<Finished | undefined> => {
    const current = { now: now(), asOf: believed(await lastAsOf(query)) };
    const kept = results.find(key, current);
    if (kept || isUnderWay() || isChanging(sql)) return kept;
    const notBefore = forgottenAt.get(query.name);
    const found = await elsewhere?.()?.look(key, signal, wantedRun(current, notBefore, keptMs));
    const isForgotten = forgottenAt.get(query.name) !== notBefore;
    if (found && !found.table.reused && !isForgotten) results.keep(key, { ...found, query: query.name });
    return found;
  };

  /** Runs a statement and keeps its result. */
  const run = async (key: string, statement: Statement, signal: AbortSignal, about: GuardedRun): Promise<Finished> => {
    const { query } = about;
    const ranAt = now();
    const before = await lastAsOf(query);
    const notBefore = forgottenAt.get(query.name);
    const current = { now: ranAt, asOf: believed(before) };
    const isKept = !isChanging(statement.sql);
    const claim = { query: query.name, ranAt, asOf: current.asOf };
    const announcement = isKept
      ? elsewhere?.()?.announce(key, claim, wantedRun(current, notBefore, keptMs))
      : undefined;
    const table = await athenaRun(statement, signal, { ...about, notBefore, announcement }).catch(async (error) => {
      await (signal.aborted ? announcement?.abandon() : announcement?.withdraw());
      throw error;
    });
    if (table.ranAt) return { table, ranAt: table.ranAt }; // it is another instance's
    if (table.reused) await announcement?.withdraw();
    const isForgotten = forgottenAt.get(query.name) !== notBefore;
    if (isForgotten || table.reused || !isKept) return { table, ranAt };
    const after = await lastAsOf(query);
    // what was read too long ago to be believed counts when it was read again meanwhile and is still so
    const isSure = before.isBelieved || (after.isBelieved && after.asOf === before.asOf);
    results.keep(key, { table, ranAt, query: query.name, asOf: isSure ? before.asOf : undefined });
    return { table, ranAt };
  };

  const forget = (query: string): void => {
    forgottenAt.set(query, now());
    results.forget(query);
    elsewhere?.()?.forget(query);
  };

  return { find, run, forget };
}

/** Which runs of other instances are good enough: those begun since the question's query was last forgotten, if they are as good as new. */
function wantedRun(current: CurrentData, notBefore: Date | undefined, keptMs: number): WantedRun {
  return {
    isGood: (known) => known.ranAt >= (notBefore ?? known.ranAt) && isFresh(known, current, keptMs),
  };
}

/** The newest moment in some data as far as that is known for now. */
function believed({ asOf, isBelieved }: LastAsOf): string | undefined {
  return isBelieved ? asOf : undefined;
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
