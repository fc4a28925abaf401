import { expect, test } from 'vitest';

import { openDeliveryNotices } from '../../src/store/delivery-notices.ts';
import { claimDelivery } from '../support/claimed-delivery.ts';
import { openMemoryDatabase } from '../support/memory-database.ts';

const NOW = new Date('2026-11-23T10:00:00Z');

test('tellOnce() is true for the first caller only', async () => {
  const { delivery, options } = await claimDelivery();
  const told = await Promise.all([1, 2, 3].map(() => options.ledger.tellOnce(delivery, NOW)));
  expect(told.sort()).toEqual([false, false, true]);
  expect((await options.ledger.find(delivery.id))?.toldAt).toEqual(NOW);
});

test('notices are those of one digest, each where it was put last', async () => {
  const { delivery, options } = await claimDelivery();
  const { ledger } = options;
  await ledger.noteNotice(delivery, { channel: 'C1', ts: '1.1' });
  await ledger.noteNotice(delivery, { channel: 'C1', ts: '2.2', thread: '0.1' });
  expect(await ledger.noticesOf('monday')).toEqual([{ channel: 'C1', ts: '2.2' }]);
  expect(await ledger.noticesOf('tuesday')).toEqual([]);
  await ledger.clearNotices('tuesday');
  expect((await ledger.find(delivery.id))?.notice).toEqual({ channel: 'C1', ts: '2.2' });
  await ledger.clearNotices('monday');
  expect(await ledger.noticesOf('monday')).toEqual([]);
});

test('retry() makes due at once what failed or waits, but neither what runs nor what was posted', async () => {
  const { delivery, options } = await claimDelivery();
  const { ledger } = options;
  expect(await ledger.retry(delivery.id, NOW)).toBe(false);
  await ledger.finish(delivery, { state: 'failed', reason: 'no such query' });
  expect(await ledger.retry(delivery.id, NOW)).toBe(true);
  expect(await ledger.find(delivery.id)).toMatchObject({ state: 'due', retriedAt: NOW });
  const [again] = await ledger.claim(['monday'], { now: NOW, leaseMs: 1, limit: 1 });
  await ledger.finish(again!, { state: 'posted', channel: 'C1', message: '1.1', postedAt: NOW });
  expect(await ledger.retry(delivery.id, NOW)).toBe(false);
});

test('hasten() makes due at once what waits to be tried again, and takes nothing from who works on it', async () => {
  const { delivery, options } = await claimDelivery();
  const { ledger } = options;
  const claim = () => ledger.claim(['monday'], { now: NOW, leaseMs: 1000, limit: 1 });
  await ledger.renew(delivery, { until: new Date(NOW.getTime() + 1) });
  await ledger.hasten(delivery.id);
  expect(await claim()).toEqual([]);
  await ledger.release(delivery, { until: new Date(NOW.getTime() + 60_000), reason: 'Athena cannot be reached' });
  expect(await claim()).toEqual([]);
  await ledger.hasten(delivery.id);
  expect(await claim()).toMatchObject([{ id: delivery.id, reason: 'Athena cannot be reached' }]);
});

test('nothing is changed of a delivery that is not there', async () => {
  const notices = openDeliveryNotices(await openMemoryDatabase());
  expect(await notices.retry('none', NOW)).toBe(false);
  expect(await notices.noticesOf('none')).toEqual([]);
});
