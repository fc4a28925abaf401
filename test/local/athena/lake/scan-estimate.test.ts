import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { CreateWorkGroupCommand, UpdateWorkGroupCommand } from '@aws-sdk/client-athena';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Bench } from '../../../support/ask.ts';

import { openBench } from '../../../support/ask.ts';

const ROWS = `SELECT range AS id, md5(range::VARCHAR) AS text, (range * 1.5)::DECIMAL(12,2) AS amount FROM range(20000)`;

const FILES = [2024, 2025, 2026].map((year) => `facts/year=${year}/a.parquet`);

let bench: Bench;

let sizes: Map<string, number>;

let csvSize: number;

beforeAll(async () => {
  bench = await openBench({
    ...Object.fromEntries(FILES.map((file) => [file, ROWS])),
    'names/a.parquet': `SELECT range AS id, 'name' || range AS name FROM range(100)`,
    'days/day=2026-01-01/a.csv': `n\n${'1\n'.repeat(1000)}`,
    'days/day=2026-01-02/a.csv': `n\n${'1\n'.repeat(1000)}`,
  });
  sizes = await columnSizes(join(bench.lake, FILES[0]!), join(bench.lake, 'names/a.parquet'));
  csvSize = (await stat(join(bench.lake, 'days/day=2026-01-01/a.csv'))).size;
});

afterAll(() => bench.close());

describe('DataScannedInBytes', () => {
  test.each<[sql: string, bytes: () => number]>([
    ['SELECT 1', () => 0],
    ['SELECT id FROM facts', () => 3 * of('id')],
    ['SELECT id, amount FROM facts', () => 3 * (of('id') + of('amount'))],
    ['SELECT * FROM facts', () => 3 * (of('id') + of('text') + of('amount'))],
    ['SELECT id FROM facts WHERE year = 2025', () => of('id')],
    ['SELECT id FROM facts WHERE year IN (2024, 2026)', () => 2 * of('id')],
    ['SELECT id FROM facts WHERE year BETWEEN 2025 AND 2030', () => 2 * of('id')],
    ['SELECT id FROM facts WHERE year + 1 = 2025', () => of('id')],
    [`SELECT id FROM facts WHERE year = 2025 AND text LIKE 'a%'`, () => of('id') + of('text')],
    ['SELECT year FROM facts', () => 0],
    ['SELECT id FROM facts WHERE year = 2030', () => 0],
    [
      'SELECT a.amount FROM facts a JOIN names b ON a.id = b.id WHERE a.year = 2024',
      () => of('id') + of('amount') + of('names.id'),
    ],
    ['SELECT n FROM days', () => 2 * csvSize],
    [`SELECT n FROM days WHERE day = DATE '2026-01-01'`, () => csvSize],
    ['SHOW TABLES', () => 0],
    ['EXPLAIN SELECT * FROM facts', () => 0],
  ])('%s', async (sql, bytes) => {
    const { execution } = await bench.ask(sql);
    expect(execution.Status?.StateChangeReason).toBeUndefined();
    expect(execution.Statistics?.DataScannedInBytes).toBe(bytes());
  });

  test('parameters prune partitions too', async () => {
    const { execution } = await bench.ask('SELECT id FROM facts WHERE year = ?', { ExecutionParameters: ['2025'] });
    expect(execution.Statistics?.DataScannedInBytes).toBe(of('id'));
  });
});

describe("a workgroup's byte limit", () => {
  test('cancels the query in the words of Athena', async () => {
    const wide = await openBench({
      'wide/a.parquet': `SELECT md5(range::VARCHAR) || md5((-range)::VARCHAR) AS text FROM range(400000)`,
    });
    await wide.athena.send(
      new CreateWorkGroupCommand({ Name: 'thrifty', Configuration: { BytesScannedCutoffPerQuery: 10_000_000 } }),
    );
    const { execution } = await wide.ask('SELECT min(text) FROM wide', { WorkGroup: 'thrifty' });
    expect(execution).toMatchObject({
      Status: { State: 'CANCELLED', StateChangeReason: 'Bytes scanned limit was exceeded' },
      Statistics: { DataScannedInBytes: 10_000_000 },
    });
    expect(execution.Status?.AthenaError).toBeUndefined();
    await wide.athena.send(
      new UpdateWorkGroupCommand({
        WorkGroup: 'thrifty',
        ConfigurationUpdates: { RemoveBytesScannedCutoffPerQuery: true },
      }),
    );
    expect((await wide.ask('SELECT count(text) FROM wide', { WorkGroup: 'thrifty' })).rows[1]).toEqual(['400000']);
    await wide.close();
  });
});

const of = (column: string) => sizes.get(column)!;

async function columnSizes(facts: string, names: string): Promise<Map<string, number>> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const reader = await connection.runAndReadAll(
    `SELECT CASE WHEN file_name = '${names}' THEN 'names.' ELSE '' END || path_in_schema, sum(total_compressed_size)
       FROM parquet_metadata(['${facts}', '${names}']) GROUP BY ALL`,
  );
  const found = new Map(reader.getRows().map(([column, size]) => [String(column), Number(size)]));
  connection.closeSync();
  instance.closeSync();
  return found;
}
