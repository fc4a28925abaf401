import { expect, test, vi } from 'vitest';

import type { Digest } from '../../src/digests/digest.ts';

import { openPlanner } from '../../src/digests/planner.ts';
import { openDeliveries } from '../../src/store/deliveries.ts';
import { DUE, MONDAY } from '../support/claimed-delivery.ts';
import { openMemoryDatabase } from '../support/memory-database.ts';

const HOUR_MS = 3_600_000;

const after = (hours: number) => new Date(DUE.getTime() + hours * HOUR_MS);

async function open(...given: Digest[]) {
  const ledger = openDeliveries(await openMemoryDatabase(), { isPostgres: false });
  const state = { digests: given };
  const log = { error: vi.fn() };
  return { ledger, log, state, planner: openPlanner({ digests: () => state.digests, ledger, log }) };
}

test('plan() enters a digest from when it is first seen, and then what has come', async () => {
  const { planner, ledger } = await open(MONDAY);
  await planner.plan(after(-1));
  expect(await ledger.list()).toEqual([]);
  await planner.plan(after(0));
  expect(await ledger.list()).toMatchObject([{ digest: 'monday', dueAt: DUE, state: 'due' }]);
  await planner.plan(after(7 * 24));
  expect((await ledger.list()).map(({ dueAt }) => dueAt)).toEqual([after(7 * 24), DUE]);
});

test('plan() asks the ledger of nothing that is planned and not due', async () => {
  const { planner, ledger } = await open(MONDAY);
  const find = vi.spyOn(ledger, 'findSchedules');
  await planner.plan(after(-2));
  await planner.plan(after(-1));
  expect(find).toHaveBeenCalledTimes(1);
});

test('plan() reads a digest whose times have changed again', async () => {
  const { planner, ledger, state } = await open(MONDAY);
  await planner.plan(after(-2));
  state.digests = [{ ...MONDAY, cron: '30 8 * * 1' }];
  await planner.plan(after(-1));
  expect((await ledger.findSchedules(['monday'])).get('monday')).toMatchObject({
    cron: '30 8 * * 1',
    since: after(-1),
  });
  expect(planner.nextDueAt(after(-1))).toBe(after(-0.5).getTime());
});

test('plan() ends what is left of digests that are gone, once they are past their grace', async () => {
  const { planner, ledger, state } = await open(MONDAY);
  await planner.plan(after(-1));
  await planner.plan(after(0));
  state.digests = [];
  await planner.plan(after(5));
  expect((await ledger.list())[0]?.state).toBe('due');
  await planner.plan(after(7));
  expect((await ledger.list())[0]).toMatchObject({ state: 'skipped', reason: 'there is no such digest any more' });
});

test('plan() plans the others when one cannot be read, and never rejects', async () => {
  const { planner, ledger, log } = await open({ ...MONDAY, name: 'broken', cron: 'never' }, MONDAY);
  await planner.plan(after(-1));
  expect(log.error.mock.calls.map(([{ digest }, text]) => [digest, text])).toEqual([
    ['broken', 'cannot plan a digest'],
  ]);
  expect([...(await ledger.findSchedules(['broken', 'monday'])).keys()]).toEqual(['monday']);
  vi.spyOn(ledger, 'findSchedules').mockRejectedValue(new Error('no database'));
  await planner.plan(after(0));
  expect(log.error).toHaveBeenCalledWith({ error: new Error('no database') }, 'cannot plan digests');
});

test('nextDueAt() is the soonest of all, also of what was never planned', async () => {
  const { planner, state } = await open();
  expect(planner.nextDueAt(DUE)).toBe(Number.POSITIVE_INFINITY);
  state.digests = [MONDAY, { ...MONDAY, name: 'daily', cron: '0 7 * * *' }];
  expect(planner.nextDueAt(DUE)).toBe(after(22).getTime());
});
