import type { DuckDBConnection } from '@duckdb/node-api';

import { COLLECTION_MACROS } from './macros/collections.ts';
import { DATE_MACROS } from './macros/dates.ts';
import { NUMBER_MACROS } from './macros/numbers.ts';
import { STRING_MACROS } from './macros/strings.ts';
import { registerNatives } from './natives/register.ts';

/** Fails with one of Trino's errors. The witness keeps it from being computed ahead of time, so a CASE can guard it. */
const RAISE = `trino.raise(name, message, witness) AS
  CAST('@@' || name || '@@' || message || '@@' || left(CAST(witness AS VARCHAR), 0) AS BIGINT)`;

/** Statements that a catalog must have run before a translation can; the natives come first. */
export const PRELUDE: readonly string[] = [
  'CREATE SCHEMA IF NOT EXISTS trino',
  ...[RAISE, ...NUMBER_MACROS, ...STRING_MACROS, ...DATE_MACROS, ...COLLECTION_MACROS].map(
    (macro) => `CREATE OR REPLACE MACRO ${macro}`,
  ),
];

/** Makes an instance ready for translations; its time zone becomes UTC. Any one of its connections will do. */
export async function prepare(connection: DuckDBConnection): Promise<void> {
  await connection.run(`SET GLOBAL TimeZone = 'UTC'`);
  registerNatives(connection);
  await connection.run(PRELUDE.join(';\n'));
}
