import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

import type { Athena } from '../../src/athena/client.ts';

import { openAthenaClient } from '../../src/athena/client.ts';
import { openObjectStore } from '../../src/athena/object-store.ts';
import { openAthena } from '../../src/local/athena/server.ts';

const lake = mkdtempSync(join(tmpdir(), 'owlpost-lake-'));

const never = new AbortController().signal;

const log = { debug() {}, warn() {} };

let server: Awaited<ReturnType<typeof openAthena>>;

let athena: Athena;

const connection = () => ({
  region: 'us-east-1',
  endpoint: server.url,
  s3Endpoint: server.url,
  credentials: { accessKeyId: 'owlpost', secretAccessKey: 'owlpost' },
});

beforeAll(async () => {
  mkdirSync(join(lake, 'numbers'));
  const lines = Array.from({ length: 7000 }, (_, index) => `${index + 1},"number ""${index + 1}"""`);
  writeFileSync(join(lake, 'numbers', 'numbers.csv'), `n,name\n${lines.join('\n')}\n`);
  server = await openAthena({ lake, port: 0 });
  athena = openAthenaClient({ ...connection(), database: 'default', output: 's3://owlpost/results/', log });
});

afterAll(async () => {
  await athena.close();
  await server.close();
  rmSync(lake, { recursive: true });
});

test('run(statement) on the embedded Athena keeps types, NULL and every character', async () => {
  const sql = `SELECT count(*) AS n, CAST(12.5 AS decimal(18, 2)) AS d, DATE '2026-01-31' AS day, ? AS text,
    '' AS empty, CAST(NULL AS varchar) AS nothing FROM numbers WHERE n > ?`;
  const table = await athena.run({ sql, parameters: ["'it''s a ? 🦉\n'", '6000'] }, never);
  expect(table.columns.map(({ name, type }) => `${name} ${type}`)).toEqual([
    'n bigint',
    'd decimal',
    'day date',
    'text varchar',
    'empty varchar',
    'nothing varchar',
  ]);
  expect(table.rows).toEqual([['1000', '12.50', '2026-01-31', "it's a ? 🦉\n", '', null]]);
  expect(table.scannedBytes).toBeGreaterThan(0);
  expect(table.reused).toBe(false);
});

test.each([999, 1000, 2000, 4999, 5000, 7000])('run(statement) on the embedded Athena reads %d rows', async (count) => {
  const sql = 'SELECT n, name FROM numbers WHERE n <= ? ORDER BY n';
  const { rows } = await athena.run({ sql, parameters: [`${count}`] }, never);
  expect(rows).toEqual(Array.from({ length: count }, (_, index) => [`${index + 1}`, `number "${index + 1}"`]));
});

test('run(statement) on the embedded Athena serves many at once', async () => {
  const numbers = Array.from({ length: 20 }, (_, index) => `${index}`);
  const tables = await Promise.all(
    numbers.map((number) => athena.run({ sql: 'SELECT ? AS n', parameters: [number] }, never)),
  );
  expect(tables.map(({ rows }) => rows[0]?.[0])).toEqual(numbers);
});

test.each([
  [
    'SELECT nope FROM numbers',
    "Athena refuses the query (COLUMN_NOT_FOUND: line 1:8: Column 'nope' cannot be resolved)",
  ],
  ['SELEC 1', 'Athena cannot parse the query (line 1:1: '],
  ['SELECT 1 / 0', 'Athena refuses the query (DIVISION_BY_ZERO: Division by zero)'],
])('run(%j) on the embedded Athena fails', async (sql, message) => {
  await expect(athena.run({ sql, parameters: [] }, never)).rejects.toThrow(message);
});

test('run(statement, signal) on the embedded Athena stops when the asker leaves', async () => {
  const asker = new AbortController();
  const sql = 'SELECT count(*) FROM numbers a CROSS JOIN numbers b CROSS JOIN numbers c';
  const table = athena.run({ sql, parameters: [] }, asker.signal);
  await athena.run({ sql: 'SELECT 1', parameters: [] }, never);
  asker.abort(new Error('changed my mind'));
  await expect(table).rejects.toThrow('changed my mind');
});

test('openObjects() on the embedded S3 keeps pictures', async () => {
  const objects = openObjectStore({ ...connection(), location: 's3://owlpost/pictures/' });
  const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => index % 256);
  await objects.put('chart ü.png', bytes, 'image/png');
  expect(await objects.get('chart ü.png')).toEqual(bytes);
  expect(await objects.get('none.png')).toBeUndefined();
  objects.close();
});
