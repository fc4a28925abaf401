import type { DuckDBConnection } from '@duckdb/node-api';
import { DuckDBInstance } from '@duckdb/node-api';

import type { Catalog } from '../../../src/local/trino/translate.ts';

import { prepare } from '../../../src/local/trino/prelude.ts';
import { renderCell } from '../../../src/local/trino/render.ts';
import { translate } from '../../../src/local/trino/translate.ts';

export type Engine = {
  /** The rows of a statement in Athena's text. */
  run: (sql: string, parameters?: readonly string[]) => Promise<(string | null)[][]>;
  connection: DuckDBConnection;
  close: () => void;
};

/** A DuckDB with the dialect's prelude. */
export async function openEngine(tables: Catalog = new Map([['default', new Map()]])): Promise<Engine> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  await prepare(connection);
  return {
    connection,
    async run(sql, parameters = []) {
      const translation = translate(sql, { tables, database: 'default', parameters });
      const result = await connection.runAndReadAll(translation.sql);
      return result
        .getRows()
        .map((row) => row.map((cell, index) => renderCell(cell, translation.columns[index]!.type)));
    },
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}
