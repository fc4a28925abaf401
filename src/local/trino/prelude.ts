import type { DuckDBConnection } from '@duckdb/node-api';

import { registerNatives } from './natives.ts';

/**
 * Settings and macros that DuckDB must know before it runs a translation; `prepare` runs them and adds the native
 * functions, once per instance. `SET` concerns the whole instance here, not the connection alone.
 */
export const PRELUDE: readonly string[] = [
  `SET GLOBAL TimeZone = 'UTC'`,
  `SET GLOBAL default_null_order = 'NULLS_LAST'`,
  'CREATE SCHEMA IF NOT EXISTS trino',

  // Fails with one of Trino's errors. The witness keeps it from being computed ahead of time, so a CASE can guard it.
  `CREATE OR REPLACE MACRO trino.raise(name, message, witness) AS
     CAST('@@' || name || '@@' || message || '@@' || left(CAST(witness AS VARCHAR), 0) AS BIGINT)`,

  // Numbers
  `CREATE OR REPLACE MACRO trino.nonzero(x) AS
     CASE WHEN x = 0 THEN cast_to_type(trino.raise('DIVISION_BY_ZERO', 'Division by zero', x), x) ELSE x END`,
  `CREATE OR REPLACE MACRO trino.remainder(a, b) AS
     CASE WHEN b = 0 THEN cast_to_type(CAST('NaN' AS DOUBLE) + a, a) ELSE a % b END`,
  `CREATE OR REPLACE MACRO trino.now(digits) AS
     to_timestamp(floor(epoch_us(now()) / pow(10, 6 - digits)) * pow(10, 6 - digits) / 1000000)`,
  `CREATE OR REPLACE MACRO trino.divide_digits(a, b, unit) AS
     sign(a) * sign(b) * ((2 * abs(a) * unit + abs(b)) // (2 * abs(trino.nonzero(b))))`,
  `CREATE OR REPLACE MACRO trino.check_finite(x, target) AS
     CASE WHEN isnan(x) OR isinf(x) OR abs(x) > 9.3e18
       THEN trino.raise('INVALID_CAST_ARGUMENT', 'Cannot cast ' || trino_double_text(x) || ' to ' || target, x) ELSE x END`,

  // CAST from varchar
  `CREATE OR REPLACE MACRO trino.no_date(text, target) AS
     CAST(trino.raise('INVALID_CAST_ARGUMENT', 'Value cannot be cast to ' || target || ': ' || text, text) AS VARCHAR)`,
  `CREATE OR REPLACE MACRO trino.with_seconds(text) AS
     CASE WHEN regexp_full_match(text, '.* [0-9]+:[0-9]+') THEN text || ':00' ELSE text END`,
  `CREATE OR REPLACE MACRO trino.no_cast(text, target) AS
     CAST(trino.raise('INVALID_CAST_ARGUMENT', 'Cannot cast ''' || text || ''' to ' || target, text) AS VARCHAR)`,
  `CREATE OR REPLACE MACRO trino.check_integer(text, target) AS
     CASE WHEN text IS NULL OR regexp_full_match(text, '[+-]?[0-9]+') THEN text ELSE trino.no_cast(text, target) END`,
  `CREATE OR REPLACE MACRO trino.check_double(text, target) AS
     CASE WHEN text IS NULL OR regexp_full_match(text, '\\s*[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?\\s*|\\s*[+-]?(NaN|Infinity)\\s*')
       THEN trim(text) ELSE trino.no_cast(text, target) END`,
  `CREATE OR REPLACE MACRO trino.check_decimal(text, target) AS
     CASE WHEN text IS NULL OR regexp_full_match(text, '\\s*[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?\\s*')
       THEN trim(text) ELSE trino.no_cast(text, target) END`,
  `CREATE OR REPLACE MACRO trino.check_boolean(text) AS
     CASE WHEN text IS NULL THEN NULL WHEN lower(text) IN ('true', 't', '1') THEN TRUE WHEN lower(text) IN ('false', 'f', '0') THEN FALSE
       ELSE CAST(trino.no_cast(text, 'boolean') AS BOOLEAN) END`,
  `CREATE OR REPLACE MACRO trino.check_date(text) AS
     CASE WHEN text IS NULL OR regexp_full_match(text, '\\s*[0-9]{4,6}-[0-9]{1,2}-[0-9]{1,2}\\s*')
       THEN coalesce(TRY_CAST(trim(text) AS DATE), CASE WHEN text IS NOT NULL THEN CAST(trino.no_date(text, 'date') AS DATE) END)
       ELSE CAST(trino.no_date(text, 'date') AS DATE) END`,
  `CREATE OR REPLACE MACRO trino.check_timestamp(text) AS
     CASE WHEN text IS NULL OR regexp_full_match(text, '\\s*[0-9]{4,6}-[0-9]{1,2}-[0-9]{1,2}( [0-9]{1,2}:[0-9]{1,2}(:[0-9]{1,2}(\\.[0-9]{1,12})?)?)?\\s*')
       THEN CAST(trino.with_seconds(trim(text)) AS TIMESTAMP) ELSE CAST(trino.no_date(text, 'timestamp') AS TIMESTAMP) END`,
  `CREATE OR REPLACE MACRO trino.check_time(text) AS
     CASE WHEN text IS NULL OR regexp_full_match(text, '\\s*[0-9]{1,2}:[0-9]{1,2}(:[0-9]{1,2}(\\.[0-9]{1,12})?)?\\s*')
       THEN CASE WHEN regexp_full_match(text, '\\s*[0-9]+:[0-9]+\\s*') THEN trim(text) || ':00' ELSE trim(text) END
       ELSE trino.no_date(text, 'time') END`,
];

/** Makes an instance ready for translations; any one of its connections will do. */
export async function prepare(connection: DuckDBConnection): Promise<void> {
  registerNatives(connection);
  for (const statement of PRELUDE) await connection.run(statement);
}
