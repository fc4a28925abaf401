import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';

import type { DemoPlace, DemoWords, Naming, ProductLine } from './demo-words.ts';

import { readDemoWords } from './demo-words.ts';

/** Raise it with every change of the rows below, so that lakes made by an older program are made anew. */
const GENERATOR = 1;

const MARKER = '.demo.json';

const DAY_MS = 86_400_000;

/**
 * Creates the demo lake in a folder: a scale-model wholesaler's orders from January four years ago until the day before `now` (UTC).
 * Every value is drawn from the MD5 of its key, so a day's orders stay the same when the lake is created again later. A folder that
 * holds anything but a demo lake is left alone, and so is a demo lake that ends yesterday.
 */
export async function ensureDemoLake(folder: string, { now }: { now: Date }): Promise<void> {
  const end = new Date(now.getTime() - DAY_MS).toISOString().slice(0, 10);
  const target = resolve(folder);
  if ((await stateOf(target, end)) === 'keep') return;

  const parent = dirname(target);
  const making = `${target}.${randomUUID().slice(0, 8)}.new`;
  await mkdir(parent, { recursive: true });
  await sweep(target);
  try {
    await mkdir(making);
    await writeTables(making, end);
    await writeFile(join(making, MARKER), JSON.stringify({ generator: GENERATOR, end }));
    await replace(target, making);
  } finally {
    await rm(making, { recursive: true, force: true });
  }
}

async function stateOf(folder: string, end: string): Promise<'keep' | 'make'> {
  const names = await readdir(folder).catch((): string[] => []);
  if (names.length === 0) return 'make';
  if (!names.includes(MARKER)) return 'keep'; // somebody's own lake
  try {
    const marker = JSON.parse(await readFile(join(folder, MARKER), 'utf8'));
    return marker.generator === GENERATOR && marker.end >= end ? 'keep' : 'make';
  } catch {
    return 'make';
  }
}

/** Puts the whole new folder in the old one's place; another process that was faster wins. */
async function replace(target: string, making: string): Promise<void> {
  const old = `${target}.${randomUUID().slice(0, 8)}.old`;
  await rename(target, old).catch(ignore('ENOENT'));
  await rename(making, target).catch(ignore('ENOTEMPTY', 'EEXIST', 'EPERM'));
  await rm(old, { recursive: true, force: true });
}

/** Removes what a killed process left half made. */
async function sweep(target: string): Promise<void> {
  const parent = dirname(target);
  for (const name of await readdir(parent)) {
    const isLeftover = name.startsWith(`${basename(target)}.`) && /\.[0-9a-f]{8}\.(new|old)$/.test(name);
    if (isLeftover) await rm(join(parent, name), { recursive: true, force: true });
  }
}

function ignore(...codes: string[]): (error: NodeJS.ErrnoException) => void {
  return (error) => {
    if (!codes.includes(error.code ?? '')) throw error;
  };
}

