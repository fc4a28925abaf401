import type { BaseLogger } from 'pino';

import type { Subscriptions } from '../digests/subscriptions.ts';

/** So often are subscriptions read anew, in milliseconds, as other instances may have changed them. */
const READ_AGAIN_MS = 20_000;

/**
 * Reads the subscriptions, and again every 20 seconds. Resolves after the first reading to what stops it. When the
 * store fails, those that were last read stay in force.
 */
export async function followSubscriptions(
  subscriptions: Subscriptions,
  log: Pick<BaseLogger, 'warn'>,
): Promise<() => void> {
  const read = () => subscriptions.refresh().catch((error) => log.warn({ error }, 'subscriptions could not be read'));
  await read();
  const timer = setInterval(() => void read(), READ_AGAIN_MS).unref();
  return () => clearInterval(timer);
}
