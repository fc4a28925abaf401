import { expect, test } from 'vitest';

import { CLOCK_MARGIN_MS } from '../../src/digests/occurrences.ts';
import { openDeliveries } from '../../src/store/deliveries.ts';
import { claimDue, claimRevisits } from '../../src/store/delivery-claims.ts';
import { openMemoryDatabase } from '../support/memory-database.ts';

const DUE = new Date('2026-11-23T09:00:00Z');

const OPTIONS = { now: DUE, leaseMs: 60_000, limit: 10, isPostgres: false };

const after = (ms: number) => new Date(DUE.getTime() + ms);

/** A ledger of digests that are due one minute after another. */
async function open(...digests: string[]) {
  const database = await openMemoryDatabase();
  const ledger = openDeliveries(database, { isPostgres: false });
  const schedule = { cron: '0 9 * * 1', timezone: 'UTC', since: DUE };
  const entries = digests.map((digest, index) => ({
    schedule: { ...schedule, digest },
    occurrences: [{ dueAt: after(-60_000 * index), state: 'due' as const }],
  }));
  await ledger.enter(entries, DUE);
  return { database, ledger };
}

test('claimDue() claims the longest due first, at most so many, of the named digests only', async () => {
  const { database } = await open('a', 'b', 'c', 'other');
  const claimed = await claimDue(database, ['a', 'b', 'c', 'it’s "none"'], { ...OPTIONS, limit: 2 });
  expect(claimed.map(({ digest }) => digest)).toEqual(['c', 'b']);
  expect(claimed[0]).toMatchObject({ state: 'running', attempt: 1 });
  expect((await claimDue(database, ['a', 'b', 'c'], OPTIONS)).map(({ digest }) => digest)).toEqual(['a']);
});

test('claimDue() claims nothing before its time, nor without names', async () => {
  const { database } = await open('a');
  expect(await claimDue(database, ['a'], { ...OPTIONS, now: after(-1) })).toEqual([]);
  expect(await claimDue(database, [], OPTIONS)).toEqual([]);
});

test('claimDue() takes over from who has not renewed, and from a clock that was far ahead', async () => {
  const { database, ledger } = await open('a');
  const [first] = await claimDue(database, ['a'], OPTIONS);
  expect(await claimDue(database, ['a'], { ...OPTIONS, now: after(59_999) })).toEqual([]);
  expect(await claimDue(database, ['a'], { ...OPTIONS, now: after(60_000) })).toMatchObject([{ attempt: 2 }]);
  expect(await ledger.renew(first!, { until: after(9 * CLOCK_MARGIN_MS) })).toBe(false);
  const [held] = await claimDue(database, ['a'], { ...OPTIONS, now: after(120_000), leaseMs: 9 * CLOCK_MARGIN_MS });
  expect(held?.attempt).toBe(3);
  expect(await claimDue(database, ['a'], { ...OPTIONS, now: after(120_001) })).toMatchObject([{ attempt: 4 }]);
});

test('claimRevisits() claims what was posted and is to be checked again, and leaves it posted', async () => {
  const { database, ledger } = await open('a', 'b');
  const claimed = await claimDue(database, ['a', 'b'], { ...OPTIONS, leaseMs: 0 });
  const posted = { state: 'posted', channel: 'C1', message: '1.1', postedAt: DUE } as const;
  for (const delivery of claimed) {
    await ledger.finish(delivery, { ...posted, revisitAt: delivery.digest === 'a' ? after(1000) : undefined });
  }
  expect(await claimRevisits(database, ['a', 'b'], OPTIONS)).toEqual([]);
  const again = await claimRevisits(database, ['a', 'b'], { ...OPTIONS, now: after(1000) });
  expect(again).toMatchObject([{ digest: 'a', state: 'posted', attempt: 2 }]);
  expect(await claimDue(database, ['a', 'b'], { ...OPTIONS, now: after(CLOCK_MARGIN_MS) })).toEqual([]);
});
