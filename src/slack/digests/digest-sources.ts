import type { BaseLogger } from 'pino';

import type { Preferences } from '../../answer/preferences.ts';
import type { Digest } from '../../digests/digest.ts';
import type { DigestChanges } from '../../digests/digest-changes.ts';
import type { Subscriptions } from '../../digests/subscriptions.ts';

import { openDigestChanges } from '../../digests/digest-changes.ts';
import { openSubscriptions } from '../../digests/subscriptions.ts';

/** So often is read anew what people decide in Slack, in milliseconds, as other instances may have taken it. */
const READ_AGAIN_MS = 20_000;

/** All digests and alerts: the subscriptions of people, and the declared ones with what people decided about them. */
export type DigestSources = {
  readonly subscriptions: Subscriptions;
  readonly changes: DigestChanges;
  /** Returns the subscriptions that are not paused. */
  readonly subscribed: () => readonly Digest[];
  /** Returns all of them, without what is paused or stopped. */
  readonly due: () => readonly Digest[];
  /** Stops reading them again. */
  readonly close: () => void;
};

/**
 * Reads subscriptions and decisions, and again every 20 seconds. Resolves after the first reading. When the store
 * fails, those that were last read stay in force.
 */
export async function openDigestSources({
  preferences,
  digests: declared,
  log,
}: {
  readonly preferences: Preferences;
  readonly digests: () => readonly Digest[];
  readonly log: Pick<BaseLogger, 'warn'>;
}): Promise<DigestSources> {
  const subscriptions = openSubscriptions(preferences);
  const changes = openDigestChanges(preferences, declared);
  const read = async (): Promise<void> => {
    await Promise.all([subscriptions.refresh(), changes.refresh()]).catch((error) =>
      log.warn({ error }, 'subscriptions could not be read'),
    );
  };
  await read();
  const timer = setInterval(() => void read(), READ_AGAIN_MS).unref();
  const subscribed = () => subscriptions.all().filter(({ isPaused }) => !isPaused);
  return {
    subscriptions,
    changes,
    subscribed,
    due: () => [...changes.current(), ...subscribed()],
    close: () => clearInterval(timer),
  };
}
