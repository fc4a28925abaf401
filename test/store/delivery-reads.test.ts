import { expect, test } from 'vitest';

import { openDeliveries } from '../../src/store/deliveries.ts';
import { chunksOf } from '../../src/store/delivery-reads.ts';
import { openMemoryDatabase } from '../support/memory-database.ts';

const WEEK_MS = 7 * 24 * 3_600_000;

const week = (count: number) => new Date(Date.UTC(2026, 10, 2, 9) + count * WEEK_MS);

const schedule = (digest: string) => ({ digest, cron: '0 9 * * 1', timezone: 'UTC', since: week(0) });

test('chunksOf() splits into parts of a thousand, and nothing into none', () => {
  const items = Array.from({ length: 2001 }, (_, index) => index);
  expect(chunksOf(items).map((chunk) => chunk.length)).toEqual([1000, 1000, 1]);
  expect(chunksOf(items).flat()).toEqual(items);
  expect(chunksOf([])).toEqual([]);
  expect(chunksOf(items.slice(0, 1000))).toHaveLength(1);
});

test('findSchedules() finds thousands of digests, without those that are not known', async () => {
  const ledger = openDeliveries(await openMemoryDatabase(), { isPostgres: false });
  const names = Array.from({ length: 1500 }, (_, index) => `digest-${index}`);
  await ledger.enter(
    names.map((name) => ({ schedule: schedule(name), occurrences: [] })),
    week(0),
  );
  const found = await ledger.findSchedules([...names, 'unknown']);
  expect(found.size).toBe(1500);
  expect(found.get('digest-1499')).toEqual(schedule('digest-1499'));
});

test('lastPosted() is the last with a fingerprint; list() has the latest due first', async () => {
  const ledger = openDeliveries(await openMemoryDatabase(), { isPostgres: false });
  const occurrences = [0, 1, 2].map((count) => ({ dueAt: week(count), state: 'due' as const }));
  await ledger.enter([{ schedule: schedule('monday'), occurrences }], week(2));
  expect(await ledger.lastPosted('monday')).toBe(undefined);
  const claimed = await ledger.claim(['monday'], { now: week(2), leaseMs: 1000, limit: 3 });
  for (const [index, delivery] of claimed.entries()) {
    const posted = { state: 'posted', channel: 'C1', message: `${index}.1`, postedAt: week(2) } as const;
    await ledger.finish(delivery, index === 2 ? posted : { ...posted, fingerprint: `f${index}` });
  }
  expect((await ledger.lastPosted('monday'))?.message).toBe('1.1');
  expect((await ledger.list({ digest: 'monday', limit: 2 })).map(({ message }) => message)).toEqual(['2.1', '1.1']);
  expect(await ledger.list({ digest: 'tuesday' })).toEqual([]);
});

test('findLater() is the latest that was due since and by now, and has not failed', async () => {
  const ledger = openDeliveries(await openMemoryDatabase(), { isPostgres: false });
  const occurrences = [0, 1, 2, 3].map((count) => ({ dueAt: week(count), state: 'due' as const }));
  const entries = ['monday', 'other'].map((name) => ({ schedule: schedule(name), occurrences }));
  await ledger.enter(entries, week(3));
  const [first, second, third] = await ledger.claim(['monday'], { now: week(3), leaseMs: 1000, limit: 3 });
  expect(await ledger.findLater(first!, week(2))).toMatchObject({ id: third?.id, digest: 'monday' });
  await ledger.finish(third!, { state: 'failed', reason: 'no query is called sales' });
  expect(await ledger.findLater(first!, week(2))).toMatchObject({ id: second?.id });
  expect(await ledger.findLater(second!, week(2))).toBe(undefined);
});

test('find() is undefined for an id that is not there', async () => {
  const ledger = openDeliveries(await openMemoryDatabase(), { isPostgres: false });
  expect(await ledger.find('none')).toBe(undefined);
});
