import type { DuckDBConnection } from '@duckdb/node-api';

import type { Type } from '../../duckdb/types/type.ts';
import type { LakeFile, TableFolder } from './lake.ts';

import { BIGINT, DATE, duckdbType, quoteName, quoteText, VARCHAR } from '../../duckdb/types/type.ts';
import { locationOf } from './lake.ts';

/** A column of Athena's catalog; its name is lower case. */
export type LakeColumn = { readonly name: string; readonly type: Type };

/** A column, and the SQL expression that reads it from a table's files. */
export type ReadColumn = LakeColumn & { readonly expression: string };

/** How DuckDB reads a table's files: `select` is the query whose columns have Athena's names and types. */
export type Source = {
  readonly columns: readonly LakeColumn[];
  readonly partitionKeys: readonly LakeColumn[];
  /** Columns that `*` leaves out, such as `$path`. */
  readonly hidden: readonly LakeColumn[];
  readonly select: string;
  /** A query for the same rows whose column names begin with `markOf` the table, so that a plan shows which table it scans; only planned, never run. */
  readonly probe: string;
};

/** Returns the prefix of a table's column names in its `probe`, by which its scan is recognised in DuckDB's plan. */
export function markOf({ database, name }: { database: string; name: string }): string {
  return `table:${database}.${name}:`;
}

/**
 * Returns the hidden column `$path`, the S3 URL of a row's file; none when `names`, the table's columns, has `filename`, which DuckDB
 * uses for the path.
 * https://docs.aws.amazon.com/athena/latest/ug/querying.html
 */
export function hiddenColumns(folder: TableFolder, names: Iterable<string>): ReadColumn[] {
  if ([...names].includes('filename')) return [];
  const rest = `substr(filename, ${[...folder.folder].length + 1})`;
  return [{ name: '$path', type: VARCHAR, expression: `${quoteText(locationOf(folder))} || ${rest}` }];
}

/** Returns the SQL list of paths that is the first argument of DuckDB's file readers. */
export function fileList(files: readonly LakeFile[]): string {
  return `[${files.map(({ path }) => quoteText(path)).join(', ')}]`;
}

/** Returns the options of DuckDB's file readers that turn a table's partition folders into columns. */
export function partitionOption(keys: readonly LakeColumn[], folder: TableFolder): string {
  if (keys.length === 0) return 'hive_partitioning = false';
  const types = keys.map(({ type }, at) => `${quoteText(folder.partitionKeys[at]!)}: ${duckdbType(type)}`);
  return `hive_partitioning = true, hive_types_autocast = false, hive_types = {${types.join(', ')}}`;
}

/**
 * Returns the columns of a table's partition folders. A column's type is the declared one, else bigint, date or varchar as fits the
 * names of all folders.
 */
export function partitionColumns(folder: TableFolder, declared: ReadonlyMap<string, Type>): LakeColumn[] {
  return folder.partitionKeys.map((key, at) => {
    const values = folder.files.map(({ partition }) => partition[at]).filter((value) => typeof value === 'string');
    return { name: key.toLowerCase(), type: declared.get(key.toLowerCase()) ?? inferType(values) };
  });
}

/** Returns partition columns with the SQL that reads them. */
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

/** Returns a select list of columns: `"orderDate" AS "orderdate", …`. */
export function selectList(columns: readonly ReadColumn[]): string {
  return columns.map(({ name, expression }) => `${expression} AS ${quoteName(name)}`).join(', ');
}

/**
 * Returns the source of a table whose values are read from texts. `columns` returns its columns and `rows` the SQL that they are
 * selected from, given the prefix of the column names in that SQL: none for `select`, `markOf` the table for `probe`.
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

/** Returns a declared column that no file has, which is NULL in every row. */
export function missingColumn(name: string, type: Type): ReadColumn {
  return { name, type, expression: `CAST(NULL AS ${duckdbType(type)})` };
}

/** Runs a statement of DuckDB and returns its rows. */
export async function rowsOf(connection: DuckDBConnection, sql: string) {
  return (await connection.runAndReadAll(sql)).getRows();
}
