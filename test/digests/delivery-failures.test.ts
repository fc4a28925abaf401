import { expect, test } from 'vitest';

import type { Delivery } from '../../src/digests/delivery.ts';

import { endOfGrace, giveUp, recordFailure } from '../../src/digests/delivery-failures.ts';
import { UserError } from '../../src/error.ts';
import { claimDelivery, DUE, heldLease, MONDAY } from '../support/claimed-delivery.ts';

const MINUTE_MS = 60_000;

const isTemporary = () => false;

test('endOfGrace() is six hours after it was due, or after somebody asked for another attempt', () => {
  expect(endOfGrace({ dueAt: DUE } as Delivery)).toEqual(new Date('2026-11-23T15:00:00Z'));
  const retriedAt = new Date('2026-11-25T00:00:00Z');
  expect(endOfGrace({ dueAt: DUE, retriedAt } as Delivery)).toEqual(new Date('2026-11-25T06:00:00Z'));
});

test('recordFailure() of an outage releases the delivery, and tells nobody at first', async () => {
  const { delivery, options, said } = await claimDelivery();
  await recordFailure(new Error('no network'), delivery, MONDAY, heldLease(), options);
  expect(await options.ledger.find(delivery.id)).toMatchObject({ state: 'due', reason: 'no network', failures: 0 });
  expect(said).toEqual([]);
});

test('recordFailure() of an outage that lasts tells channel and owner, once', async () => {
  const { delivery, options, said, wait } = await claimDelivery();
  wait(20 * MINUTE_MS);
  for (const _ of [1, 2]) await recordFailure(new UserError('Athena is away'), delivery, MONDAY, heldLease(), options);
  expect(said).toEqual([
    'late: Athena is away.',
    'to U0000001: “Monday”, due 09:00 (UTC), is late: Athena is away. It is tried again until 15:00.',
  ]);
  expect((await options.ledger.find(delivery.id))?.notice).toEqual({ channel: 'C1', ts: '9.9' });
});

test('recordFailure() tells an owner the days in their own order', async () => {
  const { delivery, options, said, wait } = await claimDelivery({
    localeOf: async (target) => (target === MONDAY.owner ? 'en-US' : undefined),
  });
  wait(25 * 60 * MINUTE_MS);
  const retried = { ...delivery, retriedAt: new Date(DUE.getTime() + 24 * 60 * MINUTE_MS) };
  await recordFailure(new UserError('Athena is away'), retried, MONDAY, heldLease(), options);
  expect(said[1]).toContain('“Monday”, due Nov 23, 2026 09:00 (UTC), is late');
});

test('recordFailure() keeps what is a fault of ours in the log', async () => {
  const { delivery, options, said, wait } = await claimDelivery();
  wait(20 * MINUTE_MS);
  await recordFailure(new TypeError('x is not a function'), delivery, MONDAY, heldLease(), options);
  expect(said[0]).toBe('late: something went wrong, see the log.');
});

test('recordFailure() counts errors that do not pass, and gives up at the fifth', async () => {
  const { delivery, options, said } = await claimDelivery({ isTemporary });
  await recordFailure(new UserError('no such query'), delivery, MONDAY, heldLease(), options);
  expect(await options.ledger.find(delivery.id)).toMatchObject({ state: 'due', failures: 1 });
  await recordFailure(new UserError('no such query'), { ...delivery, failures: 4 }, MONDAY, heldLease(), options);
  expect(await options.ledger.find(delivery.id)).toMatchObject({ state: 'failed', reason: 'no such query' });
  expect(said).toEqual([
    'failed: no such query.',
    'to U0000001: “Monday”, due 09:00 (UTC), was not posted: no such query.',
  ]);
});

test('recordFailure() gives up at once what somebody has tried again, who sees it in the notice', async () => {
  const { delivery, options, said } = await claimDelivery({ isTemporary });
  const retried = { ...delivery, retriedAt: DUE };
  await recordFailure(new UserError('no such query'), retried, MONDAY, heldLease(), options);
  expect((await options.ledger.find(delivery.id))?.state).toBe('failed');
  expect(said).toEqual(['failed: no such query.']);
});

test('recordFailure() after the claim was lost releases without a pause, whatever the error is', async () => {
  const { delivery, options, claimAgain } = await claimDelivery({ isTemporary });
  const lease = heldLease();
  lease.stop(new Error('shut down'));
  await recordFailure(new UserError('no such query'), delivery, MONDAY, lease, options);
  expect(await options.ledger.find(delivery.id)).toMatchObject({ state: 'due', failures: 0 });
  expect(await claimAgain()).toMatchObject({ attempt: 2 });
});

test('giveUp() says nothing when another instance holds the delivery', async () => {
  const { delivery, options, said, claimAgain } = await claimDelivery();
  await claimAgain();
  await giveUp(delivery, MONDAY, 'not posted within six hours', options);
  expect((await options.ledger.find(delivery.id))?.state).toBe('running');
  expect(said).toEqual([]);
});

test('giveUp() names an alert and a channel that is its own owner hears it once', async () => {
  const alert = { ...MONDAY, isAlert: true, questions: ['sales below 5'], owner: '#sales' } as const;
  const { delivery, options, said } = await claimDelivery({}, alert);
  await giveUp(delivery, alert, 'no such query', options);
  expect(said).toEqual(['failed: no such query.']);
  const other = await claimDelivery({}, { ...alert, owner: 'U2' });
  await giveUp(other.delivery, { ...alert, owner: 'U2' }, 'no such query', other.options);
  expect(other.said[1]).toBe('to U2: The alert “sales below 5” could not be checked: no such query.');
});
