import { afterAll, beforeAll, expect, it } from 'vitest';

import type { Engine } from '../../support/engine.ts';

import { VARCHAR } from '../../../src/local/duckdb/types/type.ts';
import { TrinoError } from '../../../src/trino/error.ts';
import { openEngine } from '../../support/engine.ts';

let engine: Engine;

beforeAll(async () => {
  engine = await openEngine(new Map([['default', new Map([['t', { columns: [{ name: 'x', type: VARCHAR }] }]])]]));
  await engine.connection.run(`CREATE SCHEMA "default"; CREATE TABLE "default"."t" AS SELECT 'mine' AS x`);
  await engine.connection.run(`CREATE SCHEMA secret; CREATE TABLE secret.s AS SELECT 'theirs' AS x`);
});

afterAll(() => engine.close());

const ATTEMPTS = [
  `SELECT * FROM read_csv('/etc/passwd')`,
  `SELECT * FROM read_csv_auto('/etc/passwd')`,
  `SELECT * FROM read_text('/etc/passwd')`,
  `SELECT * FROM read_blob('/etc/passwd')`,
  `SELECT * FROM read_parquet('/tmp/x.parquet')`,
  `SELECT * FROM read_json('/etc/passwd')`,
  `SELECT * FROM glob('/etc/*')`,
  `SELECT * FROM '/etc/passwd'`,
  `SELECT * FROM "/etc/passwd"`,
  `SELECT * FROM "default"."/etc/passwd"`,
  `SELECT * FROM "file:///etc/passwd"`,
  `SELECT * FROM "s3://bucket/key.parquet"`,
  `SELECT * FROM "https://example.com/x.csv"`,
  'SELECT * FROM `/etc/passwd`',
  `SELECT * FROM TABLE(read_csv('/etc/passwd'))`,
  `SELECT * FROM TABLE(system.query('SELECT 1'))`,
  `COPY t TO '/tmp/out.csv'`,
  `COPY (SELECT 1) TO '/tmp/out.csv'`,
  `COPY t FROM '/etc/passwd'`,
  `ATTACH '/tmp/x.db'`,
  `ATTACH DATABASE 'x' AS y`,
  'DETACH memory',
  `INSTALL httpfs`,
  `LOAD httpfs`,
  `LOAD '/tmp/evil.so'`,
  `EXPORT DATABASE '/tmp/out'`,
  `IMPORT DATABASE '/tmp/out'`,
  `PRAGMA database_list`,
  `PRAGMA enable_external_access`,
  `SET enable_external_access = true`,
  `SET SESSION a.b = 1`,
  `RESET SESSION a.b`,
  `CALL system.runtime.kill_query('x')`,
  `CREATE TABLE u AS SELECT 1 AS x`,
  `CREATE VIEW u AS SELECT 1 AS x`,
  `CREATE SCHEMA u`,
  `INSERT INTO t VALUES ('x')`,
  `UPDATE t SET x = 'y'`,
  `DELETE FROM t`,
  `MERGE INTO t USING t u ON t.x = u.x WHEN MATCHED THEN DELETE`,
  `DROP TABLE t`,
  `TRUNCATE TABLE t`,
  `ALTER TABLE t RENAME TO u`,
  `GRANT SELECT ON t TO u`,
  `PREPARE p FROM SELECT 1`,
  `EXECUTE p`,
  `USE secret`,
  `SELECT * FROM secret.s`,
  `SELECT * FROM s`,
  `SELECT * FROM memory.secret.s`,
  `SELECT * FROM awsdatacatalog.secret.s`,
  `SELECT * FROM information_schema.tables`,
  `SELECT * FROM system.information_schema.tables`,
  `SELECT * FROM duckdb_settings()`,
  `SELECT * FROM duckdb_secrets()`,
  `SELECT * FROM pragma_version()`,
  `SELECT * FROM sqlite_master`,
  `SELECT * FROM pg_catalog.pg_tables`,
  `SELECT getenv('HOME')`,
  `SELECT current_setting('allowed_directories')`,
  `SELECT current_user`,
  `SELECT getvariable('x')`,
  `SELECT nextval('s')`,
  `SELECT query('SELECT 1')`,
  `SELECT * FROM query('SELECT 1')`,
  `SELECT * FROM query_table('secret.s')`,
  `SELECT trino_hash(X'00', 'md5')`,
  `SELECT trino.raise('A', 'b', 1)`,
  `SELECT main.upper('x')`,
  `SELECT pg_sleep(1)`,
  `SELECT 1; SELECT 2`,
  `SELECT 1; COPY t TO '/tmp/out.csv'`,
  `SELECT 1 /* ; */; DROP TABLE t`,
  `SELECT 1 --\n; DROP TABLE t`,
  `SELECT /* /* nested */ * FROM secret.s -- */ 1`,
  `SELECT 1) UNION ALL (SELECT x FROM secret.s`,
  `SELECT 1) UNION ALL SELECT x FROM secret.s --`,
  `SELECT x FROM t WHERE x = '' OR '1'::int = 1`,
  `SELECT x FROM t ORDER BY (SELECT x FROM secret.s)`,
  `SELECT (TABLE secret.s)`,
  `WITH u AS (SELECT * FROM secret.s) SELECT * FROM u`,
  `WITH t AS (SELECT 1 AS x) SELECT * FROM secret.t`,
  `SELECT EXISTS (SELECT * FROM "secret"."s")`,
  `SELECT x FROM t TABLESAMPLE BERNOULLI ((SELECT 1 FROM secret.s))`,
  `SELECT x FROM t LIMIT (SELECT 1)`,
  `SELECT ｘ FROM ｓecret.s`,
  `SELECT * FROM \u2028secret.s`,
  'SELECT * FROM secret\u200b.s',
  `SELECT U&"\\0073ecret".s`,
  `EXPLAIN ANALYZE SELECT * FROM secret.s`,
  `UNLOAD (SELECT 1) TO 's3://bucket/' WITH (format = 'PARQUET')`,
  `DESCRIBE secret.s`,
  `SHOW STATS FOR secret.s`,
  `WITH FUNCTION f() RETURNS integer RETURN 1 SELECT f()`,
];

