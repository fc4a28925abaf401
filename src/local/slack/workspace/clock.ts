import { setTimeout as sleep } from 'node:timers/promises';

/** The source of time for every deadline. Tests advance one of their own and never sleep. */
export type Clock = {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Resolves after so many milliseconds, or at once when the signal is aborted. */
  readonly wait: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
};

/** The clock of this machine. */
export const wallClock: Clock = {
  now: () => Date.now(),
  wait: (milliseconds, signal) => sleep(milliseconds, undefined, { signal, ref: false }).catch(() => undefined),
};
