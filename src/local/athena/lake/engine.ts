import { realpathSync } from 'node:fs';
import type { DuckDBConnection } from '@duckdb/node-api';
import { DuckDBInstance } from '@duckdb/node-api';
import accessors from '@duckdb/node-api/lib/vectors/dataAccessors.js';

import type { Lake } from './lake-table.ts';

import { UserError } from '../../../error.ts';
import { PRELUDE, prepare } from '../../duckdb/prelude.ts';
import { quoteText } from '../../duckdb/types/type.ts';
import { createLakeViews } from './lake-views.ts';

/** A DuckDB instance that has the tables of a lake. */
export type Engine = {
  /** Updates the tables to the present files of the lake's folder, and returns them. */
  refresh(): Promise<Lake>;
  connect(): Promise<DuckDBConnection>;
  /** A connection for EXPLAIN alone: its tables are the probes (`Source.probe`). */
  readonly planner: DuckDBConnection;
  /** Waits for the last `refresh` and closes the instance: DuckDB hangs when a connection is closed while a statement runs on it. */
  close(): Promise<void>;
};

// by default DuckDB's client drops a byte order mark at the beginning of every text that it reads
Object.assign(accessors, { textDecoder: new TextDecoder('utf-8', { ignoreBOM: true }) });

/** The catalog of the probes. */
const PROBES = 'probes';

/**
 * Opens a DuckDB instance that can read the lake's folder and no other file, with a view for every table. `memory` is DuckDB's limit,
 * such as `512MB`; what does not fit is written to the folder `scratch`. Throws a UserError when there is no such lake.
 */
export async function openEngine(folder: string, options: { memory: string; scratch: string }): Promise<Engine> {
  const lakeFolder = findFolder(folder);
  const instance = await DuckDBInstance.create(':memory:', { threads: '2', memory_limit: options.memory });
  const [admin, planner] = await Promise.all([instance.connect(), instance.connect()]);
  await admin.run(`ATTACH ':memory:' AS ${PROBES}`);
  await prepare(admin);
  await planner.run([`USE ${PROBES}`, ...PRELUDE].join(';\n'));
  await lockDown(admin, lakeFolder, options.scratch);

  const views = createLakeViews(lakeFolder, { rows: admin, planner });
  let refreshing: Promise<unknown> = Promise.resolve();

  return {
    planner,
    refresh() {
      const next = refreshing.then(views);
      refreshing = next.catch(() => undefined);
      return next;
    },
    connect: () => instance.connect(),
    async close() {
      await refreshing;
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
  await connection.run(settings.map((setting) => `SET GLOBAL ${setting}`).join(';\n'));
}
