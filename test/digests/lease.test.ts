import { expect, test, vi } from 'vitest';

import type { DeliveryLedger } from '../../src/digests/delivery.ts';

import { holdLease, LEASE_MS } from '../../src/digests/lease.ts';

const DELIVERY = {
  id: 'run',
  digest: 'monday',
  dueAt: new Date(0),
  state: 'running',
  attempt: 1,
  failures: 0,
} as const;

const now = new Date('2026-11-23T09:00:00Z');

/** Holds a lease over a ledger that renews as given; `tick` lets the next timer ring. */
function hold(renew: DeliveryLedger['renew']) {
  const timers = new Set<() => void>();
  const pauses: number[] = [];
  const log = { warn: vi.fn() };
  const lease = holdLease(DELIVERY, {
    ledger: { renew } as DeliveryLedger,
    now: () => now,
    setTimer: (callback, ms) => {
      timers.add(callback);
      pauses.push(ms);
      return () => timers.delete(callback);
    },
    log,
  });
  const tick = async () => {
    const [next] = timers;
    timers.delete(next!);
    await (next as () => unknown)();
  };
  return { lease, timers, pauses, log, tick };
}

test('holdLease() renews for a minute, three times in it', async () => {
  const renew = vi.fn<DeliveryLedger['renew']>(async () => true);
  const { lease, pauses, tick } = hold(renew);
  await tick();
  await tick();
  expect(renew.mock.calls.map(([, { until }]) => until.getTime() - now.getTime())).toEqual([LEASE_MS, LEASE_MS]);
  expect(pauses).toEqual([20_000, 20_000, 20_000]);
  expect(lease.signal.aborted).toBe(false);
});

test('holdLease() aborts once another instance has the delivery', async () => {
  const { lease, tick } = hold(async () => false);
  await tick();
  expect(lease.signal.reason).toEqual(new Error('another instance has taken this delivery over'));
});

test('holdLease() tries again after the ledger could not be reached', async () => {
  const renew = vi.fn<DeliveryLedger['renew']>(async () => true).mockRejectedValueOnce(new Error('no database'));
  const { lease, log, tick } = hold(renew);
  await tick();
  expect(log.warn).toHaveBeenCalledWith({ error: new Error('no database'), runId: 'run' }, 'cannot hold a claim');
  await tick();
  expect(renew).toHaveBeenCalledTimes(2);
  expect(lease.signal.aborted).toBe(false);
});

test('end() calls the next renewal off, also while one is under way', async () => {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const { lease, timers, tick } = hold(() => promise);
  const renewing = tick();
  lease.end();
  resolve(false); // the end of the delivery itself has taken the claim away
  await renewing;
  expect(timers.size).toBe(0);
  expect(lease.signal.aborted).toBe(false);
});

test('stop() aborts with its reason', () => {
  const { lease } = hold(async () => true);
  lease.stop(new Error('the digest was removed'));
  expect(lease.signal.reason).toEqual(new Error('the digest was removed'));
});
