import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';

import type { Catalog } from '../../src/local/trino/translate.ts';
import type { Type } from '../../src/local/trino/type.ts';

import { BIGINT, DATE, decimal, INTEGER, VARCHAR } from '../../src/local/trino/type.ts';
import { ask } from './trino/client.ts';

const MONEY = decimal(12, 2);
const columns = (types: Readonly<Record<string, Type>>) => ({ columns: Object.entries(types).map(([name, type]) => ({ name, type })) });

/** TPC-H's tables, without the three longest comments, which no query reads. */
export const TPCH: Catalog = new Map([
  [
    'tpch',
    new Map([
      ['region', columns({ r_regionkey: BIGINT, r_name: VARCHAR })],
      ['nation', columns({ n_nationkey: BIGINT, n_name: VARCHAR, n_regionkey: BIGINT })],
      ['supplier', columns({ s_suppkey: BIGINT, s_name: VARCHAR, s_address: VARCHAR, s_nationkey: BIGINT, s_phone: VARCHAR, s_acctbal: MONEY, s_comment: VARCHAR })],
      ['customer', columns({ c_custkey: BIGINT, c_name: VARCHAR, c_address: VARCHAR, c_nationkey: BIGINT, c_phone: VARCHAR, c_acctbal: MONEY, c_mktsegment: VARCHAR, c_comment: VARCHAR })],
      ['part', columns({ p_partkey: BIGINT, p_name: VARCHAR, p_mfgr: VARCHAR, p_brand: VARCHAR, p_type: VARCHAR, p_size: INTEGER, p_container: VARCHAR, p_retailprice: MONEY })],
      ['partsupp', columns({ ps_partkey: BIGINT, ps_suppkey: BIGINT, ps_availqty: INTEGER, ps_supplycost: MONEY })],
      ['orders', columns({ o_orderkey: BIGINT, o_custkey: BIGINT, o_orderstatus: VARCHAR, o_totalprice: MONEY, o_orderdate: DATE, o_orderpriority: VARCHAR, o_shippriority: INTEGER, o_comment: VARCHAR })],
      ['lineitem', columns({ l_orderkey: BIGINT, l_partkey: BIGINT, l_suppkey: BIGINT, l_linenumber: INTEGER, l_quantity: MONEY, l_extendedprice: MONEY, l_discount: MONEY, l_tax: MONEY, l_returnflag: VARCHAR, l_linestatus: VARCHAR, l_shipdate: DATE, l_commitdate: DATE, l_receiptdate: DATE, l_shipinstruct: VARCHAR, l_shipmode: VARCHAR })],
    ]),
  ],
]);

export const tableFile = (table: string): string => join(import.meta.dirname, 'tpch', `${table}.parquet`);

// Run by itself, it fetches the tables of the tiny scale from a Trino and writes them beside the golden rows:
//   node test/golden/tables.ts http://127.0.0.1:<port>
if (process.argv[1] === import.meta.filename) {
  const [server = ''] = process.argv.slice(2);
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  mkdirSync(join(import.meta.dirname, 'tpch'), { recursive: true });
  for (const [table, shape] of TPCH.get('tpch')!) {
    const names = shape.columns.map(({ name }) => name);
    const answer = await ask(server, `SELECT ${names.join(', ')} FROM ${table} ORDER BY 1, 2`, { catalog: 'tpch', schema: 'tiny' });
    if ('error' in answer) throw new Error(answer.message);
    await connection.run(`CREATE TABLE fetched (${names.map((name) => `${name} VARCHAR`).join(', ')})`);
    const appender = await connection.createAppender('fetched');
    for (const row of answer.rows) {
      for (const cell of row) {
        if (cell === null) appender.appendNull();
        else appender.appendVarchar(cell);
      }
      appender.endRow();
    }
    appender.closeSync();
    const casts = shape.columns.map(({ name, type }) => {
      const duckdb = { bigint: 'BIGINT', integer: 'INTEGER', date: 'DATE', decimal: 'DECIMAL(12,2)' } as Record<string, string>;
      return `CAST(${name} AS ${duckdb[type.kind] ?? 'VARCHAR'}) AS ${name}`;
    });
    await connection.run(`COPY (SELECT ${casts.join(', ')} FROM fetched) TO '${tableFile(table)}' (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 19)`);
    await connection.run('DROP TABLE fetched');
    console.log(`${table}: ${answer.rows.length} rows`);
  }
}