async function writeTables(folder: string, end: string): Promise<void> {
  const words = await readDemoWords();
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  const connection = await instance.connect();
  try {
    for (const statement of statements(end, words)) await connection.run(statement);
    for (const table of ['dim_products', 'dim_locations', 'dim_customers', 'fact_orders']) {
      await mkdir(join(folder, table));
      const file = join(folder, table, 'part-0.parquet').replaceAll("'", "''");
      await connection.run(`COPY ${table} TO '${file}' (FORMAT parquet, COMPRESSION zstd)`);
    }
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** The tables' SQL, in order. `draw(key, n)` is the key's n-th number (0 to 3) in 0 … 1, the same everywhere and forever. */
function statements(end: string, words: DemoWords): string[] {
  return [
    `CREATE MACRO draw(key, n) AS ((md5_number_lower(key) >> (16 * n)) & 65535) / 65536.0::DOUBLE`,
    `CREATE MACRO pick(list, u) AS list[1 + floor(u * len(list))::INTEGER]`,
    `CREATE MACRO cents(n) AS (n * 0.01::DECIMAL(2,2))::DECIMAL(10,2)`,
    `CREATE MACRO customers_on(day) AS 110 + greatest(0, date_diff('day', DATE '2018-01-01', day)) * 2 // 17`,
    `CREATE TABLE days AS SELECT unnest(generate_series(
       make_date(year(DATE '${end}') - 4, 1, 1), DATE '${end}', INTERVAL 1 DAY))::DATE AS day`,
    `CREATE TABLE lines AS SELECT * FROM (VALUES ${words.productLines.map(lineRow).join(', ')})
       t(line, name, share, growth, price, season, products)`,
    `CREATE TABLE places AS SELECT * FROM (VALUES ${words.places.map(placeRow).join(', ')})
       t(place, postalCode, city, state, country, weight, opened)`,
    `CREATE TABLE namings AS SELECT * FROM (VALUES ${words.namings.map(namingRow).join(', ')})
       t(naming, countries, first, last, before, after)`,
    `CREATE TABLE diallings AS SELECT * FROM (VALUES ${Object.entries(words.diallingCodes).map(diallingRow).join(', ')})
       t(country, dialling)`,
    products(words.vendors),
    PRODUCT_SHARES,
    LINE_SHARES,
    PLACE_SHARES,
    customers(end),
    ORDERS,
    ...TABLES,
  ];
}

const products = (vendors: readonly string[]) => `CREATE TABLE products AS
  WITH named AS (SELECT line, name AS lineName, price, unnest(products) AS product, generate_subscripts(products, 1) AS n FROM lines)
  SELECT line, lineName, product, n,
    format('S{:d}_{:d}', pick([10, 12, 18, 24, 32, 50, 72], draw(product, 0)), 1000 + line * 431 + n * 37) AS code,
    pick(${list(vendors)}, draw(product, 1)) AS vendor,
    floor(price * (0.45 + 1.1 * draw(product, 2)) * 20)::BIGINT * 5 - 1 AS msrpCents,
    0.46 + 0.2 * draw(product, 3) AS cost
  FROM named`;

const PRODUCT_SHARES = `CREATE TABLE product_shares AS
  WITH weighed AS (SELECT line, code, msrpCents, n, 0.35 + 1.3 * draw(code, 1) AS weight FROM products)
  SELECT line, code, msrpCents,
    (sum(weight) OVER (PARTITION BY line ORDER BY n) - weight) / sum(weight) OVER (PARTITION BY line) AS floor
  FROM weighed`;

const LINE_SHARES = `CREATE TABLE line_shares AS
  WITH months AS (SELECT DISTINCT date_trunc('month', day)::DATE AS month FROM days),
  weighed AS (SELECT month, line, season[month(month)] * share
      * pow(1 + growth, date_diff('month', DATE '2024-01-01', month) / 12.0) AS weight FROM months, lines)
  SELECT month, line,
    (sum(weight) OVER (PARTITION BY month ORDER BY line) - weight) / sum(weight) OVER (PARTITION BY month) AS floor
  FROM weighed`;

const PLACE_SHARES = `CREATE TABLE place_shares AS
  WITH years AS (SELECT unnest(range(2018, (SELECT year(max(day)) FROM days) + 1)) AS year)
  SELECT year, place, country, postalCode,
    (sum(weight) OVER (PARTITION BY year ORDER BY place) - weight) / sum(weight) OVER (PARTITION BY year) AS floor
  FROM years JOIN places ON opened <= year`;

/** The first customers are there from the start, one more joins every 8½ days, and each has one home. */
function customers(end: string): string {
  return `CREATE TABLE customers AS
  WITH numbered AS (SELECT n, DATE '2018-01-01' + (greatest(0, n - 110) * 17 // 2)::INTEGER AS since
    FROM range(1, customers_on(DATE '${end}') + 1) t(n)),
  housed AS (SELECT n, country, postalCode FROM (SELECT n, year(since) AS year, draw('home' || n, 0) AS u FROM numbered) c
    ASOF JOIN place_shares s ON c.year = s.year AND c.u >= s.floor),
  grouped AS (SELECT *, coalesce((SELECT naming FROM namings WHERE list_contains(countries, country)), 0) AS naming FROM housed),
  ranked AS (SELECT *, row_number() OVER (PARTITION BY naming ORDER BY n) - 1 AS k FROM grouped)
  SELECT n, n + 100 AS customerNumber, country, postalCode,
    before[1 + k % len(before)] || ' ' || after[1 + (k % len(before) + k // len(before)) % len(after)] AS customerName,
    pick(first, draw('contact' || n, 0)) AS contactFirstName, pick(last, draw('contact' || n, 1)) AS contactLastName,
    format('{} 555 {:04d}', dialling, 100 + n * 7 % 9900) AS phone
  FROM ranked JOIN namings USING (naming) JOIN diallings USING (country)`;
}

const ORDERS = `CREATE TABLE fact_orders AS
  WITH volumes AS (SELECT day, 11.2
      * pow(1.09, date_diff('day', DATE '2024-01-01', day) / 365.25)
      * (1 + 0.05 * sin(date_diff('day', DATE '2020-01-01', day) / 170.0))
      * [.80, .81, .91, .93, .97, .95, .86, .88, 1.03, 1.17, 1.62, 1.32][month(day)]
      * [1.1, 1.14, 1.1, 1.08, 1.04, .66, .54][isodow(day)]
      * CASE WHEN month(day) = 11 AND day(day) BETWEEN 20 AND 30 THEN 1.3 ELSE 1 END
      * (0.82 + 0.36 * draw('day' || day, 0)) AS volume FROM days),
  numbered AS (SELECT day, date_diff('day', DATE '2020-01-01', day) * 1000 + unnest(range(1, round(volume)::BIGINT + 1)) AS number FROM volumes),
  drawn AS MATERIALIZED (SELECT day, number, md5_number_lower('order' || number) AS bits FROM numbered),
  placed AS (SELECT day, number,
      1 + floor(pow((bits & 65535) / 65536.0, 1.6) * customers_on(day))::BIGINT AS n,
      ((bits >> 16) & 65535) < 2100 AS homeless,
      [1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 5, 7][1 + ((bits >> 32) % 12)::INTEGER] AS size FROM drawn),
  lined AS (SELECT *, unnest(range(1, size + 1)) AS position FROM placed),
  rolled AS MATERIALIZED (SELECT *, md5_number_lower('line' || number || '-' || position) AS bits FROM lined),
  sorted AS (SELECT r.*, s.line FROM
      (SELECT *, date_trunc('month', day)::DATE AS month, (bits & 65535) / 65536.0 AS lineDraw FROM rolled) r
      ASOF JOIN line_shares s ON r.month = s.month AND r.lineDraw >= s.floor),
  filled AS (SELECT d.*, p.code, p.msrpCents * (78 + ((bits >> 32) & 65535) * 22 // 65536) // 100 AS price,
      12 + (((bits >> 48) & 65535) * 37 // 65536) AS quantity FROM
      (SELECT *, ((bits >> 16) & 65535) / 65536.0 AS productDraw FROM sorted) d
      ASOF JOIN product_shares p ON d.line = p.line AND d.productDraw >= p.floor)
  SELECT number::INTEGER AS orderNumber, position::INTEGER AS orderLineNumber, code AS productCode,
    c.customerNumber::INTEGER AS customerNumber, CASE WHEN NOT homeless THEN c.postalCode END AS postalCode, day AS orderDate,
    quantity::INTEGER AS quantityOrdered, cents(price::BIGINT) AS priceEach,
    (cents(price::BIGINT) * quantity::INTEGER)::DECIMAL(12,2) AS orderAmount
  FROM filled JOIN customers c USING (n)
  ORDER BY orderNumber, orderLineNumber`;

const TABLES = [
  `CREATE TABLE dim_products AS SELECT code AS productCode, product AS productName, lineName AS productLine,
     vendor AS productVendor, cents(floor(msrpCents * cost)::BIGINT) AS buyPrice, cents(msrpCents) AS MSRP
   FROM products ORDER BY code`,
  `CREATE TABLE dim_locations AS SELECT postalCode, city, state, country FROM places ORDER BY place`,
  `CREATE TABLE dim_customers AS SELECT customerNumber::INTEGER AS customerNumber, customerName, contactFirstName,
     contactLastName, phone FROM customers ORDER BY n`,
];

function lineRow(line: ProductLine, index: number): string {
  const { name, share, growth, price, season, products } = line;
  return `(${index}, ${text(name)}, ${share}::DOUBLE, ${growth}::DOUBLE, ${price}, [${season.join(', ')}]::DOUBLE[], ${list(products)})`;
}

function placeRow({ postalCode, city, state, country, weight, opened }: DemoPlace, index: number): string {
  return `(${index}, ${text(postalCode)}, ${text(city)}, ${text(state)}, ${text(country)}, ${weight}::DOUBLE, ${opened})`;
}

function namingRow({ countries, first, last, before, after }: Naming, index: number): string {
  return `(${index}, ${list(countries)}, ${list(first)}, ${list(last)}, ${list(before)}, ${list(after)})`;
}

function diallingRow([country, code]: [string, string]): string {
  return `(${text(country)}, ${text(code)})`;
}

function list(values: readonly string[]): string {
  return `[${values.map(text).join(', ')}]::VARCHAR[]`;
}

function text(value: string | null): string {
  return value === null ? 'NULL::VARCHAR' : `'${value.replaceAll("'", "''")}'`;
}
