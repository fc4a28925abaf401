import { expect, test } from 'vitest';

import { openSweep } from '../../src/store/sweep.ts';
import { openMemoryDatabase } from '../support/memory-database.ts';

async function open() {
  const database = await openMemoryDatabase();
  const add = (...moments: number[]) =>
    database
      .insertInto('seen')
      .values(moments.map((at) => ({ id: `at ${at}`, at })))
      .execute();
  const left = async () => (await database.selectFrom('seen').select('at').orderBy('at').execute()).map(({ at }) => at);
  return { add, left, sweep: openSweep(database, 'seen', { keptMs: 100, everyMs: 10 }) };
}

test('the first call deletes what is older than is kept', async () => {
  const { add, left, sweep } = await open();
  await add(1, 99, 100, 300);
  await sweep(200);
  expect(await left()).toEqual([100, 300]);
});

test('later calls delete only after their pause', async () => {
  const { add, left, sweep } = await open();
  await sweep(200);
  await add(1);
  await sweep(209);
  expect(await left()).toEqual([1]);
  await sweep(210);
  expect(await left()).toEqual([]);
});
