import { setTimeout as sleep } from 'node:timers/promises';

import { isThrottle } from './failure.ts';

const LONGEST_MS = 120_000;

/**
 * Calls again for up to two minutes while Athena is too busy; rejects with its last error after that, and with the
 * signal's reason when it aborts. The SDK's own retry strategy counts attempts instead, and its quota for a whole client
 * refuses to try again after a hundred of them: with many people at once that is an outage of our own making.
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

/** Waits before another attempt: half a second at first, twice as long each time up to 8 s, not all at the same moment. Rejects when the signal aborts. */
export async function pause(attempt: number, signal: AbortSignal): Promise<void> {
  await sleep(Math.min(8000, 250 * 2 ** attempt) * (0.5 + Math.random() / 2), undefined, { signal });
}
