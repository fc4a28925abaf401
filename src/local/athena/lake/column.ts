import type { DuckDBConnection } from '@duckdb/node-api';

import type { Type } from '../../duckdb/types/type.ts';
import type { LakeFile, TableFolder } from './lake.ts';

import { BIGINT, DATE, duckdbType, quoteName, quoteText, VARCHAR } from '../../duckdb/types/type.ts';
import { locationOf } from './lake.ts';

/** A column as Athena's catalog describes it; its name is lower case. */
export type LakeColumn = { readonly name: string; readonly type: Type };

/** A column with the SQL that reads it from a table's files. */
export type ReadColumn = LakeColumn & { readonly expression: string };

/** The SQL by which DuckDB reads a table's files: `select` gives the columns under Athena's names and types. */
export type Source = {
  readonly columns: readonly LakeColumn[];
  readonly partitionKeys: readonly LakeColumn[];
  /** Columns that are read only when they are named. */
  readonly hidden: readonly LakeColumn[];
  readonly select: string;
  /** The same rows, read so that a plan tells which table a scan belongs to (`markOf`); never run. */
  readonly probe: string;
};

/**
 * Returns the beginning of a table's column names in its `probe`, by which the table's scan is recognised in DuckDB's
 * plan.
 */
export function markOf({ database, name }: { database: string; name: string }): string {
  return `table:${database}.${name}:`;
}

/**
 * Returns the hidden column `$path`, the S3 address that a row's file has in the catalog; none when the files have a
 * `filename` column themselves, which DuckDB's own would hide.
 * https://docs.aws.amazon.com/athena/latest/ug/querying.html
 */
export function hiddenColumns(folder: TableFolder, names: Iterable<string>): ReadColumn[] {
  if ([...names].includes('filename')) return [];
  const rest = `substr(filename, ${[...folder.folder].length + 1})`;
  return [{ name: '$path', type: VARCHAR, expression: `${quoteText(locationOf(folder))} || ${rest}` }];
}

/** Returns the list of paths that DuckDB's file readers take as their first argument. */
export function fileList(files: readonly LakeFile[]): string {
  return `[${files.map(({ path }) => quoteText(path)).join(', ')}]`;
}

/** Returns the option by which DuckDB's file readers turn partition folders into columns. */
export function partitionOption(keys: readonly LakeColumn[], folder: TableFolder): string {
  if (keys.length === 0) return 'hive_partitioning = false';
  const types = keys.map(({ type }, at) => `${quoteText(folder.partitionKeys[at]!)}: ${duckdbType(type)}`);
  return `hive_partitioning = true, hive_types_autocast = false, hive_types = {${types.join(', ')}}`;
}

/**
 * Returns the columns that a table's partition folders stand for. A column's type is the declared one, or what all
 * folder names agree on: whole numbers, days, or text.
 */
export function partitionColumns(folder: TableFolder, declared: ReadonlyMap<string, Type>): LakeColumn[] {
  return folder.partitionKeys.map((key, at) => {
    const values = folder.files.map(({ partition }) => partition[at]).filter((value) => typeof value === 'string');
    return { name: key.toLowerCase(), type: declared.get(key.toLowerCase()) ?? inferType(values) };
  });
}

/** Returns the partition columns with the SQL that reads them, under the names that DuckDB takes from the folders. */
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

/** Returns the select list, `"orderDate" AS "orderdate"`, of all columns, the partitions' last. */
export function selectList(columns: readonly ReadColumn[]): string {
  return columns.map(({ name, expression }) => `${expression} AS ${quoteName(name)}`).join(', ');
}

/**
 * Returns a table whose values are read from texts. `columns` makes its columns and `rows` the SQL that they are
 * selected from, each for the beginning of the columns' names in that SQL: empty for `select`, and `markOf` the table
 * for `probe`.
 */
export function textSource(
  folder: TableFolder,
  {
    partitionKeys,
    hidden,
    columns,
    rows,
  }: {
    readonly partitionKeys: readonly LakeColumn[];
    readonly hidden: readonly ReadColumn[];
    readonly columns: (prefix: string) => readonly ReadColumn[];
    readonly rows: (prefix: string) => string;
  },
): Source {
  const select = (prefix: string) => {
    const list = [...columns(prefix), ...partitionReads(folder, partitionKeys), ...hidden];
    return `SELECT ${selectList(list)} FROM (${rows(prefix)})`;
  };
  const own = columns('').map(({ name, type }) => ({ name, type }));
  return { columns: own, partitionKeys, hidden, select: select(''), probe: select(markOf(folder)) };
}

/** Returns a declared column that no file has: NULL in every row. */
export function missingColumn(name: string, type: Type): ReadColumn {
  return { name, type, expression: `CAST(NULL AS ${duckdbType(type)})` };
}

/** Runs a statement and returns its rows as DuckDB's text; null for NULL. */
export async function rowsOf(connection: DuckDBConnection, sql: string) {
  return (await connection.runAndReadAll(sql)).getRows();
}
