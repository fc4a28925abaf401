import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Bench } from '../../support/ask.ts';

import { openBench } from '../../support/ask.ts';

let bench: Bench;

let outside: string;

beforeAll(async () => {
  outside = await mkdtemp(join(tmpdir(), 'outside-'));
  await writeFile(join(outside, 'secret.csv'), 'secret\nhidden\n');
  await writeFile(join(outside, 'secret.yml'), 'n: hidden\n');
  bench = await openBench({ 't/a.csv': 'n\n1\n', 'quote/a.csv': 'n\n2\n' });
});

afterAll(async () => {
  await bench.close();
  await rm(outside, { recursive: true, force: true });
});

/** Ways to reach a file that is none of the lake's; `FILE` is its path. */
const READS = [
  `SELECT * FROM read_csv('FILE')`,
  `SELECT * FROM READ_CSV_AUTO('FILE')`,
  `SELECT * FROM read_text('FILE')`,
  `SELECT * FROM read_blob('FILE')`,
  `SELECT * FROM read_parquet('FILE')`,
  `SELECT * FROM glob('FOLDER/*')`,
  `SELECT * FROM sniff_csv('FILE')`,
  `SELECT * FROM 'FILE'`,
  `SELECT * FROM "FILE"`,
  `SELECT * FROM default."FILE"`,
  `SELECT * FROM "../../..FILE"`,
  `FROM 'FILE'`,
  `SELECT * FROM TABLE(read_csv('FILE'))`,
  `SELECT * FROM LATERAL (SELECT * FROM "FILE")`,
  `WITH x AS (SELECT * FROM read_csv('FILE')) SELECT * FROM x`,
  `SELECT (SELECT content FROM read_text('FILE'))`,
  `SELECT * FROM t WHERE n IN (SELECT secret FROM read_csv('FILE'))`,
  `SELECT getenv('HOME')`,
  `SELECT * FROM duckdb_settings()`,
  `SELECT * FROM duckdb_secrets()`,
  `SELECT current_setting('allowed_directories')`,
  `SELECT * FROM pg_catalog.pg_settings`,
  `SELECT * FROM sqlite_master`,
  `SELECT * FROM "memory"."default"."t"`,
  `SELECT * FROM probes.default.t`,
  `SELECT query('SELECT 1')`,
  `SELECT * FROM query('FROM ''FILE''')`,
  `SELECT * FROM query_table('FILE')`,
  `SELECT * FROM parquet_metadata('FILE')`,
  `SELECT trino.raise('A', 'b', 1)`,
  `SELECT 1 /* /* */ ; SELECT * FROM read_csv('FILE') -- */`,
  `SELECT 1 -- \n; ATTACH 'FILE'`,
  `SELECT * FROM t; COPY t TO 'FOLDER/written.csv'`,
  `SELECT '\u2019' || (SELECT content FROM read_text(\u2019FILE\u2019))`,
  `SELECT * FROM ｔ`,
];

const WRITES = [
  `COPY t TO 'FOLDER/written.csv'`,
  `COPY (SELECT 1) TO 'LAKE/t/written.csv'`,
  `ATTACH 'FOLDER/written.db'`,
  `ATTACH ':memory:' AS x`,
  `INSTALL httpfs`,
  `LOAD 'FOLDER/x.duckdb_extension'`,
  `PRAGMA database_list`,
  `SET enable_external_access = true`,
  `RESET lock_configuration`,
  `EXPORT DATABASE 'FOLDER/written'`,
  `IMPORT DATABASE 'FOLDER'`,
  `CREATE TABLE x AS SELECT 1`,
  `CREATE MACRO x() AS 1`,
  `CREATE SECRET (TYPE s3)`,
  `INSERT INTO t VALUES (1)`,
  `DELETE FROM t`,
  `DROP VIEW t`,
  `CALL pragma_version()`,
  `EXPLAIN ANALYZE COPY t TO 'FOLDER/written.csv'`,
  `EXPLAIN COPY t TO 'FOLDER/written.csv'`,
  `PREPARE p FROM COPY t TO 'FOLDER/written.csv'`,
  `UNLOAD (SELECT 1) TO 's3://x/' WITH (format = 'PARQUET')`,
  `CHECKPOINT`,
  `USE probes`,
];

