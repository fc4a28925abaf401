import { join } from 'node:path';
import { afterAll } from 'vitest';

import { openPostgres } from './postgres.ts';
import { temporaryFolder } from './program.ts';

/** The addresses of stores to run tests on: SQLite, and Postgres where there is one. `what` is named where there is none. */
export async function storeEngines(what: string): Promise<readonly (readonly [name: string, url: string])[]> {
  const sqlite = ['SQLite', join(temporaryFolder(), 'store.db')] as const;
  const postgres = await openPostgres();
  if (typeof postgres === 'string') {
    console.warn(`${what} not tested on Postgres: there is ${postgres}`);
    return [sqlite];
  }
  afterAll(postgres.close);
  return [sqlite, ['Postgres', postgres.url]];
}
