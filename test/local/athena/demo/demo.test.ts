import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { ensureDemoLake } from '../../../../src/local/athena/demo/demo.ts';

const NOW = new Date('2026-11-23T12:00:00Z');

let root: string;

let lake: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'demo-'));
  lake = join(root, 'lake');
  await ensureDemoLake(lake, { now: NOW });
});

afterAll(() => rm(root, { recursive: true, force: true }));

describe('ensureDemoLake(folder, { now })', () => {
  test.each([
    ['history ends yesterday', `SELECT max(orderDate) FROM fact_orders`, '2026-11-22'],
    ['it starts in January four years ago', `SELECT min(orderDate) FROM fact_orders`, '2022-01-01'],
    ['there are about 60,000 order lines', `SELECT count(*) FROM fact_orders`, '63639'],
    ['the sum never changes', `SELECT sum(orderAmount) FROM fact_orders WHERE year(orderDate) = 2025`, '34781491.22'],
    [
      'an order line is one row',
      `SELECT count(*) - count(DISTINCT (orderNumber, orderLineNumber)) FROM fact_orders`,
      '0',
    ],
    ['amounts add up', `SELECT count(*) FROM fact_orders WHERE orderAmount <> quantityOrdered * priceEach`, '0'],
    ['some orders have no postal code', `SELECT count(*) > 0 FROM fact_orders WHERE postalCode IS NULL`, 'true'],
    ['a postal code is one place', `SELECT count(*) - count(DISTINCT postalCode) FROM dim_locations`, '0'],
    ['a name is one customer', `SELECT count(*) - count(DISTINCT customerName) FROM dim_customers`, '0'],
    ['a code is one product', `SELECT count(*) - count(DISTINCT productCode) FROM dim_products`, '0'],
    [
      'every order finds its product, customer and place',
      `SELECT count(*) FROM fact_orders f
         ANTI JOIN (SELECT * FROM dim_products, dim_customers, dim_locations) d
         ON f.productCode = d.productCode AND f.customerNumber = d.customerNumber
           AND coalesce(f.postalCode, '10022') = d.postalCode`,
      '0',
    ],
    [
      'November is the peak of every year',
      `SELECT count(*) FROM (SELECT year(orderDate) AS y, month(orderDate) AS m FROM fact_orders WHERE year(orderDate) < 2026
         GROUP BY 1, 2 QUALIFY row_number() OVER (PARTITION BY y ORDER BY sum(orderAmount) DESC) = 1) WHERE m <> 11`,
      '0',
    ],
  ])('%s', async (_, sql, outcome) => expect(await ask(lake, sql)).toBe(outcome));

  test('days stay as they were when the lake is made again in a later year', async () => {
    const later = join(root, 'later');
    await ensureDemoLake(later, { now: new Date('2027-01-02T00:00:00Z') });
    const digest = `SELECT md5(string_agg(f::VARCHAR, '' ORDER BY orderNumber, orderLineNumber))
      FROM fact_orders f WHERE orderDate BETWEEN DATE '2023-01-01' AND DATE '2026-11-22'`;
    expect(await ask(later, digest)).toBe(await ask(lake, digest));
  });

  test('a lake of the same day is kept, a stale one is made anew and leaves nothing beside it', async () => {
    const folder = join(root, 'stale');
    await ensureDemoLake(folder, { now: new Date('2026-11-20T12:00:00Z') });
    const made = await stat(join(folder, '.demo.json'));
    await ensureDemoLake(folder, { now: new Date('2026-11-20T23:00:00Z') });
    expect((await stat(join(folder, '.demo.json'))).ino).toBe(made.ino);

    await mkdir(`${folder}.0a1b2c3d.new`);
    await ensureDemoLake(folder, { now: NOW });
    expect(await ask(folder, 'SELECT max(orderDate) FROM fact_orders')).toBe('2026-11-22');
    expect((await readdir(root)).filter((name) => name.startsWith('stale'))).toEqual(['stale']);
  });

  test("a folder with somebody's own files is left alone", async () => {
    const own = join(root, 'own');
    await mkdir(own);
    await writeFile(join(own, 'notes.txt'), 'mine');
    await ensureDemoLake(own, { now: NOW });
    expect(await readdir(own)).toEqual(['notes.txt']);
  });
});

async function ask(folder: string, sql: string): Promise<string> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  for (const table of ['fact_orders', 'dim_products', 'dim_locations', 'dim_customers']) {
    await connection.run(`CREATE VIEW ${table} AS FROM '${join(folder, table)}/*.parquet'`);
  }
  const value = (await connection.runAndReadAll(sql)).getRows()[0]?.[0];
  connection.closeSync();
  instance.closeSync();
  return String(value);
}
