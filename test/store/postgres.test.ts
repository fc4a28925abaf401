import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, expect, test } from 'vitest';

import { openPostgres } from '../../src/store/postgres.ts';
import { openPostgres as openTestPostgres } from '../support/postgres.ts';

const postgres = await openTestPostgres();

const isThere = typeof postgres !== 'string';

if (isThere) afterAll(postgres.close);
else console.warn(`openPostgres() not tested on a real one: there is ${postgres}`);

/** A database on Postgres, and what it logged. */
function open(url: string) {
  const logged: string[] = [];
  const database = openPostgres(url, {
    log: { warn: (_: object, message: string) => void logged.push(message) } as never,
  });
  return { database, logged };
}

test.runIf(isThere)('whole numbers of 64 bits are read as numbers', async () => {
  const { database } = open((postgres as { url: string }).url);
  const { rows } = await sql`SELECT 1764300000000::bigint AS "at", 1.50::numeric AS exact`.execute(database);
  expect(rows).toEqual([{ at: 1764300000000, exact: '1.50' }]);
  await database.destroy();
});

test.runIf(isThere)('a connection that breaks is logged, and the next query has another one', async () => {
  const { url } = postgres as { url: string };
  const { database, logged } = open(url);
  const { rows } = await sql<{ pid: number }>`SELECT pg_backend_pid() AS pid`.execute(database);
  const admin = new pg.Client(url);
  await admin.connect();
  await admin.query('SELECT pg_terminate_backend($1)', [rows[0]!.pid]);
  await admin.end();
  await expect.poll(() => logged).toEqual(['a connection to the database broke']);
  expect((await sql`SELECT 2 AS two`.execute(database)).rows).toEqual([{ two: 2 }]);
  await database.destroy();
});

test('nothing is connected until it is asked, and what cannot be reached rejects', async () => {
  const { database, logged } = open('postgres://127.0.0.1:1/none');
  expect(logged).toEqual([]);
  await expect(sql`SELECT 1`.execute(database)).rejects.toThrow('ECONNREFUSED');
  await database.destroy();
});

test('destroy() does not wait for a database that is silent', async () => {
  const silent = createServer().listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const { database } = open(`postgres://127.0.0.1:${(silent.address() as AddressInfo).port}/none`);
  const asked = sql`SELECT 1`.execute(database);
  const failed = expect(asked).rejects.toThrow('timeout');
  await once(silent, 'connection');
  await database.destroy();
  await failed;
  silent.close();
}, 20_000);
