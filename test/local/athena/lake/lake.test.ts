import { mkdir, mkdtemp, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Bench } from '../../../support/ask.ts';

import { openBench, writeLake } from '../../../support/ask.ts';

let bench: Bench;

beforeAll(async () => {
  bench = await openBench({
    'typed/part.parquet': `SELECT 1::UTINYINT AS tiny, 2::UINTEGER AS small, 3::UBIGINT AS huge, 'x'::BLOB AS bytes,
      TIMESTAMPTZ '2026-01-01 00:00:00+01' AS moment, TIMESTAMP_NS '2026-01-01 12:00:00.123456789' AS nanos,
      [1, 2] AS list, {'Inner': 'v'} AS record, TRUE AS flag, 1.5::FLOAT AS single`,
    'guessed/a.csv':
      'id,Zip,price,day,at,flag,note\n1,01234,1.50,2026-01-31,2026-01-31 10:00:00,true,\n2,99999,,,,,""\n',
    'declared/a.csv': 'Id;Price;Late\n1;1.50;x\n',
    'declared/b.csv': '"Price";"ID"\n"2.50";"2"\n',
    'declared/_schema.yml': 'id: string\nprice: decimal(10,2)\nmissing: date\n',
    'events/year=2025/month=01/a.parquet': `SELECT 1 AS n`,
    'events/year=2026/month=12/a.parquet': `SELECT 2 AS n`,
    'events/year=__HIVE_DEFAULT_PARTITION__/month=12/a.parquet': `SELECT 3 AS n`,
    'visits/day=2026-01-01/place=S%C3%A3o%20Paulo/a.csv': 'n\n1\n',
    'visits/day=2026-01-02/place=Rome/a.csv': 'n\n2\n',
    'grown/a.parquet': `SELECT 1 AS a`,
    'grown/b.parquet': `SELECT 2 AS a, 'new' AS b`,
    'shop/Orders/a.csv': 'n\n7\n',
    '_ignored/a.csv': 'n\n1\n',
    'guessed/_part.csv': 'other\n',
    'guessed/.hidden.csv': 'other\n',
    'broken/good.parquet': `SELECT 1 AS n`,
    'broken/bad.parquet': 'this is no Parquet file',
    'ragged/a.csv': 'a,b\n1,2\n3,4,5\n',
    'twice/a.csv': 'a,A\n1,2\n',
    'mixed/a.csv': 'a\n1\n',
    'mixed/a.parquet': `SELECT 1 AS a`,
    'stray/day=1/a.csv': 'a\n1\n',
    'stray/a.csv': 'a\n1\n',
    'wrong/a.csv': 'a\n1\n',
    'wrong/_schema.yml': '# types\na: strng\n',
    'torn2/a.csv': 'a\n1\n',
    'torn2/_schema.yml': 'a: string\nb: [\n',
    'listed/a.csv': 'a\n1\n',
    'listed/_schema.yml': '- a\n',
    'aliased/a.csv': 'a,b\n1,2\n',
    'aliased/_schema.yml': 'a: &text string\nb: *text\n',
    'empty/a.csv': '',
    'Same/a.csv': 'n\n1\n',
    'same/a.csv': 'n\n2\n',
    'default/places/a.csv': 'n\n3\n',
    'packed/a.csv': 'n,word\n1,plain\n',
    'torn/a.csv.gz': 'this is not compressed',
    'named/a.csv': 'filename\nits own\n',
    'cut/a.parquet': 'PAR1',
    "it's [odd]*/a%20?.csv": 'n\n8\n',
    'escaping/day=..%2F..%2Fetc/a.csv': 'n\n9\n',
    _SUCCESS: '',
    'guessed/.a.csv.crc': 'x',
    'guessed/_SUCCESS': '',
  });
  await writeFile(join(bench.lake, 'packed/b.csv.gz'), gzipSync('n,word\n2,gzip\n'));
  await writeFile(join(bench.lake, 'packed/c.csv.zst'), zstdCompressSync('n,word\n3,zstd\n'));
  await mkdir(join(bench.lake, 'looped'));
  await symlink('a.csv', join(bench.lake, 'looped/a.csv'));
  await mkdir(join(bench.lake, 'hollow'));
});

