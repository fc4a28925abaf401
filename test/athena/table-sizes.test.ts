import { PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';

import type { Bench } from '../support/ask.ts';
import type { Script } from '../support/athena-endpoint.ts';

import { connectAthena, connectS3 } from '../../src/athena/connection.ts';
import { openTableSizes } from '../../src/athena/table-sizes.ts';
import { openBench } from '../support/ask.ts';
import { openEndpoint } from '../support/athena-endpoint.ts';

const never = new AbortController().signal;

const CONNECTION = { region: 'eu-west-1', credentials: { accessKeyId: 'anyone', secretAccessKey: 'anything' } };

const key = (Name: string) => ({ Name, Type: 'string' });

/** What Glue tells of each table. */
const TABLES: Readonly<Record<string, object>> = {
  plain: { Name: 'plain', TableType: 'EXTERNAL_TABLE', Parameters: { location: 's3://lake/plain' } },
  daily: { Name: 'daily', PartitionKeys: [key('dt')], Parameters: { location: 's3://lake/daily/' } },
  monthly: { Name: 'monthly', PartitionKeys: [key('y'), key('m')], Parameters: { location: 's3://lake/monthly' } },
  view: { Name: 'view', TableType: 'VIRTUAL_VIEW', Parameters: {} },
};

let bench: Bench;

const opened: (() => unknown)[] = [];

beforeAll(async () => {
  bench = await openBench({});
  const put = (name: string, bytes: number) =>
    bench.s3.send(new PutObjectCommand({ Bucket: 'lake', Key: name, Body: Buffer.alloc(bytes) }));
  await Promise.all([put('plain/a.csv', 100), put('plain/deep/b.csv', 20), put('plainer/c.csv', 5000)]);
  for (let first = 0; first < 1100; first += 100)
    await Promise.all(
      Array.from({ length: 100 }, (_, index) => put(`daily/dt=2024-01-01/${first + index}.parquet`, 1)),
    );
  await Promise.all([put('daily/dt=2026-01-01/a.parquet', 7), put('daily/dt=2026-01-02/a.parquet', 9)]);
  await Promise.all([2, 9, 10].map((month) => put(`monthly/y=2026/m=${month}/a.parquet`, month)));
});

afterAll(async () => {
  for (const close of opened) await close();
  await bench.close();
});

/** Sizes by an Athena that answers as the script says, over the bench's S3 or another one. */
async function open(script: Script, s3Endpoint = bench.url) {
  const endpoint = await openEndpoint(script);
  const [athena, s3] = [
    connectAthena({ ...CONNECTION, endpoint: endpoint.url }),
    connectS3({ ...CONNECTION, s3Endpoint }),
  ];
  opened.push(() => [athena.destroy(), s3.destroy()], endpoint.close);
  const sizeOf = openTableSizes({ athena, s3, catalog: 'AwsDataCatalog', database: 'shop', log: { debug() {} } });
  return { endpoint, sizeOf: (sql: string, ...parameters: string[]) => sizeOf({ sql, parameters }, never) };
}

const glue: Script = {
  GetTableMetadata: ({ TableName }) =>
    TABLES[String(TableName)] ? { TableMetadata: TABLES[String(TableName)] } : { error: 'MetadataException' },
};

test.each<[string, number | undefined, string, ...string[]]>([
  ['all files below its location', 120, 'SELECT count(*) FROM plain'],
  ['a table as often as it is read', 240, 'SELECT count(*) FROM plain a, plain b'],
  ['all partitions', 1116, 'SELECT count(*) FROM daily'],
  ['only those that are touched, behind a thousand others', 16, 'SELECT 1 FROM daily WHERE dt >= ?', "'2026-01-01'"],
  ['only those before a day', 1107, 'SELECT 1 FROM daily WHERE dt <= ?', "'2026-01-01'"],
  ['numbers as numbers', 19, 'SELECT 1 FROM monthly WHERE m >= 9'],
  ['a view is not known', undefined, 'SELECT 1 FROM plain, view'],
  ['nor is a table that Glue does not show', undefined, 'SELECT 1 FROM elsewhere.secret'],
  ['nor is what is no query', undefined, 'SHOW TABLES'],
])('%s: %s bytes', async (_, bytes, sql, ...parameters) => {
  const { sizeOf } = await open(glue);
  expect(await sizeOf(sql, ...parameters)).toBe(bytes);
});

test('what was found out, or could not be, is not asked again', async () => {
  const { sizeOf, endpoint } = await open(glue);
  for (const sql of ['SELECT 1 FROM plain', 'SELECT 2 FROM plain', 'SELECT 1 FROM gone', 'SELECT 2 FROM gone'])
    await sizeOf(sql);
  expect(endpoint.bodiesOf('GetTableMetadata')).toEqual([
    { CatalogName: 'AwsDataCatalog', DatabaseName: 'shop', TableName: 'plain' },
    { CatalogName: 'AwsDataCatalog', DatabaseName: 'shop', TableName: 'gone' },
  ]);
});

test('of a bucket that may not be listed, and of too many files, nothing is known', async () => {
  const s3 = await openEndpoint({}, new Map([['/lake/', ENDLESS]]));
  opened.push(s3.close);
  expect(await (await open(glue, s3.url)).sizeOf('SELECT 1 FROM plain')).toBeUndefined();
  expect(s3.calls.length).toBe(10);
  const denied = await openEndpoint({});
  opened.push(denied.close);
  expect(await (await open(glue, denied.url)).sizeOf('SELECT 1 FROM plain')).toBeUndefined();
});

/** A page of a listing that has another one after it. */
const ENDLESS =
  '<ListBucketResult><IsTruncated>true</IsTruncated><Contents><Key>plain/a.csv</Key><Size>1</Size></Contents></ListBucketResult>';
