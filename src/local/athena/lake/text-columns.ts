import type { DuckDBConnection } from '@duckdb/node-api';

import type { Type } from '../../duckdb/types/type.ts';
import type { ReadColumn } from './column.ts';

import {
  BIGINT,
  BOOLEAN,
  DATE,
  DOUBLE,
  decimal,
  display,
  duckdbType,
  isText,
  quoteName,
  quoteText,
  timestamp,
  VARCHAR,
} from '../../duckdb/types/type.ts';
import { rowsOf } from './column.ts';

/** A value that does not fit the declared type of its column; `row` counts from 1, without the header. */
export type BadValue = { readonly file: string; readonly row: number; readonly value: string };

const PATTERNS: readonly [Type, (column: string) => string][] = [
  [BOOLEAN, (column) => `lower(${column}) IN ('true', 'false')`],
  [
    BIGINT,
    (column) => `regexp_full_match(${column}, '-?(0|[1-9]\\d{0,18})') AND TRY_CAST(${column} AS BIGINT) IS NOT NULL`,
  ],
  [DOUBLE, (column) => `${isDouble(column)} AND ${isExact(column)}`],
  [
    DATE,
    (column) => `regexp_full_match(${column}, '\\d{4}-\\d\\d-\\d\\d') AND TRY_CAST(${column} AS DATE) IS NOT NULL`,
  ],
  [
    timestamp(),
    (column) =>
      `regexp_full_match(${column}, '\\d{4}-\\d\\d-\\d\\d[ T]\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?') AND TRY_CAST(${column} AS TIMESTAMP) IS NOT NULL`,
  ],
];

/** Digits of a decimal before its point and behind it, by column. */
const WHOLE = (column: string) => `length(regexp_extract(${column}, '^-?(\\d+)', 1))`;

const FRACTION = (column: string) => `length(regexp_extract(${column}, '\\.(\\d+)$', 1))`;

const CHECKS = PATTERNS.length + 4;

/** A number that a double holds: exactly up to 15 digits before its point. */
function isDouble(column: string): string {
  return `regexp_full_match(${column}, '-?(0|[1-9]\\d{0,14})(\\.\\d+)?([eE][+-]?\\d+)?')`;
}

/** A number that a double gives back digit for digit, but for zeros at its end and for exponents. */
function isExact(column: string): string {
  const digits = `length(regexp_replace(${column}, '[-.]', '', 'g'))`;
  const trimmed = `regexp_replace(${column}, '\\.?0+$', '')`;
  return `(${digits} <= 15 OR ${column} ILIKE '%e%' OR CAST(TRY_CAST(${column} AS DOUBLE) AS VARCHAR) IN (${trimmed}, ${trimmed} || '.0'))`;
}

/** The name of a column of row numbers, which no file's own column has. */
const ROW_NUMBER = quoteName('\u0001row number');

/**
 * Infers the types of columns of texts: for each the first of boolean, bigint, double, date, timestamp and decimal that holds every
 * value exactly, else double if all are numbers, else varchar. Empty texts and NULLs do not count. `rows` is the SQL of the rows.
 */
export async function inferTypes(
  connection: DuckDBConnection,
  rows: string,
  names: readonly string[],
): Promise<[string, Type][]> {
  if (names.length === 0) return [];
  const checks = names.flatMap((name) => {
    const column = quoteName(name);
    const isDecimal = `regexp_full_match(${column}, '-?(0|[1-9]\\d{0,37})(\\.\\d+)?')`;
    return [
      ...PATTERNS.map(([, matches]) => `bool_and(${matches(column)}) FILTER (${column} <> '')`),
      `bool_and(${isDecimal}) FILTER (${column} <> '')`,
      `bool_and(${isDouble(column)}) FILTER (${column} <> '')`,
      `max(${WHOLE(column)})`,
      `max(${FRACTION(column)})`,
    ];
  });
  const [row = []] = await rowsOf(connection, `SELECT ${checks.join(', ')} FROM (${rows})`);
  return names.map((name, at) => [name, typeOf(row.slice(at * CHECKS, (at + 1) * CHECKS))]);
}

