import type { DeliverOptions, DigestAnswers } from './deliver.ts';
import type { Delivery } from './delivery.ts';
import type { Digest } from './digest.ts';
import type { Lease } from './lease.ts';

import { deliver } from './deliver.ts';
import { holdLease, LEASE_MS } from './lease.ts';

/** Claims deliveries and works on them. */
export type DeliveryPool = {
  /** Claims what is due and begins to work on it; what there is no room for follows as soon as there is. */
  readonly fill: () => Promise<void>;
  readonly isStopping: () => boolean;
  /** Begins nothing more and aborts what is being worked on, unless it is being posted. */
  readonly stop: () => void;
  /** Resolves when nothing is being worked on and nothing more is due. */
  readonly settle: () => Promise<void>;
};

/** So many deliveries are worked on at once: each mostly waits for Athena, which takes them in its own time, and Slack. */
const AT_ONCE = 60;

/** Claimed with one statement. */
const CLAIMED = 8;

/**
 * Of one channel, no more are claimed while so many are worked on: Slack takes one message a second in a channel, and may
 * put off one channel for a minute, for which the others must not wait. https://docs.slack.dev/apis/web-api/rate-limits
 */
const IN_CHANNEL = 4;

/** Creates a pool over the digests that there are. */
export function openDeliveryPool<Answers extends DigestAnswers>(
  options: DeliverOptions<Answers> & { readonly digests: () => readonly Digest[] },
): DeliveryPool {
  const { digests, ledger, now, log } = options;
  const working = new Map<Promise<void>, { readonly channel: string; readonly lease: Lease }>();
  let filling: Promise<void> | undefined;
  let isWanted = false;
  let mayBeMore = true;
  let isStopping = false;

  const begin = (delivery: Delivery, digest: Digest): void => {
    const lease = holdLease(delivery, options);
    const work = deliver(delivery, digest, lease, options).finally(() => {
      lease.end();
      working.delete(work);
      if (mayBeMore) void fill();
    });
    working.set(work, { channel: digest.channel, lease });
  };

  const claimSome = async (): Promise<void> => {
    // as many as one statement takes, or none: claiming one by one, as each ends, would cost as much as delivering
    while (!isStopping && working.size + CLAIMED <= AT_ONCE) {
      if (working.size > 0) await untilIdle();
      const all = digests();
      const byName = startable(all, working.values());
      const options = { now: now(), leaseMs: LEASE_MS, limit: CLAIMED };
      const claimed = await ledger.claim([...byName.keys()], options);
      for (const delivery of claimed) begin(delivery, byName.get(delivery.digest)!);
      mayBeMore = claimed.length === CLAIMED || byName.size < all.length;
      if (claimed.length < CLAIMED) return;
    }
  };

  const claimAll = async (): Promise<void> => {
    while (isWanted) {
      isWanted = false; // whatever ends from here on makes room that is to be looked at again
      await claimSome().catch((error) => log.error({ error }, 'cannot claim digests'));
    }
    filling = undefined;
  };

  const fill = (): Promise<void> => {
    isWanted = true;
    filling ??= claimAll();
    return filling;
  };

  return {
    fill,
    isStopping: () => isStopping,
    stop: () => {
      isStopping = true;
      for (const { lease } of working.values()) lease.stop(new Error('Owlpost is stopping'));
    },
    settle: async () => {
      while (working.size > 0 || filling) await Promise.all([filling, ...working.keys()]);
    },
  };
}

/** A turn of the event loop that takes longer, in milliseconds, has worked on what was begun. */
const BUSY_MS = 2;

/** How long what could be begun waits for that at most, in milliseconds. */
const LONGEST_BUSY_MS = 25;

/**
 * Resolves after a turn of the event loop that had nearly nothing to do, so that what was begun is posted before more is begun:
 * of many digests that are due at once, half are then posted in half of the time, and not all of them at its end.
 */
async function untilIdle(): Promise<void> {
  const begun = performance.now();
  for (let before = begun; before - begun < LONGEST_BUSY_MS; ) {
    await new Promise(setImmediate);
    const now = performance.now();
    if (now - before < BUSY_MS) return;
    before = now;
  }
}

/** The digests of which more can be begun, by name: not those whose channel has enough in work. */
function startable(
  digests: readonly Digest[],
  working: Iterable<{ readonly channel: string }>,
): ReadonlyMap<string, Digest> {
  const busy = new Map<string, number>();
  for (const { channel } of working) busy.set(channel, (busy.get(channel) ?? 0) + 1);
  const free = digests.filter(({ channel }) => (busy.get(channel) ?? 0) < IN_CHANNEL);
  return new Map(free.map((digest) => [digest.name, digest]));
}
