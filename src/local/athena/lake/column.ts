import type { DuckDBConnection } from '@duckdb/node-api';

import type { Type } from '../../duckdb/types/type.ts';
import type { LakeFile, TableFolder } from './lake.ts';

import { BIGINT, DATE, duckdbType, quoteName, quoteText, VARCHAR } from '../../duckdb/types/type.ts';
import { locationOf } from './lake.ts';

export type LakeColumn = { readonly name: string; readonly type: Type };

/** A column with the SQL that reads it from a table's files. */
export type ReadColumn = LakeColumn & { readonly expression: string };

/** How DuckDB reads a table's files: `select` gives the columns under Athena's names and types. */
export type Source = {
  readonly columns: readonly LakeColumn[];
  readonly partitionKeys: readonly LakeColumn[];
  /** Columns that are read only when they are named. */
  readonly hidden: readonly LakeColumn[];
  readonly select: string;
  /** The same rows, read so that a plan tells which table a scan belongs to (`markOf`); never run. */
  readonly probe: string;
};

/** The text by which a scan is known in the plan of a probe. */
export function markOf({ database, name }: { database: string; name: string }): string {
  return `table:${database}.${name}:`;
}

/**
 * `$path`, over DuckDB's own `filename`: the place in S3 where a catalog says that a row's file lies. Files that have a
 * `filename` themselves have none. https://docs.aws.amazon.com/athena/latest/ug/querying.html
 */
export function hiddenColumns(folder: TableFolder, names: Iterable<string>): ReadColumn[] {
  if ([...names].includes('filename')) return [];
  const rest = `substr(filename, ${[...folder.folder].length + 1})`;
  return [{ name: '$path', type: VARCHAR, expression: `${quoteText(locationOf(folder))} || ${rest}` }];
}

/** The list of paths that DuckDB's file readers take. */
export function fileList(files: readonly LakeFile[]): string {
  return `[${files.map(({ path }) => quoteText(path)).join(', ')}]`;
}

/** The option by which DuckDB's file readers turn partition folders into columns. */
export function partitionOption(keys: readonly LakeColumn[], folder: TableFolder): string {
  if (keys.length === 0) return 'hive_partitioning = false';
  const types = keys.map(({ type }, at) => `${quoteText(folder.partitionKeys[at]!)}: ${duckdbType(type)}`);
  return `hive_partitioning = true, hive_types_autocast = false, hive_types = {${types.join(', ')}}`;
}

/** A partition's type is declared, or what all its folders' names agree on: whole numbers, days, or text. */
export function partitionColumns(folder: TableFolder, declared: ReadonlyMap<string, Type>): LakeColumn[] {
  return folder.partitionKeys.map((key, at) => {
    const values = folder.files.map(({ partition }) => partition[at]).filter((value) => typeof value === 'string');
    return { name: key.toLowerCase(), type: declared.get(key.toLowerCase()) ?? inferType(values) };
  });
}

/** The same columns as they are read: DuckDB names them as their folders do. */
export function partitionReads({ partitionKeys }: TableFolder, columns: readonly LakeColumn[]): ReadColumn[] {
  return columns.map((column, at) => ({ ...column, expression: quoteName(partitionKeys[at]!) }));
}

function inferType(values: readonly string[]): Type {
  if (values.length === 0) return VARCHAR;
  if (values.every((value) => /^(0|-?[1-9]\d{0,17})$/.test(value))) return BIGINT;
  if (values.every(isDay)) return DATE;
  return VARCHAR;
}

function isDay(value: string): boolean {
  const day = new Date(`${value}T00:00:00Z`);
  return /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value);
}

/** `"orderDate" AS "orderdate"` for every column, the partitions' last. */
export function selectList(columns: readonly ReadColumn[]): string {
  return columns.map(({ name, expression }) => `${expression} AS ${quoteName(name)}`).join(', ');
}

export async function rowsOf(connection: DuckDBConnection, sql: string) {
  return (await connection.runAndReadAll(sql)).getRows();
}
