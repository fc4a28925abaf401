import { relative } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';

import type { Source } from './column.ts';
import type { TableFolder } from './lake.ts';
import type { Lake, LakeTable } from './lake-table.ts';

import { quoteName } from '../../duckdb/types/type.ts';
import { readCsv } from './csv-source.ts';
import { informationStatements } from './information-schema.ts';
import { readJsonLines } from './json-source.ts';
import { listLake } from './lake.ts';
import { readParquet } from './parquet-source.ts';
import { readDeclaredTypes, stampDeclared } from './schema-file.ts';
import { sourceError } from './source-error.ts';

/** The connections in which a lake's tables are views: `rows` reads them, `planner` plans over their probes. */
export type ViewConnections = { readonly rows: DuckDBConnection; readonly planner: DuckDBConnection };

type Attached = { readonly stamp: string; readonly table: LakeTable };

/**
 * Returns a function that updates the views to the present files of the lake's folder and resolves to its tables. Views of unchanged
 * tables are kept; while nothing changes, it resolves to the same `Lake`.
 */
export function createLakeViews(folder: string, connections: ViewConnections): () => Promise<Lake> {
  const attached = new Map<string, Attached>();
  let lake: Lake = new Map();

  return async () => {
    const folders = listLake(folder);
    const stamps = new Map(folders.map((table) => [keyOf(table), stampOf(folder, table)]));
    const gone = [...attached].filter(([key]) => !stamps.has(key));
    const changed = folders.filter((table) => attached.get(keyOf(table))?.stamp !== stamps.get(keyOf(table)));
    if (gone.length === 0 && changed.length === 0) return lake;

    for (const [key, { table }] of gone) {
      attached.delete(key);
      await dropView(table, connections);
    }
    for (const table of changed) {
      const defined = await defineTable(folder, table, connections);
      attached.set(keyOf(table), { stamp: stamps.get(keyOf(table))!, table: defined });
    }
    lake = new Map([...attached].map(([key, { table }]) => [key, table]));
    for (const connection of [connections.rows, connections.planner]) {
      await connection.run(informationStatements(lake).join(';\n'));
    }
    return lake;
  };
}

async function defineTable(lake: string, table: TableFolder, connections: ViewConnections): Promise<LakeTable> {
  const { database, name, format, files } = table;
  try {
    const source = await readSource(lake, table, connections.rows);
    const { columns, partitionKeys, hidden } = source;
    await createView(table, source.select, connections.rows);
    await createView(table, source.probe, connections.planner);
    return { database, name, format, files, columns, partitionKeys, hidden };
  } catch (error) {
    await dropView(table, connections);
    const unreadable = sourceError(error as Error).replaceAll(`${lake}/`, '');
    return { database, name, format, files, columns: [], partitionKeys: [], hidden: [], unreadable };
  }
}

async function readSource(lake: string, table: TableFolder, connection: DuckDBConnection): Promise<Source> {
  if (table.unreadable) throw new Error(table.unreadable);
  if (table.files.length === 0) throw new Error(`${relative(lake, table.folder)} has no files`);
  const declared = readDeclaredTypes(lake, table.folder);
  if (declared.unreadable) throw new Error(declared.unreadable);
  const read = { csv: readCsv, json: readJsonLines, parquet: readParquet }[table.format];
  return read(connection, table, declared.types);
}

async function createView(table: TableFolder, sql: string, connection: DuckDBConnection): Promise<void> {
  const schema = `CREATE SCHEMA IF NOT EXISTS ${quoteName(table.database)}`;
  await connection.run(`${schema};\nCREATE OR REPLACE VIEW ${viewOf(table)} AS ${sql}`);
}

async function dropView(
  table: { readonly database: string; readonly name: string },
  { rows, planner }: ViewConnections,
): Promise<void> {
  for (const connection of [rows, planner]) {
    await connection.run(`CREATE SCHEMA IF NOT EXISTS ${quoteName(table.database)}`);
    await connection.run(`DROP VIEW IF EXISTS ${viewOf(table)}`);
  }
}

/** A text that changes when a table's files or declarations do. */
function stampOf(lake: string, table: TableFolder): string {
  const files = table.files.map(({ path, size, modifiedMs, inode }) => `${path}:${size}@${modifiedMs}#${inode}`);
  return [table.unreadable, stampDeclared(lake, table.folder), ...files].join('\n');
}

function keyOf({ database, name }: { database: string; name: string }): string {
  return `${database}.${name}`;
}

function viewOf({ database, name }: { database: string; name: string }): string {
  return `${quoteName(database)}.${quoteName(name)}`;
}
