import type { BaseLogger } from 'pino';

import type { AnswerContext, Run } from '../context.ts';
import type { Guard, GuardOptions } from './guard.ts';
import type { KnownRuns } from './known-runs.ts';
import type { RunsElsewhere, RunsElsewhereOptions } from './runs-elsewhere.ts';

import { openValueLists } from '../value-lists.ts';
import { openGuard } from './guard.ts';
import { openLookupCache } from './lookup-cache.ts';
import { openRunOnce } from './run-once.ts';
import { openRunsElsewhere } from './runs-elsewhere.ts';

/** In milliseconds: when a list of values is asked for again, and when one that could not be read is. */
const AGAIN_MS = { read: 15 * 60_000, failed: 60_000 } as const;

/** How old, in milliseconds, a freshness is at most that must be new. */
const NEW_MS = 60_000;

/** Runs statements, tells how many bytes they will read, and reads the results of other instances' runs. */
export type Runner = { readonly run: Run } & Pick<GuardOptions, 'sizeOf' | 'tableSizeOf'> &
  Pick<RunsElsewhereOptions, 'dataSource' | 'follow'>;

/** How statements are run. */
export type RunsOptions = Pick<GuardOptions, 'askAbove' | 'budgets' | 'calendar' | 'contact'> & {
  /** Milliseconds for which a result is reused while its data are no newer; 0 for never. */
  readonly reuseMs: number;
  /** Returns the stores of sizes, spending and runs. Until they are open, and without it, runs are neither guarded nor shared between instances. */
  readonly costs?: (() => Costs | undefined) | undefined;
  readonly log: Pick<BaseLogger, 'warn' | 'error'>;
  readonly now?: () => Date;
};

/** The stores of what was read and spent, and of runs whose results may be used again. */
export type Costs = {
  readonly runSizes: GuardOptions['sizes'];
  /** Missing where nothing counts against the budgets. */
  readonly spending?: GuardOptions['spending'];
  /** Missing where no result of another process may be used. */
  readonly knownRuns?: KnownRuns;
};

type Runs = Required<Pick<AnswerContext, 'values' | 'listedAt' | 'rawForms' | 'freshness' | 'run' | 'forget'>>;

/**
 * Creates the functions through which answers read data: `run`, guarded by size and budgets and shared by all who ask the
 * same, and lookups of parameters' values and of freshness, read through a cache.
 */
export function openRuns({ run, sizeOf, tableSizeOf, dataSource, follow }: Runner, options: RunsOptions): Runs {
  const { reuseMs, costs, log, now = () => new Date() } = options;
  const lookups = openLookupCache(run, {
    now,
    ttlMs: AGAIN_MS.read,
    retryMs: AGAIN_MS.failed,
    onFailure: (sql, error) => log.warn({ sql, error }, 'a list of values or a freshness could not be read'),
  });
  const onFault = (error: unknown) => log.error({ error }, 'what was read and used could not be stored');
  const estimates = { sizeOf, tableSizeOf };
  let guard: Guard | undefined;
  let runsElsewhere: RunsElsewhere | undefined;
  const guardOf = () => {
    const stores = costs?.();
    if (stores)
      guard ??= openGuard({ ...options, ...estimates, sizes: stores.runSizes, spending: stores.spending, onFault });
    return guard;
  };
  const elsewhereOf = () => {
    const { knownRuns } = (reuseMs > 0 && costs?.()) || {};
    if (knownRuns) runsElsewhere ??= openRunsElsewhere({ knownRuns, dataSource, follow, onFault });
    return runsElsewhere;
  };
  const lists = openValueLists(lookups);
  const shared = { keptMs: reuseMs, guard: guardOf, elsewhere: elsewhereOf, lookups, believedMs: AGAIN_MS.read, now };
  const { run: runOnce, forget } = openRunOnce(run, shared);
  const forgottenAt = new Map<string, number>();
  return {
    ...lists,
    run: runOnce,
    freshness: (query, { isNew = false } = {}) => {
      const oldest = now().getTime() - (isNew ? NEW_MS : AGAIN_MS.read);
      return lists.freshness(query, new Date(Math.max(oldest, forgottenAt.get(query.name) ?? oldest)));
    },
    forget: (query) => {
      forgottenAt.set(query, now().getTime());
      forget(query);
    },
  };
}
