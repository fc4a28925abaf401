import type { DuckDBConnection } from '@duckdb/node-api';
import { LRUCache } from 'lru-cache';

import type { Engine } from './engine.ts';
import type { Lake, LakeTable } from './lake-table.ts';

import { duckdbType, quoteName, quoteText } from '../../duckdb/types/type.ts';
import { fileList, markOf, rowsOf } from './column.ts';

/** A scan of a table's files in DuckDB's plan. */
type Scan = {
  readonly table: LakeTable;
  /** The projections and filters of the scan, which name the columns that it reads. */
  readonly words: string;
  /** The conditions on partition columns, by which files are left out; empty for none. */
  readonly partitions: string;
};

/** A node of DuckDB's plan, as `EXPLAIN (FORMAT json)` prints it. */
export type PlanNode = {
  readonly name: string;
  readonly children?: readonly PlanNode[];
  readonly extra_info?: Readonly<Record<string, string | readonly string[]>>;
};

/** The compressed bytes of a Parquet file by lower-cased column. */
type Footers = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** The plan of a statement and the bytes that it scans. */
export type ScanEstimate = {
  /** DuckDB's plan. */
  readonly plan: readonly PlanNode[];
  /** The bytes that Athena would scan: of Parquet the columns, of other formats the files, of all only the partitions that it needs. */
  readonly bytes: number;
};

/** Estimates what a statement of DuckDB's SQL scans of a lake, without running it. */
export type ScanEstimator = (sql: string, lake: Lake) => Promise<ScanEstimate>;

const MOST_ESTIMATES = 500;

/** Returns an estimator that counts bytes by DuckDB's plan and the footers of Parquet files. Estimates are cached. */
export function openScanEstimator({ planner }: Engine): ScanEstimator {
  const footers = new WeakMap<LakeTable, Promise<Footers>>();
  const estimates = new WeakMap<Lake, LRUCache<string, ScanEstimate>>(); // a lake that changed is another one

  return async (sql, lake) => {
    const known = estimates.get(lake) ?? new LRUCache<string, ScanEstimate>({ max: MOST_ESTIMATES });
    estimates.set(lake, known);
    const estimate = known.get(sql) ?? (await read(sql, lake));
    known.set(sql, estimate);
    return estimate;
  };

  async function read(sql: string, lake: Lake): Promise<ScanEstimate> {
    const [row] = await rowsOf(planner, `EXPLAIN (FORMAT json) ${sql}`);
    const plan: PlanNode[] = JSON.parse(String(row?.[1]));
    const bytes = await Promise.all(scansOf(plan, lake).map(bytesOf));
    return { plan, bytes: sum(bytes) };
  }

  async function bytesOf(scan: Scan): Promise<number> {
    const files = await remainingFiles(scan, planner);
    if (scan.table.format !== 'parquet') return sum(files.map(({ size }) => size));
    const known = footers.get(scan.table) ?? readFooters(planner, scan.table);
    footers.set(scan.table, known);
    const columns = await known;
    return sum(
      files.flatMap(({ path }) =>
        [...(columns.get(path) ?? [])].map(([column, size]) => (isNamed(column, scan.words) ? size : 0)),
      ),
    );
  }
}

function scansOf(plan: readonly PlanNode[], lake: Lake): Scan[] {
  return plan.flatMap((node) => {
    const inner = scansOf(node.children ?? [], lake);
    const scan = /^READ_(PARQUET|CSV|JSON)/.test(node.name.trim()) ? scanOf(node, lake) : undefined;
    return scan ? [...inner, scan] : inner;
  });
}

function scanOf({ name, extra_info: info = {} }: PlanNode, lake: Lake): Scan | undefined {
  const text = (key: string) => [info[key] ?? []].flat().join(' AND ');
  const words = `${text('Projections').replaceAll(' AND ', '\n')}\n${text('Filters')}`;
  const tables = [...lake.values()];
  const marked = tables.find((table) => words.includes(markOf(table)));
  const format = name.trim().replace('READ_', '').toLowerCase();
  const table = marked ?? tables.find((candidate) => candidate.format === format && !candidate.unreadable); // no column of its own is read
  if (!table) return undefined;
  const withoutTexts = words
    .replaceAll(markOf(table), '')
    .replace(/'(?:[^']|'')*'/g, "''")
    .toLowerCase();
  return { table, words: withoutTexts, partitions: text('File Filters') };
}

function isNamed(column: string, words: string): boolean {
  for (let at = words.indexOf(column); at >= 0; at = words.indexOf(column, at + 1)) {
    const isWord = !/[\w]/.test(words[at - 1] ?? ' ') && !/[\w]/.test(words[at + column.length] ?? ' ');
    if (isWord) return true;
  }
  return false;
}

/** The files that are left when the plan's own conditions are asked of each file's partition. */
async function remainingFiles({ table, partitions }: Scan, planner: DuckDBConnection): Promise<LakeTable['files']> {
  if (partitions === '' || table.files.length === 0) return table.files;
  const keys = table.partitionKeys.map(({ name }) => quoteName(name)).join(', ');
  const rows = table.files.map(({ partition }, at) => `(${[at, ...partition.map(textOf)].join(', ')})`);
  const types = table.partitionKeys.map(
    ({ name, type }) => `CAST(${quoteName(name)} AS ${duckdbType(type)}) AS ${quoteName(name)}`,
  );
  try {
    const left = await rowsOf(
      planner,
      `SELECT "file index" FROM (SELECT "file index", ${types.join(', ')}
         FROM (VALUES ${rows.join(', ')}) t("file index", ${keys})) WHERE ${partitions}`,
    );
    const indexes = new Set(left.map(([file]) => Number(file)));
    return table.files.filter((_, at) => indexes.has(at));
  } catch {
    return table.files; // a condition that DuckDB prints otherwise than it reads: counted as if nothing was left out
  }
}

async function readFooters(connection: DuckDBConnection, table: LakeTable): Promise<Footers> {
  const rows = await rowsOf(
    connection,
    `SELECT file_name, lower(split_part(path_in_schema, ', ', 1)), sum(total_compressed_size)
       FROM parquet_metadata(${fileList(table.files)}) GROUP BY ALL`,
  );
  const footers = new Map<string, Map<string, number>>();
  for (const [file, column, size] of rows) {
    const columns = footers.get(String(file)) ?? new Map<string, number>();
    footers.set(String(file), columns.set(String(column), Number(size)));
  }
  return footers;
}

function textOf(value: string | null): string {
  return value === null ? 'NULL' : quoteText(value);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
