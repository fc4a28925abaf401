import type { Type } from '../../src/local/duckdb/types/type.ts';
import { BIGINT, DATE, INTEGER, VARCHAR, decimal, duckdbType } from '../../src/local/duckdb/types/type.ts';
import type { Catalog } from '../../src/local/duckdb/context.ts';
import { parse, stringify } from 'yaml';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parseHiveType } from '../../src/local/athena/lake/hive.ts';
import { join } from 'node:path';
import { readGolden } from './golden.ts';
import { DuckDBInstance } from '@duckdb/node-api';
import { ask } from './trino/client.ts';

/** Where the recording Trino has the tables of each database. */
export const PLACES = {
  tpch: { catalog: 'tpch', schema: 'tiny' },
  tpcds: { catalog: 'memory', schema: 'tpcds' },
} as const;

export type Database = keyof typeof PLACES;

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

/** TPC-DS's tables in the types that Trino's connector declares, without the columns that no query reads. */
export function readTpcds(): Catalog {
  const declared = parse(readFileSync(SCHEMA_FILE, 'utf8')) as Record<string, Record<string, string>>;
  const types = (table: Record<string, string>) => Object.entries(table).map(([name, type]) => [name, parseHiveType(type)!]);
  return new Map([['tpcds', new Map(Object.entries(declared).map(([table, written]) => [table, columns(Object.fromEntries(types(written)))]))]]);
}

const SCHEMA_FILE = join(import.meta.dirname, 'tpcds', '_schema.yml');

export const tableFile = (database: Database, table: string): string => join(import.meta.dirname, database, `${table}.parquet`);

// Run by itself, it fetches the tables of the tiny scale from a Trino and writes them beside the golden rows:
//   node test/golden/tables.ts http://127.0.0.1:<port> tpch
//   node test/golden/tables.ts http://127.0.0.1:<port> tpcds
if (process.argv[1] === import.meta.filename) {
  const [server = '', database] = process.argv.slice(2);
  if (database !== 'tpch' && database !== 'tpcds') throw new Error('usage: node test/golden/tables.ts <server> tpch|tpcds');
  mkdirSync(join(import.meta.dirname, database), { recursive: true });
  if (database === 'tpcds') await writeSchema(server);
  const tables = (database === 'tpch' ? TPCH : readTpcds()).get(database)!;
  for (const [table, shape] of tables) {
    const rows = await fetchTable(server, database, table, shape.columns);
    console.log(`${table}: ${rows} rows`);
  }
}

async function writeSchema(server: string): Promise<void> {
  const rows = await rowsOf(server, 'tpcds', 'SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_schema = \'tpcds\' ORDER BY table_name, ordinal_position');
  const queries = readGolden('tpcds').cases.map(({ sql }) => sql).join(' ');
  const declared: Record<string, Record<string, string>> = {};
  for (const [table, column, type] of rows) {
    if (!new RegExp(`\\b${column}\\b`).test(queries)) continue;
    declared[table!] = { ...declared[table!], [column!]: type! };
  }
  writeFileSync(SCHEMA_FILE, stringify(declared));
}

async function fetchTable(server: string, database: Database, table: string, shape: readonly { name: string; type: Type }[]): Promise<number> {
  const names = shape.map(({ name }) => name);
  const rows = await rowsOf(server, database, `SELECT ${names.join(', ')} FROM ${table} ORDER BY 1, 2${shape.length > 2 ? ', 3' : ''}`);
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  await connection.run(`CREATE TABLE fetched (${names.map((name) => `${name} VARCHAR`).join(', ')})`);
  const appender = await connection.createAppender('fetched');
  for (const row of rows) {
    for (const cell of row) {
      if (cell === null) appender.appendNull();
      else appender.appendVarchar(cell);
    }
    appender.endRow();
  }
  appender.closeSync();
  const values = shape.map(({ name, type }) => {
    const value = type.kind === 'char' ? `rtrim(${name}, ' ')` : `CAST(${name} AS ${duckdbType(type)})`;
    return `${value} AS ${name}`;
  });
  await connection.run(`COPY (SELECT ${values.join(', ')} FROM fetched) TO '${tableFile(database, table)}' (FORMAT parquet, PARQUET_VERSION V2, COMPRESSION zstd, COMPRESSION_LEVEL 19, ROW_GROUP_SIZE 2000000)`);
  connection.closeSync();
  return rows.length;
}

async function rowsOf(server: string, database: Database, sql: string): Promise<(string | null)[][]> {
  const answer = await ask(server, sql, PLACES[database]);
  if ('error' in answer) throw new Error(answer.message);
  return answer.rows;
}
