import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';

import type { OrderLine, TextTable } from './star.ts';

import { joinStar } from './star.ts';

/** Reads a lake whose tables are folders of Parquet files: the cells only, joined and added up by nobody yet. */
export async function readParquetStar(lake: string): Promise<readonly OrderLine[]> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  const read = async (table: string): Promise<TextTable> => {
    const files = join(lake, table, '*.parquet').replaceAll("'", "''");
    const result = await connection.runAndReadAll(`SELECT COLUMNS(*)::VARCHAR FROM read_parquet('${files}')`);
    const names = result.columnNames();
    return result
      .getRows()
      .map(
        (row) => new Map(row.flatMap((cell, index) => (cell === null ? [] : [[names[index]!, String(cell)] as const]))),
      );
  };
  try {
    return joinStar({
      fact_orders: await read('fact_orders'),
      dim_products: await read('dim_products'),
      dim_locations: await read('dim_locations'),
      dim_customers: await read('dim_customers'),
    });
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
