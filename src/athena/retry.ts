import { setTimeout as sleep } from 'node:timers/promises';

import { isThrottle } from './failure.ts';

const PATIENCE_MS = 120_000;

/** Calls again for up to two minutes while Athena is too busy, beyond the few times that its SDK tries by itself. */
export async function retryThrottled<T>(call: () => Promise<T>, signal: AbortSignal): Promise<T> {
  const until = performance.now() + PATIENCE_MS;
  for (let attempt = 1; ; attempt++) {
    try {
      return await call();
    } catch (error) {
      if (!isThrottle(error) || performance.now() > until) throw error;
      await pause(attempt, signal);
    }
  }
}

/** Waits before another attempt: half a second at first, twice as long each time, not all at the same moment. */
export async function pause(attempt: number, signal: AbortSignal): Promise<void> {
  await sleep(Math.min(8000, 250 * 2 ** attempt) * (0.5 + Math.random() / 2), undefined, { signal });
}
