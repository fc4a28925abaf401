import { realpathSync } from 'node:fs';
import { relative } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { DuckDBInstance } from '@duckdb/node-api';

import type { Type } from '../../duckdb/types/type.ts';
import type { Source } from './column.ts';
import type { TableFolder } from './lake.ts';
import type { Lake, LakeTable } from './lake-table.ts';

import { UserError } from '../../../error.ts';
import { PRELUDE, prepare } from '../../duckdb/prelude.ts';
import { isText, quoteName, quoteText, VARCHAR } from '../../duckdb/types/type.ts';
import { readCsv } from './csv-source.ts';
import { informationStatements } from './information-schema.ts';
import { listLake } from './lake.ts';
import { readParquet } from './parquet-source.ts';
import { readDeclaredTypes, stampDeclared } from './schema-file.ts';

/** A DuckDB over a lake, and the lake's tables. */
export type Engine = {
  /** The lake as its folder is now: files that came, went or changed since the last call are seen. */
  refresh(): Promise<Lake>;
  connect(): Promise<DuckDBConnection>;
  /** A connection that only plans: its tables are the probes of `column.ts`. */
  readonly planner: DuckDBConnection;
  close(): void;
};

/** The catalog of the probes. */
const PROBES = 'probes';

/**
 * Opens a DuckDB that can read the lake's folder and no other file, with a view for every table. `memory` is DuckDB's
 * own limit, like `512MB`; what does not fit goes into the folder `scratch`. Throws a UserError when there is no such
 * folder.
 */
export async function openEngine(folder: string, options: { memory: string; scratch: string }): Promise<Engine> {
  const lakeFolder = findFolder(folder);
  const instance = await DuckDBInstance.create(':memory:', { threads: '2', memory_limit: options.memory });
  const admin = await instance.connect();
  await admin.run(`ATTACH ':memory:' AS ${PROBES}`);
  const planner = await instance.connect();
  await planner.run(`USE ${PROBES}`);
  await prepare(admin);
  await planner.run(PRELUDE.join(';\n'));
  await lockDown(admin, lakeFolder, options.scratch);

  const attached = new Map<string, { readonly stamp: string; readonly table: LakeTable }>();
  let lake: Lake = new Map();
  let refreshing: Promise<unknown> = Promise.resolve();

  async function attach(): Promise<Lake> {
    const folders = listLake(lakeFolder);
    const stamps = new Map(folders.map((table) => [keyOf(table), stampOf(lakeFolder, table)]));
    const gone = [...attached.keys()].filter((key) => !stamps.has(key));
    const changed = folders.filter((table) => attached.get(keyOf(table))?.stamp !== stamps.get(keyOf(table)));
    if (gone.length === 0 && changed.length === 0) return lake;

    for (const key of gone) await detach(key);
    for (const table of changed) {
      attached.set(keyOf(table), { stamp: stamps.get(keyOf(table))!, table: await define(table) });
    }
    for (const table of folders) {
      const texts = textsElsewhere(table, [...attached.values()]);
      if (texts.size === 0) continue;
      attached.set(keyOf(table), { stamp: stamps.get(keyOf(table))!, table: await define(table, texts) });
    }
    lake = new Map([...attached].map(([key, { table }]) => [key, table]));
    for (const connection of [admin, planner]) {
      for (const statement of informationStatements(lake)) await connection.run(statement);
    }
    return lake;
  }

  async function define(table: TableFolder, agreed: ReadonlyMap<string, Type> = new Map()): Promise<LakeTable> {
    const { database, name, format, files } = table;
    try {
      const source = await readSource(admin, lakeFolder, table, agreed);
      for (const [connection, sql] of [
        [admin, source.select],
        [planner, source.probe],
      ] as const) {
        await connection.run(`CREATE SCHEMA IF NOT EXISTS ${quoteName(database)}`);
        await connection.run(`CREATE OR REPLACE VIEW ${viewOf(table)} AS ${sql}`);
      }
      const { columns, partitionKeys, hidden } = source;
      const declared = readDeclaredTypes(lakeFolder, table.folder).types;
      const texts = columns
        .filter((column) => isText(column.type) && !declared.has(column.name))
        .map((column) => column.name);
      const guessedTexts = format === 'csv' ? texts : [];
      return { database, name, format, files, columns, partitionKeys, hidden, guessedTexts };
    } catch (error) {
      await detach(keyOf(table));
      const unreadable = messageOf(error as Error).replaceAll(`${lakeFolder}/`, '');
      return {
        database,
        name,
        format,
        files,
        columns: [],
        partitionKeys: [],
        hidden: [],
        guessedTexts: [],
        unreadable,
      };
    }
  }

  async function detach(key: string): Promise<void> {
    const table = attached.get(key)?.table;
    attached.delete(key);
    if (!table || table.unreadable !== undefined) return;
    for (const connection of [admin, planner]) await connection.run(`DROP VIEW IF EXISTS ${viewOf(table)}`);
  }

  return {
    planner,
    refresh() {
      const next = refreshing.then(attach);
      refreshing = next.catch(() => undefined);
      return next;
    },
    connect: () => instance.connect(),
    close() {
      admin.closeSync();
      planner.closeSync();
      instance.closeSync();
    },
  };
}

