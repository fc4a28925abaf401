import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import { afterEach, describe, expect, test } from 'vitest';

import type { Schema } from '../../src/store/schema.ts';

import { MIGRATIONS } from '../../src/store/migrations.ts';
import { openPostgres } from '../../src/store/postgres.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { openSchema } from '../support/postgres.ts';
import { storeEngines } from '../support/store-engines.ts';

const engines = await storeEngines('migrations');

describe.each(engines)('on %s', (name, url) => {
  let database: Kysely<Schema>;
  let dropSchema = async () => {};

  afterEach(async () => {
    await database.destroy();
    await dropSchema();
  });

  /** Opens a store as a release left it that knew so many steps. */
  async function openAsOf(steps: number): Promise<void> {
    if (name === 'Postgres') {
      const schema = await openSchema(url);
      dropSchema = schema.close;
      database = openPostgres(schema.url, { log: { warn() {} } });
    } else database = openSqlite(':memory:');
    for (const apply of MIGRATIONS.slice(0, steps)) await apply(database);
  }

  async function applyRest(from: number): Promise<void> {
    for (const apply of MIGRATIONS.slice(from)) await apply(database);
  }

  const rowsOf = async (text: string) => (await sql.raw<Record<string, unknown>>(text).execute(database)).rows;

  test('a digest that was planned is due at the same moment, and one that was never due is not', async () => {
    await openAsOf(2);
    await rowsOf("insert into plans values ('monday', '0 9 * * 1', 'UTC', 5000), ('never', '0 0 30 2 *', 'UTC', null)");
    await applyRest(2);
    expect(await rowsOf('select digest, cron, timezone, since from schedules')).toEqual([
      { digest: 'monday', cron: '0 9 * * 1', timezone: 'UTC', since: 4999 }, // due are the moments after it
    ]);
  });

  test('what was delivered before keeps its outcome, under the name that it has now', async () => {
    await openAsOf(2);
    await rowsOf("insert into deliveries values ('a', 'monday', 5000, 'failed', 3, 0, null, 'no such channel')");
    await applyRest(2);
    expect(
      await rowsOf('select state, attempt, reason, failures, entered_at, posted_at, notice from deliveries'),
    ).toEqual([
      {
        state: 'failed',
        attempt: 3,
        reason: 'no such channel',
        failures: 0,
        entered_at: 0,
        posted_at: null,
        notice: null,
      },
    ]);
  });

  test('a digest that was posted before clicks were noted counts as used, and one that was not does not', async () => {
    await openAsOf(MIGRATIONS.length - 2);
    const columns = 'id, digest, due_at, state, attempt, lease_until, posted_at';
    await rowsOf(
      `insert into deliveries (${columns}) values ('a', 'x', 1, 'posted', 1, 0, 70), ('b', 'x', 2, 'failed', 1, 0, null)`,
    );
    await applyRest(MIGRATIONS.length - 2);
    expect(await rowsOf('select id, clicked_at from deliveries order by id')).toEqual([
      { id: 'a', clicked_at: 70 },
      { id: 'b', clicked_at: null },
    ]);
  });

  test('questions of the audit that were asked before were answered, and not from a result that was there', async () => {
    await openAsOf(6);
    await rowsOf("insert into audit values ('a', 1, 'U1', 'sales', 12)");
    await applyRest(6);
    expect(await rowsOf('select person, question, scanned_bytes, outcome, is_reused, dollars from audit')).toEqual([
      { person: 'U1', question: 'sales', scanned_bytes: 12, outcome: 'answered', is_reused: 0, dollars: null },
    ]);
  });

  test('a question that was open is in its first attempt', async () => {
    await openAsOf(4);
    await rowsOf("insert into questions values ('a', 'i', 'U1', 'C1', null, null, 'sales', 9)");
    await applyRest(4);
    expect(await rowsOf('select id, attempt from questions')).toEqual([{ id: 'a', attempt: 1 }]);
  });

  test('a delivery is entered once for each moment, and a setting once for each owner', async () => {
    await openAsOf(MIGRATIONS.length);
    const deliver = (id: string, dueAt: number) =>
      rowsOf(
        `insert into deliveries (id, digest, due_at, state, attempt, lease_until) values ('${id}', 'x', ${dueAt}, 'due', 0, 0)`,
      );
    await deliver('a', 1);
    await deliver('b', 2);
    await expect(deliver('c', 1)).rejects.toThrow(/unique/i);
    await rowsOf("insert into preferences values ('U1', 'private', 'yes'), ('U2', 'private', 'yes')");
    await expect(rowsOf("insert into preferences values ('U1', 'private', 'no')")).rejects.toThrow(/unique/i);
  });
});