function typeOf(outcomes: readonly unknown[]): Type {
  const type = PATTERNS[outcomes.slice(0, PATTERNS.length).indexOf(true)]?.[0];
  if (type) return type;
  const [isDecimal, areDoubles, whole, fraction] = outcomes.slice(PATTERNS.length);
  const scale = Number(fraction);
  if (isDecimal === true && Number(whole) + scale <= 38) return decimal(38, scale);
  return areDoubles === true ? DOUBLE : VARCHAR;
}

/** Returns the SQL of rows with their numbers from 1, for `findBadValues`. `from` is the SQL that reads a file's rows in order. */
export function numberedRows(from: string): string {
  return `SELECT *, row_number() OVER () AS ${ROW_NUMBER} FROM ${from}`;
}

/**
 * Finds the first value that does not fit of each declared column that has one. `rows` is the SQL of all rows, `files` the
 * `numberedRows` of each file by its path in the lake.
 */
export async function findBadValues(
  connection: DuckDBConnection,
  columns: ReadonlyMap<string, Type>,
  { rows, files }: { readonly rows: string; readonly files: ReadonlyMap<string, string> },
): Promise<ReadonlyMap<string, BadValue>> {
  const checked = [...columns].filter(([, type]) => !isText(type));
  if (checked.length === 0) return new Map();
  const counts = checked.map(([name, type]) => `count_if(${isBad(name, type)})`);
  const [row = []] = await rowsOf(connection, `SELECT ${counts.join(', ')} FROM (${rows})`);
  const bad = checked.filter((_, at) => Number(row[at]) > 0);
  return new Map(
    await Promise.all(
      bad.map(async ([name, type]) => [name, await firstBadValue(connection, name, type, files)] as const),
    ),
  );
}

async function firstBadValue(
  connection: DuckDBConnection,
  name: string,
  type: Type,
  files: ReadonlyMap<string, string>,
): Promise<BadValue> {
  for (const [file, rows] of files) {
    const first = `SELECT min(${ROW_NUMBER}), arg_min(${quoteName(name)}, ${ROW_NUMBER}) FROM (${rows}) WHERE ${isBad(name, type)}`;
    const [[number, value] = []] = await rowsOf(connection, first).catch(() => []); // the file lacks the column
    if (number !== null && number !== undefined) return { file, row: Number(number), value: String(value) };
  }
  throw new Error(`column ${name} has a value that is no ${display(type)}`);
}

function isBad(name: string, type: Type): string {
  const column = quoteName(name);
  return `(${column} <> '' AND TRY_CAST(${column} AS ${duckdbType(type)}) IS NULL)`;
}

/**
 * Returns a column that converts the texts of the column `from` to a type. Where `bad` is given, a query that reads a value which does
 * not fit fails with HIVE_BAD_DATA and the message names `bad`.
 */
export function typedColumn(name: string, type: Type, { from, bad }: { from: string; bad?: BadValue }): ReadColumn {
  const column = quoteName(from);
  if (isText(type)) return { name, type, expression: column };
  const cast = `CAST(nullif(${column}, '') AS ${duckdbType(type)})`;
  const value = type.kind === 'timestamp' ? `date_trunc('millisecond', ${cast})` : cast;
  if (!bad) return { name, type, expression: value };
  const message = `column ${name} is declared as ${display(type)}, but row ${bad.row} of ${bad.file} has "${bad.value}"`;
  const failure = `trino.raise('HIVE_BAD_DATA', ${quoteText(message)}, ${column})`;
  return {
    name,
    type,
    expression: `CASE WHEN ${isBad(from, type)} THEN CAST(CAST(${failure} AS VARCHAR) AS ${duckdbType(type)}) ELSE ${value} END`,
  };
}
