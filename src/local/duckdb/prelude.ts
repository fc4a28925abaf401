import type { DuckDBConnection } from '@duckdb/node-api';

import { COLLECTION_MACROS } from './macros/collections.ts';
import { DATE_MACROS } from './macros/dates.ts';
import { NUMBER_MACROS } from './macros/numbers.ts';
import { STRING_MACROS } from './macros/strings.ts';
import { registerNatives } from './natives/register.ts';

/** A macro that fails with an error of Trino. Its argument `witness`, a value of the row, keeps DuckDB from evaluating it before a CASE around it. */
const RAISE = `trino.raise(name, message, witness) AS
  CAST('@@' || name || '@@' || message || '@@' || left(CAST(witness AS VARCHAR), 0) AS BIGINT)`;

/** The statements that create the macros of translated SQL. `registerNatives` must run before. */
export const PRELUDE: readonly string[] = [
  'CREATE SCHEMA IF NOT EXISTS trino',
  ...[RAISE, ...NUMBER_MACROS, ...STRING_MACROS, ...DATE_MACROS, ...COLLECTION_MACROS].map(
    (macro) => `CREATE OR REPLACE MACRO ${macro}`,
  ),
];

/**
 * Prepares the DuckDB instance of a connection for translated SQL: registers the native functions, creates the macros and sets
 * the time zone to UTC.
 */
export async function prepare(connection: DuckDBConnection): Promise<void> {
  registerNatives(connection);
  await connection.run([`SET GLOBAL TimeZone = 'UTC'`, ...PRELUDE].join(';\n'));
}
