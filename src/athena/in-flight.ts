import { setTimeout as sleep } from 'node:timers/promises';

import { UserError } from '../error.ts';

/** Work in progress that can be stopped together. */
export type InFlight = {
  /**
   * Does work until it ends, the asker's signal aborts, the time is up or `stop` is called. Rejects with what the work
   * threw, or with the reason of whatever aborted it.
   */
  readonly run: <T>(asker: AbortSignal, work: (signal: AbortSignal) => Promise<T>) => Promise<T>;
  /** Aborts all work in progress and refuses later work; resolves when all of it and `after` have settled, at most after 15 s. */
  readonly stop: (after: () => Promise<void>) => Promise<void>;
};

const STOP_MS = 15_000;

/** Creates an empty register of work, each piece of which may take `deadlineMs` at most. */
export function openInFlight(deadlineMs: number): InFlight {
  const stopping = new AbortController();
  const working = new Set<Promise<unknown>>();
  return {
    run: async (asker, work) => {
      const deadline = new AbortController();
      const timer = setTimeout(() => deadline.abort(tooLong(deadlineMs)), deadlineMs);
      const signal = AbortSignal.any([stopping.signal, asker, deadline.signal]);
      const task = (async () => {
        signal.throwIfAborted();
        return await work(signal);
      })();
      working.add(task);
      try {
        return await task;
      } catch (error) {
        throw signal.aborted ? signal.reason : error; // what aborted work throws is not always the signal's own reason
      } finally {
        clearTimeout(timer);
        working.delete(task);
      }
    },
    stop: async (after) => {
      stopping.abort(new UserError('Owlpost is stopping; ask again in a moment', { isTemporary: true }));
      const settled = Promise.allSettled(working).then(after);
      await Promise.race([settled, sleep(STOP_MS, undefined, { ref: false })]);
    },
  };
}

function tooLong(ms: number): UserError {
  const minutes = Math.max(1, Math.round(ms / 60_000));
  const time = minutes === 1 ? 'a minute' : `${minutes} minutes`;
  return new UserError(`the query was stopped after ${time}; ask for a shorter period or add a filter`);
}
