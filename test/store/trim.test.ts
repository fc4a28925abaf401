import { expect, test } from 'vitest';

import { openDeliveries } from '../../src/store/deliveries.ts';
import { openRunSizes } from '../../src/store/run-sizes.ts';
import { openSpending } from '../../src/store/spending.ts';
import { trim } from '../../src/store/trim.ts';
import { openMemoryDatabase } from '../support/memory-database.ts';

const BEFORE = new Date('2026-11-20T12:00:00Z');

test('trim() deletes sizes and whole days of spending from before a moment', async () => {
  const database = await openMemoryDatabase();
  const size = { shape: 'a', days: 1, bytes: 1, isBilled: true };
  await openRunSizes(database, () => BEFORE.getTime() - 1).note('old', size);
  await openRunSizes(database, () => BEFORE.getTime()).note('new', size);
  const spending = openSpending(database);
  for (const day of ['2026-11-19', '2026-11-20']) await spending.add(day, ['U1'], { bytes: 1, dollars: 1 });
  await trim(database, BEFORE);
  expect(await openRunSizes(database).find('old')).toEqual([]);
  expect(await openRunSizes(database).find('new')).toEqual([size]);
  expect((await spending.read('2026-11-19', 'U1')).bytes).toBe(0);
  expect((await spending.read('2026-11-20', 'U1')).bytes).toBe(1);
});

test('trim() keeps deliveries that have not ended, however old they are', async () => {
  const database = await openMemoryDatabase();
  const ledger = openDeliveries(database, { isPostgres: false });
  const schedule = { digest: 'monday', cron: '0 9 * * 1', timezone: 'UTC', since: BEFORE };
  const [old, older] = [new Date(BEFORE.getTime() - 1), new Date(0)];
  const occurrences = [
    { dueAt: older, state: 'due' as const },
    { dueAt: old, state: 'skipped' as const, reason: 'missed' },
    { dueAt: BEFORE, state: 'skipped' as const, reason: 'missed' },
  ];
  await ledger.enter([{ schedule, occurrences }], BEFORE);
  await trim(database, BEFORE);
  expect((await ledger.list()).map(({ dueAt }) => dueAt)).toEqual([BEFORE, older]);
});
