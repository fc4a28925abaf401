import { expect, test } from 'vitest';

import { hasInserted, hasUpdated } from '../../src/store/has-changed.ts';
import { openMemoryDatabase } from '../support/memory-database.ts';

test('hasInserted() is false once the key is taken', async () => {
  const database = await openMemoryDatabase();
  const insert = (id: string) =>
    hasInserted(
      database
        .insertInto('seen')
        .values({ id, at: 0 })
        .onConflict((conflict) => conflict.column('id').doNothing()),
    );
  expect([await insert('a'), await insert('a'), await insert('b')]).toEqual([true, false, true]);
});

test('hasUpdated() is true only when a row was there to be changed, though to the same', async () => {
  const database = await openMemoryDatabase();
  await database.insertInto('seen').values({ id: 'a', at: 0 }).execute();
  const update = (id: string) => hasUpdated(database.updateTable('seen').set({ at: 0 }).where('id', '=', id));
  expect([await update('a'), await update('b')]).toEqual([true, false]);
});
