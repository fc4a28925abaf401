import type { DuckDBConnection } from '@duckdb/node-api';
import { DuckDBInstance } from '@duckdb/node-api';

import type { Catalog } from '../../src/local/duckdb/context.ts';
import type { Database } from '../golden/tables.ts';

import { trinoErrorOf } from '../../src/local/duckdb/duckdb-error.ts';
import { prepare } from '../../src/local/duckdb/prelude.ts';
import { renderCell } from '../../src/local/duckdb/render.ts';
import { translate } from '../../src/local/duckdb/translate.ts';
import { display } from '../../src/local/duckdb/types/type.ts';
import { readTpcds, TPCH, tableFile } from '../golden/tables.ts';

export type Engine = {
  /** The rows of a statement in Athena's text, and its types in Trino's. Throws `TrinoError`. */
  run: (sql: string, parameters?: readonly string[]) => Promise<{ rows: (string | null)[][]; types: string[] }>;
  connection: DuckDBConnection;
  close: () => void;
};

/** A DuckDB with the dialect's prelude. */
export async function openEngine(
  tables: Catalog = new Map([['default', new Map()]]),
  database = 'default',
): Promise<Engine> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  await prepare(connection);
  return {
    connection,
    async run(sql, parameters = []) {
      const translation = translate(sql, { tables, database, parameters });
      const result = await connection.runAndReadAll(translation.sql).catch((error: unknown) => {
        throw trinoErrorOf(error);
      });
      const types = translation.columns.map(({ type }) => type);
      return {
        rows: result.getRows().map((row) => row.map((cell, index) => renderCell(cell, types[index]!))),
        types: types.map(display),
      };
    },
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/** The engine over TPC-H's tables of the tiny scale. */
export const openTpch = (): Promise<Engine> => openTables('tpch', TPCH);

/** The engine over TPC-DS's tables of the tiny scale. */
export const openTpcds = (): Promise<Engine> => openTables('tpcds', readTpcds());

async function openTables(database: Database, tables: Catalog): Promise<Engine> {
  const engine = await openEngine(tables, database);
  await engine.connection.run(`CREATE SCHEMA ${database}`);
  for (const table of tables.get(database)!.keys()) {
    await engine.connection.run(
      `CREATE VIEW ${database}.${table} AS SELECT * FROM read_parquet('${tableFile(database, table)}')`,
    );
  }
  return engine;
}
