import { LRUCache } from 'lru-cache';

import type { Table } from '../../table/table.ts';

/** A result that was computed before. */
export type KeptResult = {
  readonly table: Table;
  /** When its statement was started. */
  readonly ranAt: Date;
  /** The name of the query that it answers. */
  readonly query: string;
  /** The newest day or moment in the data when the statement was started, in Athena's text; undefined when not known. */
  readonly asOf: string | undefined;
};

/** A cache in memory of finished results, by their statement. */
export type ResultCache = {
  /** Returns the result of a statement if it is fresh by `isFresh`. */
  readonly find: (key: string, current: CurrentData) => KeptResult | undefined;
  readonly keep: (key: string, result: KeptResult) => void;
  /** Deletes the results of one query. */
  readonly forget: (query: string) => void;
};

/** The most milliseconds for which a result is used again when it is not known how new its data are. */
const UNTOLD_MS = 5 * 60_000;

/** The most memory that all results, and one of them, may take, in bytes by a rough count. */
const MOST_BYTES = { all: 32_000_000, one: 8_000_000 } as const;

/** What a result is compared with to see whether it is fresh: the moment of a question, and the newest day or moment in the data, undefined when that is not known. */
export type CurrentData = { readonly now: Date; readonly asOf: string | undefined };

/**
 * Whether a result may be used again: it is at most `keptMs` milliseconds old and no newer data are known, or it is at
 * most five minutes old where it is not known how new the data are. A result that is dated ahead of now, by a clock that
 * is wrong, counts as old by as much.
 */
export function isFresh(
  { ranAt, asOf }: Pick<KeptResult, 'ranAt' | 'asOf'>,
  current: CurrentData,
  keptMs: number,
): boolean {
  const age = Math.abs(current.now.getTime() - ranAt.getTime());
  return current.asOf === undefined ? age <= Math.min(keptMs, UNTOLD_MS) : age <= keptMs && current.asOf === asOf;
}

/** What a row and a cell take beside their text, in bytes. */
const OVERHEAD = { row: 64, cell: 24 } as const;

/** Creates a cache of results, each found while `isFresh`. When it is full, the least recently used is dropped. */
export function openResultCache(keptMs: number): ResultCache {
  const results = new LRUCache<string, KeptResult>({
    maxSize: MOST_BYTES.all,
    maxEntrySize: MOST_BYTES.one,
    sizeCalculation: ({ table }, key) => 2 * key.length + bytesOf(table),
  });
  return {
    find: (key, current) => {
      const result = results.get(key);
      if (!result) return undefined;
      const isGood = isFresh(result, current, keptMs);
      if (!isGood) results.delete(key);
      return isGood ? result : undefined;
    },
    keep: (key, result) => {
      if (keptMs > 0) results.set(key, result);
    },
    forget: (query) => {
      for (const [key, result] of results) if (result.query === query) results.delete(key);
    },
  };
}

/** About how much memory a table takes, in bytes. */
function bytesOf({ rows }: Table): number {
  let bytes = 1000;
  for (const row of rows) {
    bytes += OVERHEAD.row;
    for (const cell of row) bytes += OVERHEAD.cell + 2 * (cell?.length ?? 0);
  }
  return bytes;
}
