/** One run of a question whose answer belongs to a message. */
export type RunningQuery = {
  /** Aborted with one of `STOPS` as its reason. */
  readonly signal: AbortSignal;
  /** The request's canonical text: what the next change starts from. */
  readonly text: string;
  /** Takes the query's place at a message. Whatever ran there is stopped. */
  readonly take: (key: string) => void;
  /** Says that it is over, and stops it if it is not. */
  readonly end: () => void;
};

/** Why a run was stopped before it had an answer. */
export const STOP_REASONS = { cancelled: 'cancelled', newer: 'newer', stopping: 'stopping', over: 'over' } as const;

export type RunningQueries = {
  /** A run that also stops when `outer` aborts. */
  readonly begin: (text: string, outer?: AbortSignal) => RunningQuery;
  /** The query that runs at a message, if one runs. */
  readonly find: (key: string) => RunningQuery | undefined;
  /** What ran at a message runs at another now. */
  readonly move: (from: string, to: string) => void;
  /** Stops what runs at a message; false when nothing does. */
  readonly cancel: (key: string) => boolean;
  readonly stopAll: () => void;
};

/** The runs of this process, at most one for each message: a later question at a message stops an earlier one. */
export function openRunningQueries(): RunningQueries {
  type Entry = RunningQuery & { readonly controller: AbortController };
  const byMessage = new Map<string, Entry>();
  const all = new Set<Entry>();

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
    move: (from, to) => {
      if (from !== to) byMessage.get(from)?.take(to);
    },
    cancel: (key) => {
      const entry = byMessage.get(key);
      entry?.controller.abort(STOP_REASONS.cancelled);
      return entry !== undefined;
    },
    stopAll: () => {
      for (const { controller } of all) controller.abort(STOP_REASONS.stopping);
    },
  };
}
