import { setTimeout as sleep } from 'node:timers/promises';
import type { PostgresPool } from 'kysely';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { BaseLogger } from 'pino';

import type { Schema } from './schema.ts';

const BIGINT = 20; // the type's number in Postgres

const CONNECTIONS = 5;

/** In milliseconds: whatever a database does not answer within this time has failed. */
const TIMEOUTS = { connect: 5000, query: 10_000, close: 2000 } as const;

/** Creates a pool of connections to a Postgres without connecting yet. No call waits for longer than ten seconds. */
export function openPostgres(url: string, { log }: { log: Pick<BaseLogger, 'warn'> }): Kysely<Schema> {
  const pool = new pg.Pool({
    connectionString: url,
    max: CONNECTIONS,
    connectionTimeoutMillis: TIMEOUTS.connect,
    query_timeout: TIMEOUTS.query,
    statement_timeout: TIMEOUTS.query,
    idle_in_transaction_session_timeout: TIMEOUTS.query,
    keepAlive: true,
    // milliseconds since 1970 fit a JavaScript number
    types: { getTypeParser: (id, format) => (id === BIGINT ? Number : pg.types.getTypeParser(id, format)) },
  });
  pool.on('connect', (client) => client.on('error', () => {})); // its query is rejected; an event that nobody hears ends the process
  pool.on('error', (error) => log.warn({ error }, 'a connection to the database broke'));
  return new Kysely<Schema>({ dialect: new PostgresDialect({ pool: closingSoon(pool) }) });
}

/** The pool, but for its end: that waits for a silent database for ever. */
function closingSoon(pool: pg.Pool): PostgresPool {
  return {
    options: pool.options,
    connect: () => pool.connect(),
    end: () => Promise.race([pool.end(), sleep(TIMEOUTS.close, undefined, { ref: false })]),
  };
}
