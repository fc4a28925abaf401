import { expect, test } from 'vitest';

import { runIdOf } from '../../src/digests/delivery.ts';
import { openDeliveries } from '../../src/store/deliveries.ts';
import { openMemoryDatabase } from '../support/memory-database.ts';

const DUE = new Date('2026-11-23T09:00:00Z');

const after = (minutes: number) => new Date(DUE.getTime() + minutes * 60_000);

const SCHEDULE = { digest: 'monday', cron: '0 9 * * 1', timezone: 'UTC', since: DUE };

const due = { dueAt: DUE, state: 'due' } as const;

async function open(digests: readonly string[] = ['monday']) {
  const ledger = openDeliveries(await openMemoryDatabase(), { isPostgres: false });
  await ledger.enter(
    digests.map((digest) => ({ schedule: { ...SCHEDULE, digest }, occurrences: [due] })),
    DUE,
  );
  const claim = async (now: Date) => (await ledger.claim(digests, { now, leaseMs: 60_000, limit: 1 }))[0];
  return { ledger, claim };
}

test('enter() enters a due time once, under the run id of its digest', async () => {
  const { ledger, claim } = await open();
  await claim(DUE);
  await ledger.enter([{ schedule: SCHEDULE, occurrences: [due] }], after(1));
  expect(await ledger.list()).toMatchObject([{ id: runIdOf('monday', DUE), attempt: 1, state: 'running' }]);
});

test('enter() makes due again only what a clock far ahead has called missed', async () => {
  for (const [ahead, state] of [
    [30, 'skipped'],
    [90, 'due'],
  ] as const) {
    const { ledger } = await open([]);
    const missed = { dueAt: DUE, state: 'skipped', reason: 'missed' } as const;
    await ledger.enter([{ schedule: SCHEDULE, occurrences: [missed] }], after(ahead));
    await ledger.enter([{ schedule: SCHEDULE, occurrences: [due] }], DUE);
    expect((await ledger.list())[0]?.state).toBe(state);
  }
});

test('a later claim refuses every write of an earlier one', async () => {
  const { ledger, claim } = await open();
  const first = (await claim(DUE))!;
  const second = (await claim(after(2)))!;
  expect(await ledger.renew(first, { until: after(9) })).toBe(false);
  expect(await ledger.advance(first, 'posting')).toBe(false);
  expect(await ledger.release(first, { until: DUE, reason: 'late' })).toBe(false);
  expect(await ledger.finish(first, { state: 'failed', reason: 'late' })).toBe(false);
  expect(await ledger.find(first.id)).toEqual(second);
});

test('what has ended is not changed any more', async () => {
  const { ledger, claim } = await open();
  const delivery = (await claim(DUE))!;
  expect(await ledger.finish(delivery, { state: 'skipped', reason: 'no rows' })).toBe(true);
  expect(await ledger.finish(delivery, { state: 'failed', reason: 'other' })).toBe(false);
  expect(await ledger.revisit(delivery, { late: undefined, revisitAt: DUE })).toBe(false); // it was not posted
  expect((await ledger.find(delivery.id))?.reason).toBe('no rows');
});

test('release() is claimed again from its moment, with its failures', async () => {
  const { ledger, claim } = await open();
  const delivery = (await claim(DUE))!;
  await ledger.release(delivery, { until: after(10), reason: 'no data', state: 'waiting', failures: 2 });
  expect(await ledger.find(delivery.id)).toMatchObject({ state: 'waiting', reason: 'no data', failures: 2 });
  expect(await claim(after(9))).toBe(undefined);
  expect(await claim(after(10))).toMatchObject({ attempt: 2, failures: 2, state: 'running' });
});

test('skipOpen() ends what is open, but not what is being posted', async () => {
  const { ledger, claim } = await open();
  const delivery = (await claim(DUE))!;
  await ledger.advance(delivery, 'posting');
  await ledger.skipOpen('monday', 'stopped');
  expect((await ledger.find(delivery.id))?.state).toBe('posting');
  await ledger.release(delivery, { until: DUE, reason: 'rate limited' });
  await ledger.skipOpen('monday', 'stopped');
  expect(await ledger.find(delivery.id)).toMatchObject({ state: 'skipped', reason: 'stopped' });
});

test('skipOrphans() leaves the named digests, and what somebody holds', async () => {
  const { ledger, claim } = await open(['gone', 'held', 'kept']);
  const held = (await claim(DUE))!;
  const reason = 'no such digest';
  await ledger.skipOrphans([held.digest === 'kept' ? 'gone' : 'kept'], { before: after(1), now: DUE, reason });
  expect((await ledger.list()).filter(({ state }) => state === 'skipped')).toHaveLength(1);
  await ledger.skipOrphans([], { before: after(1), now: after(2), reason });
  expect((await ledger.list()).map(({ state }) => state)).toEqual(['skipped', 'skipped', 'skipped']);
});
