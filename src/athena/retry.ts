import { setTimeout as sleep } from 'node:timers/promises';

import { isThrottle } from './failure.ts';

const LONGEST_MS = 120_000;

/**
 * Repeats a call for up to two minutes while Athena is too busy; then rejects with the last error, or with the
 * signal's reason when it aborts. The SDK's own retry strategy counts attempts, and its quota for a whole client
 * refuses to retry after a hundred of them, which many people at once soon reach.
 */
export async function retryThrottled<T>(call: () => Promise<T>, signal: AbortSignal): Promise<T> {
  const until = performance.now() + LONGEST_MS;
  for (let attempt = 1; ; attempt++) {
    try {
      return await call();
    } catch (error) {
      if (!isThrottle(error) || performance.now() > until) throw error;
      await pause(attempt, signal);
    }
  }
}

/** Waits before another attempt: half a second at first, twice as long each time up to 8 s, with some variation. Rejects when the signal aborts. */
export async function pause(attempt: number, signal: AbortSignal): Promise<void> {
  await sleep(Math.min(8000, 250 * 2 ** attempt) * (0.5 + Math.random() / 2), undefined, { signal });
}
