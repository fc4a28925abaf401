import { abortable } from '../abortable.ts';

/** Work in progress that several askers wait for together, by key. */
export type SharedRuns<T> = {
  /** Whether work of this key is in progress and can be joined. */
  readonly has: (key: string) => boolean;
  /**
   * Joins the work of a key that is under way, or begins it. Resolves as the work does, or rejects with the asker's own
   * reason as soon as their signal aborts; the work's signal aborts when the last of its askers has left.
   */
  readonly run: (key: string, asker: AbortSignal, work: (signal: AbortSignal) => Promise<T>) => Promise<T>;
  /** Makes work in progress of the matching keys impossible to join; those who wait for it still get it. */
  readonly detach: (matches: (key: string) => boolean) => void;
};

/** Creates an empty register of work in progress. */
export function openSharedRuns<T>(): SharedRuns<T> {
  type Shared = { readonly controller: AbortController; readonly outcome: Promise<T>; askers: number };
  const underWay = new Map<string, Shared>();

  const begin = (key: string, work: (signal: AbortSignal) => Promise<T>): Shared => {
    const controller = new AbortController();
    const shared: Shared = { controller, outcome: work(controller.signal), askers: 0 };
    underWay.set(key, shared);
    const end = () => leave(key, shared);
    shared.outcome.then(end, end);
    return shared;
  };
  const leave = (key: string, shared: Shared) => {
    if (underWay.get(key) === shared) underWay.delete(key);
  };

  return {
    has: (key) => underWay.has(key),
    run: async (key, asker, work) => {
      asker.throwIfAborted();
      const shared = underWay.get(key) ?? begin(key, work);
      shared.askers += 1;
      try {
        return await abortable(asker, shared.outcome);
      } finally {
        shared.askers -= 1;
        if (shared.askers === 0 && asker.aborted) {
          leave(key, shared); // whoever asks from now on begins anew
          shared.controller.abort(asker.reason);
        }
      }
    },
    detach: (matches) => {
      for (const key of underWay.keys()) if (matches(key)) underWay.delete(key);
    },
  };
}