function findFolder(folder: string): string {
  try {
    return realpathSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new UserError(`there is no folder ${folder}; name one whose subfolders are tables`, { cause: error });
  }
}

/** No file but the lake's, no network, no extension, and no way back. */
async function lockDown(connection: DuckDBConnection, lake: string, scratch: string): Promise<void> {
  const settings = [
    `TimeZone = 'UTC'`,
    `temp_directory = ${quoteText(scratch)}`,
    `max_temp_directory_size = '4GB'`,
    'allocator_background_threads = true', // gives memory back when there is nothing to do
    'enable_external_file_cache = false', // what changed on disk must be seen
    'autoinstall_known_extensions = false',
    'autoload_known_extensions = false',
    'allow_community_extensions = false',
    `allowed_directories = [${quoteText(lake)}]`,
    'enable_external_access = false',
    'lock_configuration = true',
  ];
  for (const setting of settings) await connection.run(`SET GLOBAL ${setting}`);
}

/**
 * The columns of a CSV table that look like numbers here and like text in another CSV table of its database: `postalCode`
 * is text in all of them as soon as one place has a code with letters, so that joins find each other.
 */
function textsElsewhere(
  { database, name, format }: TableFolder,
  attached: readonly { readonly table: LakeTable }[],
): ReadonlyMap<string, Type> {
  const own = attached.find(({ table }) => table.database === database && table.name === name)?.table;
  if (format !== 'csv' || !own) return new Map();
  const others = attached.filter(({ table }) => table !== own && table.database === database && table.format === 'csv');
  const texts = new Set(others.flatMap(({ table }) => table.guessedTexts));
  const clashing = own.columns.filter((column) => texts.has(column.name) && !isText(column.type));
  return new Map(clashing.map((column) => [column.name, VARCHAR]));
}

async function readSource(
  connection: DuckDBConnection,
  lake: string,
  table: TableFolder,
  agreed: ReadonlyMap<string, Type>,
): Promise<Source> {
  if (table.unreadable) throw new Error(table.unreadable);
  if (table.files.length === 0) throw new Error(`${relative(lake, table.folder)} has no files`);
  const declared = readDeclaredTypes(lake, table.folder);
  if (declared.unreadable) throw new Error(declared.unreadable);
  const read = table.format === 'csv' ? readCsv : readParquet;
  return read(connection, table, new Map([...agreed, ...declared.types]));
}

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

/** What DuckDB says of a file: its first line, and the file where it names one below. */
function messageOf({ message }: Error): string {
  const linked = message.match(/Cannot access file "(.*)" - file system operations are disabled/)?.[1];
  if (linked) return `${linked} is a link that leads out of the lake`;
  const line = message.split('\n')[0]!.replace(/^[A-Z][A-Za-z ]+ Error: /, '');
  const file = message.match(/^\s*file = (.*)$/m)?.[1];
  const expected = message.match(/^(Expected .*|Value with unterminated .*)$/m)?.[1];
  return [file, line, expected].filter(Boolean).join(': ');
}
