/**
 * Measures the embedded Athena and prints what it finds: `node test/bench/athena.ts [rows]` (1,000,000 rows by default).
 * Ratios are of one run; a noisy machine makes single numbers jump.
 */
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import {
  AthenaClient,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  StartQueryExecutionCommand,
} from '@aws-sdk/client-athena';
import { DuckDBInstance } from '@duckdb/node-api';

import { ensureDemoLake } from '../../src/local/athena/demo.ts';

const ROWS = Number(process.argv[2] ?? 1_000_000);
const ROUNDS = 7;

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

/** A server in a process of its own, so that its memory is its own. */
const SERVER = `
  const { openAthena } = await import(${JSON.stringify(fileURLToPath(new URL('../../src/local/athena/server.ts', import.meta.url)))});
  const { url } = await openAthena({ lake: process.argv[1] });
  console.log(url);
  process.stdin.on('data', () => console.log(process.memoryUsage().rss));
`;

const folder = await mkdtemp(join(tmpdir(), 'bench-athena-'));
const children: ChildProcess[] = [];
try {
  await bench(folder);
} finally {
  for (const child of children) child.kill();
  await rm(folder, { recursive: true, force: true });
}

async function bench(root: string): Promise<void> {
  const demo = join(root, 'demo');
  const [made] = await timed(() => ensureDemoLake(demo, { now: new Date() }));
  print('demo lake made', `${made.toFixed(0)} ms`);

  const small = await open(demo);
  const first = await small.ask('SELECT count(*) FROM fact_orders');
  print('process start → first answer', `${(first.endedAt - small.startedAt).toFixed(0)} ms (goal 1,000)`);
  for (let round = 0; round < 20; round++) await small.ask('SELECT 1');
  const ones: number[] = [];
  for (let round = 0; round < 100; round++) ones.push((await small.ask('SELECT 1')).ms);
  print('SELECT 1, end to end', `${median(ones).toFixed(1)} ms median (goal 15)`);
  await sleep(1000);
  print('memory at rest', `${((await small.memory()) / 1e6).toFixed(0)} MB (goal 150)`);
  const [together] = await timed(() => Promise.all(Array.from({ length: 30 }, () => small.ask(QUESTIONS[0]![1]))));
  print('30 questions at once', `${together.toFixed(0)} ms`);
  print('memory after them', `${((await small.memory()) / 1e6).toFixed(0)} MB`);
  await small.close();

  const large = join(root, 'large');
  await multiply(demo, large);
  const server = await open(large);
  const raw = await openRaw(large);
  console.log(
    `\n${ROWS.toLocaleString('en')} order lines, best of ${ROUNDS}; the engine's own time (goal: within 1.3 of raw DuckDB)`,
  );
  for (const [name, trino, duckdb] of QUESTIONS) {
    const ours: number[] = [];
    const theirs: number[] = [];
    const whole: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      theirs.push((await timed(() => raw.run(duckdb)))[0]);
      const { ms, engineMs } = await server.ask(trino);
      ours.push(engineMs);
      whole.push(ms);
    }
    const [engine, raws, all] = [ours, theirs, whole].map((times) => Math.min(...times)) as [number, number, number];
    const ratio = `${engine.toFixed(0)} ms, raw ${raws.toFixed(0)} ms: ${(engine / raws).toFixed(2)}`;
    print(name, `${ratio}; over HTTP ${all.toFixed(0)} ms`);
  }
  raw.close();
  await server.close();
}

async function open(lake: string) {
  const startedAt = performance.now();
  const child = spawn(process.execPath, ['--input-type=module', '-e', SERVER, lake], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  children.push(child);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<string> => (await lines.next()).value;
  const endpoint = await next();
  const client = new AthenaClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'anyone', secretAccessKey: 'anything' },
  });

  async function ask(sql: string): Promise<{ ms: number; engineMs: number; endedAt: number }> {
    const begun = performance.now();
    const { QueryExecutionId } = await client.send(new StartQueryExecutionCommand({ QueryString: sql }));
    let engineMs = 0;
    for (;;) {
      const { QueryExecution } = await client.send(new GetQueryExecutionCommand({ QueryExecutionId }));
      const { State, StateChangeReason } = QueryExecution?.Status ?? {};
      engineMs = QueryExecution?.Statistics?.EngineExecutionTimeInMillis ?? 0;
      if (State === 'SUCCEEDED') break;
      if (State === 'FAILED' || State === 'CANCELLED') throw new Error(`${sql}: ${StateChangeReason}`);
      await sleep(5);
    }
    await client.send(new GetQueryResultsCommand({ QueryExecutionId }));
    const endedAt = performance.now();
    return { ms: endedAt - begun, engineMs, endedAt };
  }

  return {
    startedAt,
    ask,
    async memory(): Promise<number> {
      child.stdin.write('\n');
      return Number(await next());
    },
    async close(): Promise<void> {
      client.destroy();
      child.kill();
      await new Promise((resolve) => child.once('exit', resolve));
    },
  };
}

async function openRaw(lake: string) {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  const connection = await instance.connect();
  for (const table of ['fact_orders', 'dim_products', 'dim_locations', 'dim_customers']) {
    await connection.run(`CREATE VIEW ${table} AS FROM '${join(lake, table)}/*.parquet'`);
  }
  return {
    run: (sql: string) => connection.runAndReadAll(sql),
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/** The demo lake with its orders repeated under new numbers. */
async function multiply(from: string, to: string): Promise<void> {
  const { run, close } = await openRaw(from);
  for (const table of ['fact_orders', 'dim_products', 'dim_locations', 'dim_customers']) {
    await mkdir(join(to, table), { recursive: true });
    const rows =
      table === 'fact_orders'
        ? `SELECT * REPLACE (orderNumber + 4000000 * copy.range::INTEGER AS orderNumber)
             FROM fact_orders, range((${ROWS} // (SELECT count(*) FROM fact_orders)) + 1) copy ORDER BY orderDate LIMIT ${ROWS}`
        : `SELECT * FROM ${table}`;
    await run(`COPY (${rows}) TO '${join(to, table)}/part-0.parquet' (FORMAT parquet, COMPRESSION zstd)`);
  }
  close();
}

async function timed<T>(work: () => Promise<T>): Promise<[ms: number, outcome: T]> {
  const begun = performance.now();
  const outcome = await work();
  return [performance.now() - begun, outcome];
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]!;
}

function print(what: string, found: string): void {
  console.log(`${what.padEnd(36)} ${found}`);
}
