import type { Run } from './context.ts';

/** What few questions change and many need, lists of values and freshness: asked once and kept for a while. */
export type Memory = {
  /** The first column of a statement's result, without NULLs and repeats. The same array until it changes; empty when it could not be had. */
  readonly column: (sql: string) => Promise<readonly string[]>;
  /** When what `column` gives was read; undefined as long as it never could be. */
  readonly readAt: (sql: string) => Date | undefined;
};

type Entry = { readonly due: number; readonly values: Promise<readonly string[]> };

/**
 * Remembers the answers of `run`. After `ttl` milliseconds the old list is still served while a new one is fetched; a
 * failure is told to `onFailure` and tried again after `retry` milliseconds.
 */
export function openMemory(
  run: Run,
  options: { now: () => Date; ttl: number; retry: number; onFailure: (sql: string, error: unknown) => void },
): Memory {
  const entries = new Map<string, Entry>();
  const readAt = new Map<string, Date>();
  const time = () => options.now().getTime();
  const load = async (sql: string, old: readonly string[]): Promise<readonly string[]> => {
    try {
      const { rows } = await run({ sql, parameters: [] }, AbortSignal.timeout(60_000));
      const read = [...new Set(rows.flatMap(([cell]) => cell ?? []))];
      readAt.set(sql, options.now());
      return sameList(read, old) ? old : read;
    } catch (error) {
      options.onFailure(sql, error);
      entries.set(sql, { due: time() + options.retry, values: Promise.resolve(old) });
      return old;
    }
  };
  const refresh = async (sql: string, old: readonly string[]) => {
    const values = await load(sql, old);
    const { due } = entries.get(sql)!;
    entries.set(sql, { due, values: Promise.resolve(values) });
  };
  return {
    column: async (sql) => {
      const entry = entries.get(sql);
      const due = time() + options.ttl;
      if (!entry) {
        const values = load(sql, []);
        entries.set(sql, { due, values });
        return values;
      }
      if (time() >= entry.due) {
        entries.set(sql, { due, values: entry.values });
        void refresh(sql, await entry.values);
      }
      return entry.values;
    },
    readAt: (sql) => readAt.get(sql),
  };
}

function sameList(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((value, index) => value === right[index]);
}
