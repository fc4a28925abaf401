import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { BaseLogger } from 'pino';

import type { Schema } from './schema.ts';

const BIGINT = 20; // the type's number in Postgres

const CONNECTIONS = 5;

const CONNECT_MS = 10_000;

/** Opens a pool of connections to a Postgres; nothing is asked of it yet. */
export function openPostgres(url: string, { log }: { log: Pick<BaseLogger, 'warn'> }): Kysely<Schema> {
  const pool = new pg.Pool({
    connectionString: url,
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_MS,
    // milliseconds since 1970 fit a JavaScript number
    types: { getTypeParser: (id, format) => (id === BIGINT ? Number : pg.types.getTypeParser(id, format)) },
  });
  pool.on('error', (error) => log.warn({ error }, 'a connection to the database broke'));
  return new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
}