afterAll(() => bench.close());

describe('columns', () => {
  test.each([
    [
      'typed',
      'tiny smallint, small bigint, huge decimal(20,0), bytes binary, moment timestamp, nanos timestamp, list array<int>, record struct<inner:string>, flag boolean, single float',
    ],
    ['guessed', 'id bigint, zip string, price double, day date, at timestamp, flag boolean, note string'],
    ['declared', 'id string, price decimal(10,2), late string, missing date'],
    ['events', 'n int, year bigint, month string'],
    ['visits', 'n bigint, day date, place string'],
    ['grown', 'a int, b string'],
    ['shop.orders', 'n bigint'],
  ])('%s: %s', async (table, columns) => {
    const { rows } = await bench.ask(`DESCRIBE ${table}`);
    const fields = rows.map(([line]) =>
      line!
        .split('\t')
        .slice(0, 2)
        .map((field) => field.trim()),
    );
    const end = fields.findIndex(([name]) => name === '');
    expect(
      fields
        .slice(0, end < 0 ? undefined : end)
        .map((pair) => pair.join(' '))
        .join(', '),
    ).toBe(columns);
  });
});

describe('rows', () => {
  test.each([
    [
      `SELECT tiny, small, huge, moment, nanos, list, record, flag, single FROM typed`,
      [['1', '2', '3', '2025-12-31 23:00:00.000', '2026-01-01 12:00:00.123', '[1, 2]', '{inner=v}', 'true', '1.5']],
    ],
    [
      `SELECT * FROM guessed ORDER BY 1`,
      [
        ['1', '01234', '1.5', '2026-01-31', '2026-01-31 10:00:00.000', 'true', null],
        ['2', '99999', null, null, null, null, ''],
      ],
    ],
    [
      `SELECT * FROM declared ORDER BY 1`,
      [
        ['1', '1.50', 'x', null],
        ['2', '2.50', null, null],
      ],
    ],
    [`SELECT n FROM events WHERE year = 2026 AND month = '12'`, [['2']]],
    [`SELECT n FROM events WHERE year IS NULL`, [['3']]],
    [`SELECT place FROM visits WHERE day = DATE '2026-01-01'`, [['São Paulo']]],
    [
      `SELECT a, b FROM grown ORDER BY 1`,
      [
        ['1', null],
        ['2', 'new'],
      ],
    ],
    [`SELECT N FROM shop.ORDERS`, [['7']]],
    [`SELECT n FROM AwsDataCatalog.shop.orders`, [['7']]],
    [`SELECT a FROM mixed`, 'a.parquet is not a .csv file like the others'],
    [`SELECT n FROM broken`, 'broken/bad.parquet'],
    [`SELECT a FROM ragged`, 'ragged/a.csv'],
    [`SELECT a FROM twice`, 'a.csv: its first line must name every column once, but "A" comes twice'],
    [`SELECT a FROM stray`, 'does not lie in partition folders like the other files'],
    [`SELECT a FROM wrong`, 'wrong/_schema.yml:2: column a has the type "strng"'],
    [`SELECT a FROM torn2`, 'torn2/_schema.yml:3: Flow sequence'],
    [`SELECT a FROM listed`, 'listed/_schema.yml:1: write a map of names'],
    [`SELECT a || b FROM aliased`, [['12']]],
    [`SELECT a FROM empty`, 'empty has no files'],
    [`SELECT n FROM same`, 'Same and same are one name to Athena; rename one'],
    [`SELECT n FROM places`, [['3']]],
    [`SELECT n FROM "_ignored"`, 'does not exist'],
    [
      `SELECT n, word, "$path" FROM packed ORDER BY n`,
      [
        ['1', 'plain', 's3://lake/packed/a.csv'],
        ['2', 'gzip', 's3://lake/packed/b.csv.gz'],
        ['3', 'zstd', 's3://lake/packed/c.csv.zst'],
      ],
    ],
    [`SELECT n FROM torn`, 'a.csv.gz cannot be decompressed'],
    [`SELECT a FROM cut`, 'cut/a.parquet'],
    [`SELECT a FROM looped`, 'looped/a.csv cannot be read (ELOOP)'],
    [`SELECT a FROM hollow`, 'does not exist'],
    [`SELECT n, "$path" FROM "it's [odd]*"`, [['8', "s3://lake/it's [odd]*/a%20?.csv"]]],
    [`SELECT n, day FROM escaping`, [['9', '../../etc']]],
    [`SELECT count(DISTINCT "$path") FROM events WHERE "$path" LIKE '%month=12/a.parquet'`, [['2']]],
    [`SELECT e."$path" FROM shop.orders AS e`, [['s3://lake/shop/orders/a.csv']]],
    [`SELECT * FROM shop.orders`, [['7']]],
    [`TABLE shop.orders`, [['7']]],
    [`SELECT n FROM (TABLE shop.orders)`, [['7']]],
    [`SELECT * FROM shop.orders a JOIN shop.orders b USING (n)`, [['7']]],
    [`SELECT "$path" FROM shop.orders a, shop.orders b`, "Column '$path' is ambiguous"],
    [`SELECT m FROM shop.orders AS o (m)`, [['7']]],
    [`SELECT filename FROM named`, [['its own']]],
    [`SELECT "$path" FROM named`, 'COLUMN_NOT_FOUND'],
  ])('%s', async (sql, outcome) => {
    const { rows, execution } = await bench.ask(sql);
    if (typeof outcome === 'string') expect(execution.Status?.StateChangeReason).toContain(outcome);
    else expect(rows.slice(1)).toEqual(outcome);
    expect(execution.Status?.StateChangeReason ?? '').not.toContain(bench.lake);
  });

  test('a database is where unqualified tables are looked for', async () => {
    const { rows } = await bench.ask('SELECT n FROM orders', { QueryExecutionContext: { Database: 'Shop' } });
    expect(rows).toEqual([['n'], ['7']]);
  });
});