const place = (sql: string) =>
  sql.replaceAll('FILE', join(outside, 'secret.csv')).replaceAll('FOLDER', outside).replaceAll('LAKE', bench.lake);

async function attempt(sql: string, ExecutionParameters?: string[]): Promise<string> {
  try {
    const { rows, execution } = await bench.ask(sql, { ExecutionParameters });
    return execution.Status?.State === 'SUCCEEDED'
      ? `answered ${JSON.stringify(rows)}`
      : execution.Status!.StateChangeReason!;
  } catch (error) {
    return (error as Error).message;
  }
}

describe('no SQL reaches beyond the lake', () => {
  test.each(READS)('%s', async (sql) => {
    const outcome = await attempt(place(sql));
    expect(outcome).not.toMatch(/^answered|hidden|GENERIC_INTERNAL_ERROR/);
  });

  test.each(WRITES)('%s', async (sql) => {
    const outcome = await attempt(place(sql));
    expect(outcome).not.toMatch(/^answered|GENERIC_INTERNAL_ERROR/);
    expect(await readdir(outside)).toEqual(['secret.csv', 'secret.yml']);
    expect(await readdir(join(bench.lake, 't'))).toEqual(['a.csv']);
    expect(await attempt('SELECT n FROM t')).toBe('answered [["n"],["1"]]');
  });

  test.each([
    `') OR (1 = 1`,
    `1) UNION SELECT content FROM read_text('FILE') --`,
    `(SELECT content FROM read_text('FILE'))`,
    `read_text('FILE')`,
    `getenv('HOME')`,
    `1; DROP VIEW t`,
    `1 -- `,
    `/* */ n`,
    `"n"`,
    `\u0000`,
  ])('the parameter %j stays a value', async (value) => {
    const outcome = await attempt('SELECT n FROM t WHERE CAST(n AS varchar) = ?', [place(value)]);
    expect(outcome).not.toMatch(/hidden|\[\["n"\],\["1"\]|GENERIC_INTERNAL_ERROR/);
  });

  test('a name that holds quotes is only a name', async () => {
    expect(await attempt(`SELECT * FROM "t"" UNION SELECT * FROM ""quote"`)).toMatch(/TABLE_NOT_FOUND/);
  });
});

describe('a link', () => {
  test('that leads out of the lake is not followed', async () => {
    await symlink(outside, join(bench.lake, 'linked'));
    expect(await attempt('SELECT * FROM linked')).toBe(
      'HIVE_BAD_DATA: Table linked cannot be read: linked is a link that leads out of the lake',
    );
    await rm(join(bench.lake, 'linked'));
  });

  test.each([
    ['a.csv', 'secret.csv'],
    ['k=1', '.'],
    ['_schema.yml', 'secret.yml'],
  ])('%s in a table is not read', async (name, target) => {
    await mkdir(join(bench.lake, 'linked'));
    await writeFile(join(bench.lake, 'linked/z.csv'), 'n\n1\n');
    await symlink(join(outside, target), join(bench.lake, 'linked', name));
    expect(await attempt('SELECT * FROM linked')).toBe(
      `HIVE_BAD_DATA: Table linked cannot be read: linked/${name} is a link that leads out of the lake`,
    );
    await rm(join(bench.lake, 'linked'), { recursive: true });
  });

  test('that stays inside is followed', async () => {
    await symlink('t', join(bench.lake, 'linked'));
    expect(await attempt('SELECT * FROM linked')).toBe('answered [["n"],["1"]]');
    await rm(join(bench.lake, 'linked'));
  });
});
