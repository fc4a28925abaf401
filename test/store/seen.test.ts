import { expect, test } from 'vitest';

import { openSeen } from '../../src/store/seen.ts';
import { openMemoryDatabase } from '../support/memory-database.ts';

const HOUR_MS = 60 * 60_000;

test('claim() takes a request once, whoever asks for it', async () => {
  const database = await openMemoryDatabase();
  const claims = [openSeen(database), openSeen(database), openSeen(database)].map((seen) => seen.claim('Ev1'));
  expect((await Promise.all(claims)).sort()).toEqual([false, false, true]);
  expect(await openSeen(database).claim('Ev2')).toBe(true);
});

test('claim() forgets a request after a day', async () => {
  let at = 0;
  const seen = openSeen(await openMemoryDatabase(), () => at);
  expect(await seen.claim('Ev1')).toBe(true);
  at = 24 * HOUR_MS;
  expect(await seen.claim('Ev1')).toBe(false);
  at = 25 * HOUR_MS;
  expect(await seen.claim('Ev1')).toBe(true);
});
