import type { DuckDBConnection } from '@duckdb/node-api';

import { COLLECTION_MACROS } from './macros/collections.ts';
import { DATE_MACROS } from './macros/dates.ts';
import { NUMBER_MACROS } from './macros/numbers.ts';
import { STRING_MACROS } from './macros/strings.ts';
import { registerNatives } from './natives/register.ts';

/** Fails with one of Trino's errors. The witness keeps it from being computed ahead of time, so a CASE can guard it. */
const RAISE = `trino.raise(name, message, witness) AS
  CAST('@@' || name || '@@' || message || '@@' || left(CAST(witness AS VARCHAR), 0) AS BIGINT)`;

/** The statements that make Trino's macros; the native functions must be registered before. */
export const PRELUDE: readonly string[] = [
  'CREATE SCHEMA IF NOT EXISTS trino',
  ...[RAISE, ...NUMBER_MACROS, ...STRING_MACROS, ...DATE_MACROS, ...COLLECTION_MACROS].map(
    (macro) => `CREATE OR REPLACE MACRO ${macro}`,
  ),
];

/**
 * Prepares a DuckDB instance for translated statements: registers the functions, makes the macros, sets the time zone
 * to UTC. Any connection of the instance will do.
 */
export async function prepare(connection: DuckDBConnection): Promise<void> {
  registerNatives(connection);
  await connection.run([`SET GLOBAL TimeZone = 'UTC'`, ...PRELUDE].join(';\n'));
}
