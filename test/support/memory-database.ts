import type { Kysely } from 'kysely';

import type { Schema } from '../../src/store/schema.ts';

import { MIGRATIONS } from '../../src/store/migrations.ts';
import { openSqlite } from '../../src/store/sqlite.ts';

/** Opens a SQLite in memory with all tables of the store, for tests that open one table with a clock of their own. */
export async function openMemoryDatabase(): Promise<Kysely<Schema>> {
  const database = openSqlite(':memory:');
  for (const apply of MIGRATIONS) await apply(database);
  return database;
}
