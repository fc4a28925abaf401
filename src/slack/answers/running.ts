import { LRUCache } from 'lru-cache';

/** One run of a question whose answer belongs to a message. */
export type RunningQuery = {
  /** Aborts with one of `STOP_REASONS` as its reason. */
  readonly signal: AbortSignal;
  /** The request's canonical text, which the next change starts from. */
  readonly text: string;
  /** Binds the run to a message, by its `keyOf`; another run of that message is stopped. */
  readonly take: (key: string) => void;
  /** Ends the run, and stops it if it still works. */
  readonly end: () => void;
};

/** Why a run was stopped before it had an answer. */
export const STOP_REASONS = { cancelled: 'cancelled', newer: 'newer', stopping: 'stopping', over: 'over' } as const;

/** The runs of this process, at most one for each message. */
export type RunningQueries = {
  /** Begins a run of a canonical text; it also stops when `outer` aborts. */
  readonly begin: (text: string, outer?: AbortSignal) => RunningQuery;
  /** Returns the run of a message; undefined when there is none. */
  readonly find: (key: string) => RunningQuery | undefined;
  /** Returns how many messages have a run. */
  readonly count: () => number;
  /** Moves the run of one message to another message, unless that has a run already, which is then the later one. */
  readonly move: (from: string, to: string) => void;
  /** Stops the run of a message; returns false when there is none. */
  readonly cancel: (key: string) => boolean;
  /** Stores how long the engine took for a query, in milliseconds. */
  readonly took: (query: string, elapsedMs: number) => void;
  /** Returns how long a query usually takes, in milliseconds: the median of its last runs; undefined before the first. */
  readonly usualMs: (query: string) => number | undefined;
  /** Stops every run, when the process ends. */
  readonly stopAll: () => void;
};

/** So many runs of each query tell how long it usually takes, of so many queries. */
const LAST_RUNS = 9;

const QUERIES = 1000;

/** Creates an empty register of runs. A later run of a message stops an earlier one. */
export function openRunningQueries(): RunningQueries {
  type Entry = RunningQuery & { readonly controller: AbortController };
  const byMessage = new Map<string, Entry>();
  const all = new Set<Entry>();
  const times = new LRUCache<string, readonly number[]>({ max: QUERIES });

  const begin: RunningQueries['begin'] = (text, outer) => {
    const controller = new AbortController();
    let key: string | undefined;
    const leave = () => {
      if (key !== undefined && byMessage.get(key) === entry) byMessage.delete(key);
    };
    const entry: Entry = {
      controller,
      signal: outer ? AbortSignal.any([controller.signal, outer]) : controller.signal,
      text,
      take: (at) => {
        leave();
        byMessage.get(at)?.controller.abort(STOP_REASONS.newer);
        byMessage.set(at, entry);
        key = at;
      },
      end: () => {
        controller.abort(STOP_REASONS.over);
        all.delete(entry);
        leave();
      },
    };
    all.add(entry);
    return entry;
  };

  return {
    begin,
    find: (key) => byMessage.get(key),
    count: () => byMessage.size,
    move: (from, to) => {
      if (from !== to && !byMessage.has(to)) byMessage.get(from)?.take(to); // a click on the new message is later
    },
    cancel: (key) => {
      const entry = byMessage.get(key);
      entry?.controller.abort(STOP_REASONS.cancelled);
      return entry !== undefined;
    },
    took: (query, elapsedMs) => void times.set(query, [elapsedMs, ...(times.get(query) ?? [])].slice(0, LAST_RUNS)),
    usualMs: (query) => {
      const sorted = [...(times.get(query) ?? [])].sort((left, right) => left - right);
      return sorted[Math.floor(sorted.length / 2)];
    },
    stopAll: () => {
      for (const { controller } of all) controller.abort(STOP_REASONS.stopping);
    },
  };
}
