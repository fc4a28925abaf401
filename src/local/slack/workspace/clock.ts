import { setTimeout as sleep } from 'node:timers/promises';

/** Time for every rule that has a deadline. Tests advance a clock of their own and never sleep. */
export type Clock = {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Resolves after so many milliseconds, or at once when the signal is aborted. */
  readonly wait: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
};

/** The time of this machine. */
export const wallClock: Clock = {
  now: () => Date.now(),
  wait: (milliseconds, signal) => sleep(milliseconds, undefined, { signal, ref: false }).catch(() => undefined),
};
