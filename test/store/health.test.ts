import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { sql } from 'kysely';
import { afterAll, expect, test } from 'vitest';

import { openHealth } from '../../src/store/health.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { openStore } from '../../src/store/store.ts';
import { openPostgres } from '../support/postgres.ts';
import { openSilencer } from '../support/silencer.ts';

const folder = mkdtempSync(join(tmpdir(), 'owlpost-health-'));

const postgres = await openPostgres();

if (typeof postgres === 'string') console.warn(`a silent Postgres is not tested: there is ${postgres}`);

afterAll(async () => {
  rmSync(folder, { recursive: true });
  if (typeof postgres !== 'string') await postgres.close();
});

test('a full database is told, and again when there is room', async () => {
  const file = join(folder, 'full.db');
  await openStore(file, { log: { warn() {} } }).then((store) => store.close());
  const database = openSqlite(file);
  let now = 0;
  const check = openHealth(database, () => now);
  await sql`pragma max_page_count = 1`.execute(database); // as small as it is now
  const fill = async () => {
    for (let row = 0; ; row++) await sql`insert into seen values (${`row ${row}`}, 0)`.execute(database);
  };
  await expect(fill()).rejects.toThrow('database or disk is full');
  expect(await check()).toBe('the store cannot be written (database or disk is full)');
  await sql`pragma max_page_count = 1000000`.execute(database);
  expect(await check(), 'an outcome is kept for two seconds').toBeDefined();
  now += 2000;
  expect(await check()).toBeUndefined();
  await database.destroy();
});

test('a store that another process holds is told after two seconds, and nothing else stands still', async () => {
  const file = join(folder, 'held.db');
  const store = await openStore(file, { log: { warn() {} } });
  const other = new DatabaseSync(file);
  other.exec('BEGIN IMMEDIATE');
  let turns = 0;
  const turning = setInterval(() => {
    turns += 1;
  }, 10);
  expect(await store.check()).toBe('the store is silent');
  clearInterval(turning);
  expect(turns).toBeGreaterThan(50);
  const claimed = store.seen.claim('later');
  other.exec('ROLLBACK');
  expect(await claimed).toBe(true);
  other.close();
  await store.close();
});

if (typeof postgres !== 'string' && !process.env.DATABASE_URL) {
  test('a Postgres that does not answer is told', async () => {
    const silencer = await openSilencer(postgres.url);
    const store = await openStore(silencer.url, { log: { warn() {} } });
    expect(await store.check()).toBeUndefined();
    silencer.silence();
    await expect.poll(store.check).toBe('the store is silent'); // an outcome is kept for two seconds
    silencer.close(); // breaks a connection whose query waits, which must not end the process
    await store.close();
  });
}
