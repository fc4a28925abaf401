import type { TableShape } from '../../duckdb/context.ts';
import type { Lake, LakeTable } from './lake-table.ts';

import { CATALOG } from '../../duckdb/scope.ts';
import { BIGINT, display, quoteName, quoteText, VARCHAR } from '../../duckdb/types/type.ts';

/** The name of the schema whose tables list schemas, tables, views and columns. */
export const INFORMATION_SCHEMA = 'information_schema';

/** The schema in DuckDB that holds the lake's information schema; DuckDB's own must not be seen. */
const HIDDEN_SCHEMA = 'lake information_schema';

/** Trino's and Athena's columns. https://trino.io/docs/current/connector/system.html has no list; these are SHOW COLUMNS' own. */
const COLUMNS: Readonly<Record<string, readonly string[]>> = {
  schemata: ['catalog_name', 'schema_name'],
  tables: ['table_catalog', 'table_schema', 'table_name', 'table_type'],
  views: ['table_catalog', 'table_schema', 'table_name', 'view_definition'],
  columns: [
    'table_catalog',
    'table_schema',
    'table_name',
    'column_name',
    'ordinal_position',
    'column_default',
    'is_nullable',
    'data_type',
    'comment',
    'extra_info',
  ],
};

/** The tables of the information schema and their columns. */
export const informationTables: ReadonlyMap<string, TableShape> = new Map(
  Object.entries(COLUMNS).map(([table, columns]) => [
    table,
    { columns: columns.map((name) => ({ name, type: name === 'ordinal_position' ? BIGINT : VARCHAR })) },
  ]),
);

/** Replaces `information_schema` in translated SQL by the schema in DuckDB that holds the lake's. Texts in quotes stay as they are. */
export function redirectInformation(sql: string): string {
  return sql.replace(/'(?:[^']|'')*'|"information_schema"(?=\.")/g, (part) =>
    part.startsWith("'") ? part : quoteName(HIDDEN_SCHEMA),
  );
}

/** Returns the statements of DuckDB that make the information schema list a lake's tables. */
export function informationStatements(lake: Lake): string[] {
  const tables = [...lake.values()].filter(({ unreadable }) => unreadable === undefined);
  const databases = [...new Set([...lake.values()].map(({ database }) => database)), INFORMATION_SCHEMA].sort();
  const rows: Record<string, (string | number | null)[][]> = {
    schemata: databases.map((name) => [CATALOG, name]),
    tables: tables.map(({ database, name }) => [CATALOG, database, name, 'BASE TABLE']),
    views: [],
    columns: tables.flatMap(columnRows),
  };
  return [
    `CREATE SCHEMA IF NOT EXISTS ${quoteName(HIDDEN_SCHEMA)}`,
    ...Object.entries(rows).map(
      ([table, values]) =>
        `CREATE OR REPLACE VIEW ${quoteName(HIDDEN_SCHEMA)}.${quoteName(table)} AS ${valuesOf(table, values)}`,
    ),
  ];
}

function columnRows({ database, name, columns, partitionKeys }: LakeTable): (string | number | null)[][] {
  return [...columns, ...partitionKeys].map((column, at) => [
    CATALOG,
    database,
    name,
    column.name,
    at + 1,
    null,
    'YES',
    display(column.type),
    null,
    at < columns.length ? null : 'partition key',
  ]);
}

function valuesOf(table: string, rows: readonly (string | number | null)[][]): string {
  const columns = COLUMNS[table]!;
  const list = columns.map((name) => {
    const type = name === 'ordinal_position' ? 'BIGINT' : 'VARCHAR';
    return `CAST(${quoteName(name)} AS ${type}) AS ${quoteName(name)}`;
  });
  const values = (rows.length > 0 ? rows : [columns.map(() => null)]).map((row) => `(${row.map(literal).join(', ')})`);
  const from = `(VALUES ${values.join(', ')}) t(${columns.map(quoteName).join(', ')})`;
  return `SELECT ${list.join(', ')} FROM ${from}${rows.length > 0 ? '' : ' WHERE false'}`;
}

function literal(value: string | number | null): string {
  if (value === null) return 'NULL';
  return typeof value === 'number' ? String(value) : quoteText(value);
}
