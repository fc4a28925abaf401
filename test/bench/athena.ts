/**
 * Measures the embedded Athena and prints what it finds: `node test/bench/athena.ts [rows …]` (1,000,000 and 20,000,000
 * order lines by default). Ratios are of one run, in which all take turns; a noisy machine makes single numbers jump.
 */

import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { DuckDBInstance } from '@duckdb/node-api';

import { ensureDemoLake } from '../../src/local/athena/demo/demo.ts';
import { openEngine } from '../../src/local/athena/lake/engine.ts';
import { createQueryCompiler } from '../../src/local/athena/queries/query-compiler.ts';
import { environment } from '../support/program.ts';
import { median } from '../support/quantile.ts';

const SIZES = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [1_000_000, 20_000_000];

const TABLES = ['fact_orders', 'dim_products', 'dim_locations', 'dim_customers'];

/** So many rows are made at a time. */
const ROWS_A_FILE = 1_000_000;

/** Each question in Trino's words, and what DuckDB itself would be asked for the same. */
const QUESTIONS: readonly [name: string, trino: string, duckdb: string][] = [
  [
    'orders and revenue by month',
    `SELECT date_trunc('month', orderDate) AS m, sum(orderAmount) AS s, count(DISTINCT orderNumber) AS n FROM fact_orders GROUP BY 1 ORDER BY 1`,
    `SELECT date_trunc('month', orderDate) AS m, sum(orderAmount) AS s, count(DISTINCT orderNumber) AS n FROM fact_orders GROUP BY 1 ORDER BY 1`,
  ],
  [
    'product line by country, one year',
    `SELECT p.productLine, l.country, sum(f.orderAmount) AS s FROM fact_orders f LEFT JOIN dim_products p ON f.productCode = p.productCode
     LEFT JOIN dim_locations l ON f.postalCode = l.postalCode WHERE f.orderDate >= DATE '2025-01-01' AND f.orderDate < DATE '2026-01-01' GROUP BY 1, 2 ORDER BY 3 DESC`,
    `SELECT p.productLine, l.country, sum(f.orderAmount) AS s FROM fact_orders f LEFT JOIN dim_products p ON f.productCode = p.productCode
     LEFT JOIN dim_locations l ON f.postalCode = l.postalCode WHERE f.orderDate >= DATE '2025-01-01' AND f.orderDate < DATE '2026-01-01' GROUP BY 1, 2 ORDER BY 3 DESC`,
  ],
  [
    'ten best customers',
    `SELECT c.customerName, sum(f.orderAmount) AS s FROM fact_orders f JOIN dim_customers c ON f.customerNumber = c.customerNumber GROUP BY 1 ORDER BY 2 DESC LIMIT 10`,
    `SELECT c.customerName, sum(f.orderAmount) AS s FROM fact_orders f JOIN dim_customers c ON f.customerNumber = c.customerNumber GROUP BY 1 ORDER BY 2 DESC LIMIT 10`,
  ],
  [
    'growth year over year',
    `WITH y AS (SELECT year(orderDate) AS y, sum(orderAmount) AS s FROM fact_orders GROUP BY 1) SELECT y, s, s - lag(s) OVER (ORDER BY y) AS d FROM y ORDER BY y`,
    `WITH y AS (SELECT year(orderDate) AS y, sum(orderAmount) AS s FROM fact_orders GROUP BY 1) SELECT y, s, s - lag(s) OVER (ORDER BY y) AS d FROM y ORDER BY y`,
  ],
  [
    'one month of one line',
    `SELECT f.orderDate, sum(f.quantityOrdered) AS q FROM fact_orders f JOIN dim_products p ON f.productCode = p.productCode WHERE p.productLine = 'Trains' AND f.orderDate BETWEEN DATE '2025-11-01' AND DATE '2025-11-30' GROUP BY 1 ORDER BY 1`,
    `SELECT f.orderDate, sum(f.quantityOrdered) AS q FROM fact_orders f JOIN dim_products p ON f.productCode = p.productCode WHERE p.productLine = 'Trains' AND f.orderDate BETWEEN DATE '2025-11-01' AND DATE '2025-11-30' GROUP BY 1 ORDER BY 1`,
  ],
];

/** The command as `npm run owlpost` starts it. */
const [, ...COMMAND] = JSON.parse(readFileSync('package.json', 'utf8')).scripts.owlpost.split(' ');

