import type { AnswerContext, Run } from './context.ts';

import { openLookupCache } from './lookup-cache.ts';
import { openRunOnce } from './run-once.ts';
import { openValueLists } from './value-lists.ts';

/** In milliseconds: when a list of values is asked for again, and when one that could not be read is. */
const AGAIN_MS = { read: 15 * 60_000, failed: 60_000 } as const;

/** How statements are run. */
export type RunsOptions = {
  /** For how long a result is used again while its data are no newer, in milliseconds; 0 for never. */
  readonly keptMs: number;
  /** Called with the SQL of a list of values or a freshness that could not be read. */
  readonly onFailure: (sql: string, error: unknown) => void;
};

type Runs = ReturnType<typeof openValueLists> & Required<Pick<AnswerContext, 'run' | 'forget'>>;

/**
 * Opens what answers read through: statements, each run once for all who ask it, and the lookups by SQL of the query
 * files, values of parameters and freshness, each kept for a while.
 */
export function openRuns(run: Run, { keptMs, onFailure }: RunsOptions): Runs {
  const lookups = openLookupCache(run, {
    now: () => new Date(),
    ttl: AGAIN_MS.read,
    retry: AGAIN_MS.failed,
    onFailure,
  });
  return {
    ...openValueLists(lookups),
    ...openRunOnce(run, { keptMs, lookups, believedMs: AGAIN_MS.read }),
  };
}
