import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { SqliteDatabase } from 'kysely';
import { Kysely, SqliteDialect } from 'kysely';

import type { Schema } from './schema.ts';

const BUSY_MS = 5000;

/** Opens a file, made with its folder when it is not there. What is committed survives a crash and a power cut. */
export function openSqlite(path: string): Kysely<Schema> {
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true });
  const sqlite = new DatabaseSync(path, { timeout: BUSY_MS });
  sqlite.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
  return new Kysely<Schema>({ dialect: new SqliteDialect({ database: forKysely(sqlite) }) });
}

function forKysely(sqlite: DatabaseSync): SqliteDatabase {
  return {
    prepare(sql) {
      // every transaction here writes, and one that began by reading cannot wait for another's write lock
      const statement = sqlite.prepare(sql === 'begin' ? 'begin immediate' : sql);
      const values = (parameters: readonly unknown[]) => parameters as (string | number | null)[];
      return {
        reader: statement.columns().length > 0,
        all: (parameters) => statement.all(...values(parameters)),
        run: (parameters) => statement.run(...values(parameters)),
        iterate: (parameters) => statement.iterate(...values(parameters)),
      };
    },
    close: () => sqlite.close(),
  };
}