const folder = await mkdtemp(join(tmpdir(), 'bench-athena-'));

try {
  const demo = join(folder, 'demo');
  const [made] = await timed(() => ensureDemoLake(demo, { now: new Date() }));
  print('demo lake made', `${made.toFixed(0)} ms`);
  await benchProcess(demo);
  await benchTranslation(demo);
  for (const rows of SIZES) {
    const lake = join(folder, String(rows));
    await multiply(demo, lake, rows);
    await benchQuestions(lake, rows);
    await rm(lake, { recursive: true });
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function benchProcess(lake: string): Promise<void> {
  await (await open(lake)).close(); // the first start ever compiles
  const server = await open(lake);
  try {
    const megabytes = () => `${(server.memory() / 1e6).toFixed(0)} MB`;
    const { endedAt } = await server.ask('SELECT count(*) FROM fact_orders');
    const [listening, first] = [server.readyAt, endedAt].map((at) => (at - server.startedAt).toFixed(0));
    print('process start → listening, first answer', `${listening} ms, ${first} ms (goal 1,000)`);
    await sleep(1000);
    const afterFirst = megabytes();
    for (let round = 0; round < 20; round++) await server.ask('SELECT 1');
    const ones: number[] = [];
    for (let round = 0; round < 100; round++) ones.push((await server.ask('SELECT 1')).ms);
    print('SELECT 1, end to end over HTTP', `${median(ones).toFixed(1)} ms median (goal 15)`);
    await sleep(1000);
    print('memory at rest after one answer, after 121', `${afterFirst}, ${megabytes()} (goal 150)`);
    const [together] = await timed(() => Promise.all(Array.from({ length: 30 }, () => server.ask(QUESTIONS[0]![1]))));
    print('30 questions at once', `${together.toFixed(0)} ms; memory after them ${megabytes()}`);
  } finally {
    await server.close();
  }
  const idle = await open(lake);
  await sleep(1000);
  print('memory at rest before any question', `${(idle.memory() / 1e6).toFixed(0)} MB (goal 150)`);
  await idle.close();
}

async function benchTranslation(lakeFolder: string): Promise<void> {
  const engine = await openEngine(lakeFolder, { memory: '512MB', scratch: join(folder, 'scratch') });
  const lake = await engine.refresh();
  const { checkSyntax, compile } = createQueryCompiler();
  const translate = async (sql: string) => {
    await checkSyntax(sql);
    await compile(sql, { lake, database: 'default', parameters: [] });
  };
  for (const [, trino] of QUESTIONS) await translate(trino);
  const warm: number[] = [];
  const cached: number[] = [];
  for (let round = 0; round < 20; round++) {
    for (const [, trino] of QUESTIONS) {
      const other = trino.replace(/^(SELECT|WITH)/, `-- ${round}\n$1`);
      warm.push((await timed(() => translate(other)))[0]);
      cached.push((await timed(() => translate(other)))[0]);
    }
  }
  print(
    'translation of a new text, of a known one',
    `${median(warm).toFixed(1)} ms, ${median(cached).toFixed(1)} ms (goal 5)`,
  );
  engine.close();
}

async function benchQuestions(lake: string, rows: number): Promise<void> {
  const rounds = rows > 5_000_000 ? 5 : 15;
  const server = await open(lake);
  const raw = await openRaw(lake);
  const engine = await openEngine(lake, { memory: '512MB', scratch: join(folder, 'scratch') });
  const tables = await engine.refresh();
  const { compile } = createQueryCompiler();
  console.log(`\n${rows.toLocaleString('en')} order lines, best of ${rounds} (goal: within 1.3 of raw DuckDB)`);
  for (const [name, trino, duckdb] of QUESTIONS) {
    const { sql } = await compile(trino, { lake: tables, database: 'default', parameters: [] });
    const connection = await engine.connect();
    const times = { raw: [] as number[], translated: [] as number[], engine: [] as number[], http: [] as number[] };
    for (let round = 0; round < rounds; round++) {
      times.raw.push((await timed(() => raw.run(duckdb)))[0]);
      times.translated.push((await timed(() => connection.runAndReadAll(sql)))[0]);
      const { ms, engineMs } = await server.ask(trino, Math.min(...times.engine, 1e4));
      times.engine.push(engineMs);
      times.http.push(ms);
    }
    connection.closeSync();
    const best = (key: keyof typeof times) => Math.min(...times[key]);
    const ratio = (key: keyof typeof times) => `${best(key).toFixed(0)} ms (${(best(key) / best('raw')).toFixed(2)})`;
    print(
      name,
      `raw ${best('raw').toFixed(0)} ms; translated ${ratio('translated')}; engine ${ratio('engine')}; HTTP ${ratio('http')}`,
    );
  }
  engine.close();
  raw.close();
  await server.close();
}

/** The command in a process of its own, asked as plainly as HTTP allows: an SDK would take more time than the server. */
async function open(lake: string) {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [...COMMAND, 'athena', '--port', '0', '--lake', lake], {
    env: environment({}),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = new Promise((resolve) => child.once('exit', resolve));
  const line: string = (await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next()).value;
  const url = line.match(/http:\S+/)![0];
  const readyAt = performance.now();

  async function call(operation: string, input: object) {
    const headers = { 'x-amz-target': `AmazonAthena.${operation}` };
    const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(input) });
    return JSON.parse(await response.text());
  }

  return {
    startedAt,
    readyAt,
    /** Looks for the end first when it is expected: each look takes time from the query. */
    async ask(sql: string, expectedMs = 0): Promise<{ ms: number; engineMs: number; endedAt: number }> {
      const begun = performance.now();
      const input = { QueryString: sql, ClientRequestToken: randomUUID() };
      const { QueryExecutionId } = await call('StartQueryExecution', input);
      await sleep(expectedMs);
      for (;;) {
        const { QueryExecution } = await call('GetQueryExecution', { QueryExecutionId });
        const { State, StateChangeReason } = QueryExecution.Status;
        if (State === 'SUCCEEDED') {
          await call('GetQueryResults', { QueryExecutionId });
          const endedAt = performance.now();
          const engineMs = QueryExecution.Statistics.EngineExecutionTimeInMillis;
          return { ms: endedAt - begun, engineMs, endedAt };
        }
        if (State === 'FAILED') throw new Error(`${sql}: ${StateChangeReason}`);
        await sleep(2);
      }
    },
    /** Resident bytes, as Linux tells them. */
    memory: () => Number(readFileSync(`/proc/${child.pid}/status`, 'utf8').match(/VmRSS:\s+(\d+)/)![1]) * 1024,
    async close(): Promise<void> {
      child.kill();
      await exited;
    },
  };
}

async function openRaw(lake: string) {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  const connection = await instance.connect();
  for (const table of TABLES) await connection.run(`CREATE VIEW ${table} AS FROM '${join(lake, table)}/*.parquet'`);
  return {
    run: (sql: string) => connection.runAndReadAll(sql),
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/** The demo lake with its orders repeated under new numbers and with other amounts, file by file and unsorted. */
async function multiply(from: string, to: string, rows: number): Promise<void> {
  const { run, close } = await openRaw(from);
  for (const table of TABLES) await mkdir(join(to, table), { recursive: true });
  const copy = (select: string, file: string) =>
    run(`COPY (${select}) TO '${join(to, file)}' (FORMAT parquet, COMPRESSION zstd)`);
  for (const table of TABLES.slice(1)) await copy(`SELECT * FROM ${table}`, `${table}/part-0.parquet`);
  const count = Number((await run('SELECT count(*) FROM fact_orders')).getRows()[0]![0]);
  const copies = Math.ceil(ROWS_A_FILE / count);
  for (let file = 0; file * ROWS_A_FILE < rows; file++) {
    const number = `orderNumber + 400000 * (copy.range::INTEGER + ${file * copies})`;
    const amount = `CAST(orderAmount + hash(orderNumber, orderLineNumber, copy.range, ${file}) % 10000 / 100 AS DECIMAL(12, 2))`;
    await copy(
      `SELECT * REPLACE (${number} AS orderNumber, ${amount} AS orderAmount)
         FROM range(${copies}) copy, fact_orders LIMIT ${Math.min(ROWS_A_FILE, rows - file * ROWS_A_FILE)}`,
      `fact_orders/part-${file}.parquet`,
    );
  }
  close();
}

async function timed<T>(work: () => Promise<T>): Promise<[ms: number, outcome: T]> {
  const begun = performance.now();
  const outcome = await work();
  return [performance.now() - begun, outcome];
}

function print(what: string, found: string): void {
  console.log(`${what.padEnd(42)} ${found}`);
}