describe('what changes while it runs', () => {
  test('is seen by the next query', async () => {
    const lake = await mkdtemp(join(tmpdir(), 'lake-'));
    const own = await openBench({ 't/a.csv': 'n\n1\n' }, { lake });
    const count = async () => {
      const { rows, execution } = await own.ask('SELECT count(*), max(n) FROM t');
      return rows[1]?.join(' ') ?? execution.Status?.StateChangeReason?.split(':')[0];
    };
    expect(await count()).toBe('1 1');
    await writeFile(join(lake, 't/b.csv'), 'n\n2\n');
    expect(await count()).toBe('2 2');
    await writeFile(join(lake, 't/b.csv'), 'n\n3\n');
    await utimes(join(lake, 't/b.csv'), new Date(), new Date(Date.now() + 5000));
    expect(await count()).toBe('2 3');
    await rm(join(lake, 't/a.csv'));
    expect(await count()).toBe('1 3');
    await rename(join(lake, 't'), join(lake, 'u'));
    expect(await count()).toBe('TABLE_NOT_FOUND');
    await writeLake(lake, { 't/a.parquet': 'half a file' });
    expect(await count()).toBe('HIVE_BAD_DATA');
    await writeLake(lake, { 't/a.parquet': 'SELECT 9 AS n' });
    expect(await count()).toBe('1 9');
    await writeLake(lake, { 't/a.parquet': `SELECT 'z' AS n, 1 AS added` });
    expect(await count()).toBe('1 z');
    await rm(join(lake, 't'), { recursive: true });
    await writeLake(lake, { 't/day=1/a.csv': 'n\n1\n' });
    expect(await count()).toBe('1 1');
    await writeLake(lake, { 't/day=2/a.csv': 'n\n5\n' });
    expect(await count()).toBe('2 5');
    await own.close();
    await rm(lake, { recursive: true });
  });
});

describe('openAthena({ lake, port })', () => {
  test('says what is wrong with a lake or a port', async () => {
    await expect(openBench({}, { lake: '/nowhere/at/all' })).rejects.toThrow('there is no folder /nowhere/at/all');
    await expect(openBench({}, { port: Number(new URL(bench.url).port) })).rejects.toThrow(
      'is in use; set PORT or --port to another one',
    );
  });
});