it.each(ATTEMPTS)('refuses %s', async (sql) => {
  await expect(engine.run(sql)).rejects.toBeInstanceOf(TrinoError);
});

it.each([
  `') UNION ALL SELECT x FROM secret.s --`,
  `1) UNION ALL (SELECT x FROM secret.s`,
  `1) OR (1=1`,
  `'a' OR 1=1 --`,
  `x' OR 'x'='x`,
  `"x"`,
  `x`,
  `t.x`,
  `1; DROP TABLE t`,
  `1 /* */ , 2`,
  `?`,
  `$1`,
  `\u0001`,
  `\\' OR 1=1`,
  `{sum(x)}`,
  `$*`,
])('takes the parameter %s for a string or refuses it', async (value) => {
  const outcome = engine.run('SELECT CAST(? AS varchar) AS v', [value]);
  await expect(
    outcome.then(
      ({ rows }) => rows,
      (error) => error,
    ),
  ).resolves.toSatisfy((answer: unknown) => {
    return answer instanceof TrinoError || JSON.stringify(answer) === JSON.stringify([[value]]);
  });
});

it.each(['(SELECT count(*) FROM secret.s)', 'EXISTS (SELECT 1 FROM secret.s)', '(SELECT 1)'])(
  'refuses a query as the parameter %s',
  async (value) => {
    await expect(engine.run('SELECT ? AS v', [value])).rejects.toThrow('A subquery as a parameter is not supported');
  },
);

it('keeps what a literal says apart from what the statement says', async () => {
  const hostile = ['{sum(x)}', '$1', '$*', `it's`, '@@A@@b@@', '\u0000', '\u0001', '"', '\\', '--', '/*', ';', '%'];
  const { rows } = await engine.run(`SELECT ${hostile.map((text) => `'${text.replaceAll("'", "''")}'`).join(', ')}`);
  expect(rows).toEqual([hostile]);
  const concatenated = await engine.run(`SELECT count_if(x || '$1{sum(x)}' = 'mine$1{sum(x)}') FROM t`);
  expect(concatenated.rows).toEqual([['1']]);
});

it('names hostile columns without harm', async () => {
  const { rows } = await engine.run(`SELECT "a"";DROP" AS "b"" FROM secret.s --" FROM (VALUES 'v') "q""x"("a"";DROP")`);
  expect(rows).toEqual([['v']]);
});

it('tells nothing of DuckDB in its errors', async () => {
  const failing = [
    `SELECT 1/0`,
    `SELECT CAST(x AS integer) FROM t`,
    `SELECT 2147483647 + 1`,
    `SELECT regexp_like('a', '(')`,
  ];
  for (const sql of failing) {
    const error: Error = await engine.run(sql).then(
      () => Promise.reject(new Error('it ran')),
      (reason) => reason,
    );
    expect(error).toBeInstanceOf(TrinoError);
    expect(error.message).not.toMatch(/@@|LINE \d|trino\.|trino_|DuckDB|INT32|VARCHAR/);
  }
});
