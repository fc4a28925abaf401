import { LRUCache } from 'lru-cache';

import type { Run } from '../context.ts';

/** A cache of lookups that many questions need and few change: lists of values, and freshness. */
export type LookupCache = {
  /**
   * Returns the first column of a statement's result, without NULLs and repeats. It is the same array until it
   * changes, and empty when it could not be read. An old one is served while it is read again, but with `since` one
   * that was read before that moment is read again first.
   */
  readonly column: (sql: string, options?: { readonly since?: Date }) => Promise<readonly string[]>;
  /** Returns when the result of `column` was read; undefined until it was. */
  readonly readAt: (sql: string) => Date | undefined;
};

type Lookup = { readonly values: readonly string[]; readonly readAt?: Date; readonly hasFailed?: boolean };

/** How long lookups are kept. */
export type LookupOptions = {
  readonly now: () => Date;
  /** Milliseconds after which a list is read again; the old one is served meanwhile. */
  readonly ttlMs: number;
  /** Milliseconds after which a list that could not be read is tried again. */
  readonly retryMs: number;
  readonly onFailure: (sql: string, error: unknown) => void;
};

const MOST_LISTS = 1000;

const TIMEOUT_MS = 60_000;

/** The most values that a list may have: more than an answer has rows, as people find them by typing. */
const MOST_VALUES = 200_000;

/**
 * Creates a cache over `run`. Each result is kept for `ttlMs` milliseconds from when its statement began; when a
 * statement fails, the result before is served.
 */
export function openLookupCache(run: Run, { now, ttlMs, retryMs, onFailure }: LookupOptions): LookupCache {
  const cache = new LRUCache<string, Lookup>({
    max: MOST_LISTS,
    ttl: ttlMs,
    ttlResolution: 0,
    perf: { now: () => now().getTime() + 1 }, // the cache takes a moment of 0 for none
    allowStale: true,
    noDeleteOnStaleGet: true,
    fetchMethod: async (sql, old = { values: [] }, { options }) => {
      const readAt = now(); // what is written while the statement runs may not be in it
      try {
        const { rows } = await run({ sql, parameters: [] }, AbortSignal.timeout(TIMEOUT_MS), { rowLimit: MOST_VALUES });
        const read = [...new Set(rows.flatMap(([cell]) => cell ?? []))];
        options.ttl = ttlMs - (now().getTime() - readAt.getTime()) || -1; // 0 would keep it for ever
        return { values: isSameList(read, old.values) ? old.values : read, readAt };
      } catch (error) {
        onFailure(sql, error);
        options.ttl = retryMs;
        return { ...old, hasFailed: true };
      }
    },
  });
  const find = (sql: string) => cache.peek(sql, { allowStale: true });
  const isOld = (sql: string, since: Date): boolean => {
    const { readAt = since, hasFailed = false } = find(sql) ?? {};
    const isRetried = hasFailed && cache.getRemainingTTL(sql) > 0;
    return readAt < since && !isRetried;
  };
  return {
    column: async (sql, { since } = {}) => {
      const isAnew = since !== undefined && isOld(sql, since);
      return (await cache.fetch(sql, isAnew ? { forceRefresh: true, allowStale: false } : {}))?.values ?? [];
    },
    readAt: (sql) => find(sql)?.readAt,
  };
}

function isSameList(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((value, index) => value === right[index]);
}
