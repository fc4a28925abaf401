import { chmodSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { StatementSync } from 'node:sqlite';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CompiledQuery, DatabaseConnection, SqliteDatabase } from 'kysely';
import { Kysely, SqliteDialect } from 'kysely';
import { LRUCache } from 'lru-cache';

import type { Schema } from './schema.ts';

/** How long a statement waits for another process's write, in milliseconds: inside SQLite, where all else stands still, and beside it. */
const BUSY_MS = { inside: 5, beside: 10_000, pause: 20 } as const;

/**
 * Opens a SQLite file. It is created with its folder when it does not exist, readable for its owner only. Commits
 * survive a crash of the process but not always a power cut, as waiting for the disk at each commit would delay every
 * other request; a digest that was posted just before is then found in its channel.
 * https://www.sqlite.org/pragma.html#pragma_synchronous
 */
export function openSqlite(path: string): Kysely<Schema> {
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true });
  const sqlite = new DatabaseSync(path, { timeout: 10_000 });
  if (path !== ':memory:') chmodSync(path, 0o600);
  logAhead(sqlite);
  sqlite.exec('PRAGMA synchronous = NORMAL');
  sqlite.exec(`PRAGMA busy_timeout = ${BUSY_MS.inside}`);
  return new Kysely<Schema>({ dialect: patientDialect(new SqliteDialect({ database: forKysely(sqlite) })) });
}

/** Turns write-ahead logging on. SQLite does not wait for its own timeout while another process does the same. */
function logAhead(sqlite: DatabaseSync): void {
  const until = performance.now() + BUSY_MS.beside;
  for (;;) {
    try {
      sqlite.exec('PRAGMA journal_mode = WAL');
      return;
    } catch (error) {
      if (!isBusy(error) || performance.now() > until) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, BUSY_MS.pause); // nothing else runs before the store is open
    }
  }
}

/** The dialect, but a statement that finds the file busy is tried again while other work goes on. */
function patientDialect(dialect: SqliteDialect): SqliteDialect {
  const createDriver = dialect.createDriver.bind(dialect);
  dialect.createDriver = () => {
    const driver = createDriver();
    const acquireConnection = driver.acquireConnection.bind(driver);
    const known = new WeakSet<DatabaseConnection>();
    driver.acquireConnection = async (...given) => {
      const connection = await acquireConnection(...given);
      if (known.has(connection)) return connection;
      known.add(connection);
      return patient(connection);
    };
    return driver;
  };
  return dialect;
}

function patient(connection: DatabaseConnection): DatabaseConnection {
  const executeQuery = connection.executeQuery.bind(connection);
  connection.executeQuery = async <Row>(query: CompiledQuery) => {
    const until = performance.now() + BUSY_MS.beside;
    for (;;) {
      try {
        return await executeQuery<Row>(query);
      } catch (error) {
        if (!isBusy(error) || performance.now() > until) throw error;
        await sleep(BUSY_MS.pause);
      }
    }
  };
  return connection;
}

/** https://www.sqlite.org/rescode.html#busy, with its extended codes. */
function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && (Number(error.errcode) & 0xff) === 5;
}

/** So many statements stay prepared, as preparing one takes about as long as running it. */
const PREPARED = 200;

function forKysely(sqlite: DatabaseSync): SqliteDatabase {
  const prepared = new LRUCache<string, { readonly statement: StatementSync; readonly reader: boolean }>({
    max: PREPARED,
    memoMethod: (sql) => {
      const statement = sqlite.prepare(sql);
      return { statement, reader: statement.columns().length > 0 };
    },
  });
  return {
    prepare(sql) {
      // every transaction here writes, and one that began by reading cannot wait for another's write lock
      const { statement, reader } = prepared.memo(sql === 'begin' ? 'begin immediate' : sql);
      const values = (parameters: readonly unknown[]) => parameters as (string | number | null)[];
      return {
        reader,
        all: (parameters) => statement.all(...values(parameters)),
        run: (parameters) => statement.run(...values(parameters)),
        iterate: (parameters) => statement.iterate(...values(parameters)),
      };
    },
    close: () => sqlite.close(),
  };
}
