import type { AnswerContext } from './context.ts';

import { openLookupCache } from './lookup-cache.ts';
import { openValueLists } from './value-lists.ts';

/** In milliseconds: when a list of values is asked for again, and when one that could not be read is. */
const AGAIN_MS = { read: 15 * 60_000, failed: 60_000 } as const;

/**
 * Opens the lookups of an answer, values of parameters and freshness, by SQL of the query files, each kept for a while.
 * `onFailure` gets the SQL that could not be read.
 */
export function openLookups(
  run: AnswerContext['run'],
  { onFailure }: { onFailure: (sql: string, error: unknown) => void },
): ReturnType<typeof openValueLists> {
  return openValueLists(
    openLookupCache(run, { now: () => new Date(), ttl: AGAIN_MS.read, retry: AGAIN_MS.failed, onFailure }),
  );
}
