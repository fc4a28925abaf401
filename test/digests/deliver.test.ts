import { expect, test } from 'vitest';

import type { AnswerFacts } from '../../src/digests/conditions.ts';
import type { Posted } from '../../src/digests/delivery.ts';

import { deliver } from '../../src/digests/deliver.ts';
import { claimDelivery, DUE, heldLease, MONDAY } from '../support/claimed-delivery.ts';

const HOUR_MS = 3_600_000;

const EARLIER: Posted = { channel: 'C1', ts: '0.5' };

/** A fact of data that end before the day that the digest must have. */
const STALE: AnswerFacts = { rows: [['1']], asOf: '2026-11-20' };

test('deliver() posts on time without looking for an earlier message', async () => {
  const { delivery, options, said } = await claimDelivery({ find: async () => EARLIER });
  await deliver(delivery, MONDAY, heldLease(), options);
  expect(said).toEqual(['post']);
  expect(await options.ledger.find(delivery.id)).toMatchObject({ state: 'posted', channel: 'C1', message: '1.1' });
});

test('deliver() takes the message of an earlier attempt for its own', async () => {
  const { delivery, options, said, wait } = await claimDelivery({ find: async () => EARLIER });
  wait(2 * 60_000);
  await deliver(delivery, MONDAY, heldLease(), options);
  expect(said).toEqual([]);
  expect(await options.ledger.find(delivery.id)).toMatchObject({ state: 'posted', message: '0.5' });
});

test('deliver() looks for an earlier message from before its due time on, as the clock of Slack may be behind', async () => {
  const looked: Date[] = [];
  const find = async (_: unknown, __: unknown, since: Date) => {
    looked.push(since);
    return EARLIER;
  };
  const { delivery, options, wait } = await claimDelivery({ find });
  wait(2 * 60_000);
  await deliver(delivery, MONDAY, heldLease(), options);
  expect(looked).toHaveLength(1);
  expect(DUE.getTime() - looked[0]!.getTime()).toBeGreaterThanOrEqual(60_000);
});

test('deliver() gives up what is older than its grace', async () => {
  const { delivery, options, said, wait } = await claimDelivery();
  wait(7 * HOUR_MS);
  await deliver(delivery, MONDAY, heldLease(), options);
  expect(await options.ledger.find(delivery.id)).toMatchObject({
    state: 'failed',
    reason: 'not posted within six hours',
  });
  expect(said[0]).toBe('failed: not posted within six hours.');
});

test('deliver() waits for newer data, and posts without them after three hours', async () => {
  const answer = async () => ({ facts: [STALE] });
  const digest = { ...MONDAY, onlyIf: ['fresh'] } as const;
  const { delivery, options, said, wait, claimAgain } = await claimDelivery({ answer });
  await deliver(delivery, digest, heldLease(), options);
  expect(await options.ledger.find(delivery.id)).toMatchObject({
    state: 'waiting',
    reason: 'its data ends on 20 Nov 2026',
  });
  wait(4 * HOUR_MS);
  await deliver(await claimAgain(), digest, heldLease(), options);
  expect(said).toEqual(['post: Late: the data ends on 20 Nov 2026. This message changes when newer data is there.']);
});

test('deliver() skips what its conditions do not want', async () => {
  const { delivery, options, said } = await claimDelivery({ answer: async () => ({ facts: [{ rows: [] }] }) });
  await deliver(delivery, { ...MONDAY, onlyIf: ['not empty'] }, heldLease(), options);
  expect(await options.ledger.find(delivery.id)).toMatchObject({
    state: 'skipped',
    reason: 'no question has any rows',
  });
  expect(said).toEqual([]);
});

test('deliver() posts nothing once its claim is lost', async () => {
  const lease = heldLease();
  const { delivery, options, said } = await claimDelivery({
    answer: async () => {
      lease.stop(new Error('another instance has taken this delivery over'));
      return { facts: [{ rows: [['1']] }] };
    },
  });
  await deliver(delivery, MONDAY, lease, options);
  expect(said).toEqual([]);
  expect((await options.ledger.find(delivery.id))?.state).toBe('due');
});

test('deliver() withdraws its message when another instance has posted one meanwhile', async () => {
  const { delivery, options, said, claimAgain } = await claimDelivery({
    post: async () => {
      const next = await claimAgain();
      await options.ledger.finish(next, { state: 'posted', channel: 'C1', message: '2.2', postedAt: new Date(0) });
      return { channel: 'C1', ts: '1.1' };
    },
  });
  await deliver(delivery, MONDAY, heldLease(), options);
  expect(said).toEqual(['remove 1.1']);
  expect((await options.ledger.find(delivery.id))?.message).toBe('2.2');
});

test('deliver() notes an error of its answer, and does not reject', async () => {
  const { delivery, options, logged } = await claimDelivery({
    answer: async () => {
      throw new Error('no network');
    },
  });
  await deliver(delivery, MONDAY, heldLease(), options);
  expect(logged).toEqual(['cannot post a digest']);
  expect(await options.ledger.find(delivery.id)).toMatchObject({ state: 'due', reason: 'no network' });
});
