import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { BaseLogger } from 'pino';

import type { IntentStore } from '../answer/intent.ts';
import type { MessageMoves } from '../answer/message-moves.ts';
import type { OpenQuestions } from '../answer/open-question.ts';
import type { Preferences } from '../answer/preferences.ts';
import type { KnownRuns } from '../answer/runs/known-runs.ts';
import type { RunSizes } from '../answer/runs/run-sizes.ts';
import type { Spending } from '../answer/runs/spending.ts';
import type { TextMemory } from '../answer/text-memory.ts';
import type { AlertStore } from '../digests/check-alert.ts';
import type { DeliveryLedger } from '../digests/delivery.ts';
import type { Audit } from './audit.ts';
import type { Schema } from './schema.ts';
import type { Seen } from './seen.ts';

import { UserError } from '../error.ts';
import { openAlerts } from './alerts.ts';
import { openAudit } from './audit.ts';
import { openDeliveries } from './deliveries.ts';
import { openHealth } from './health.ts';
import { openIntents } from './intents.ts';
import { openKnownRuns } from './known-runs.ts';
import { openMemory } from './memory.ts';
import { MIGRATIONS } from './migrations.ts';
import { openMoves } from './moves.ts';
import { openPreferences } from './preferences.ts';
import { openQuestions } from './questions.ts';
import { openRunSizes } from './run-sizes.ts';
import { openSeen } from './seen.ts';
import { openSpending } from './spending.ts';
import { openSqlite } from './sqlite.ts';
import { trim } from './trim.ts';

/** The tables of everything that outlasts the process. */
export type Store = {
  readonly deliveries: DeliveryLedger;
  readonly alerts: AlertStore;
  readonly audit: Audit;
  readonly seen: Seen;
  readonly questions: OpenQuestions;
  readonly intents: IntentStore;
  readonly moves: MessageMoves;
  /** Deletes entries older than `before` from the audit, the ledger, sizes and spending. */
  readonly trim: (before: Date) => Promise<void>;
  readonly memory: TextMemory;
  readonly preferences: Preferences;
  readonly runSizes: RunSizes;
  readonly knownRuns: KnownRuns;
  readonly spending: Spending;
  /** Resolves to why nothing can be stored; undefined when all is well. */
  readonly check: () => Promise<string | undefined>;
  readonly close: () => Promise<void>;
};

const MIGRATION_LOCK = 0x6f776c; // any number that all instances agree on

/**
 * Opens a SQLite file by its path, or a Postgres by its `postgres://` address, and migrates its tables. Any number of
 * processes may do so at once.
 */
export async function openStore(url: string, { log }: { log: Pick<BaseLogger, 'warn'> }): Promise<Store> {
  const isPostgres = /^postgres(ql)?:\/\//.test(url);
  const place = isPostgres ? `the database at ${URL.parse(url)?.host || 'DATABASE_URL'}` : url;
  let database: Kysely<Schema> | undefined;
  try {
    const postgres = isPostgres ? await import('./postgres.ts') : undefined;
    database = postgres?.openPostgres(url, { log }) ?? openSqlite(url.replace(/^file:/, ''));
    await migrate(database, { isPostgres });
  } catch (error) {
    await database?.destroy();
    if (error instanceof UserError) throw error;
    const setting = isPostgres ? 'DATABASE_URL' : 'OWLPOST_DATA';
    throw new UserError(`${place} cannot be opened (${reasonOf(error)}); check ${setting}`, { cause: error });
  }
  const opened = database;
  return {
    deliveries: openDeliveries(opened, { isPostgres }),
    alerts: openAlerts(opened),
    audit: openAudit(opened),
    seen: openSeen(opened),
    questions: openQuestions(opened),
    intents: openIntents(opened),
    moves: openMoves(opened),
    trim: (before) => trim(opened, before),
    memory: openMemory(opened),
    preferences: openPreferences(opened),
    runSizes: openRunSizes(opened),
    knownRuns: openKnownRuns(opened),
    spending: openSpending(opened),
    check: openHealth(opened),
    close: () => opened.destroy(),
  };
}

async function migrate(database: Kysely<Schema>, { isPostgres }: { isPostgres: boolean }): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    // on SQLite the transaction itself keeps all others out
    if (isPostgres) await sql`select pg_advisory_xact_lock(${MIGRATION_LOCK})`.execute(transaction);
    await transaction.schema
      .createTable('migrations')
      .ifNotExists()
      .addColumn('version', 'integer', (column) => column.primaryKey())
      .addColumn('applied_at', 'bigint', (column) => column.notNull())
      .execute();
    const applied = await transaction.selectFrom('migrations').select('version').execute();
    const version = Math.max(0, ...applied.map((row) => row.version));
    if (version > MIGRATIONS.length) {
      throw new UserError(
        `the stored state has version ${version} and this Owlpost knows ${MIGRATIONS.length}; start the newer Owlpost that wrote it`,
      );
    }
    for (const [index, apply] of MIGRATIONS.entries()) {
      if (index < version) continue;
      await apply(transaction);
      await transaction
        .insertInto('migrations')
        .values({ version: index + 1, applied_at: Date.now() })
        .execute();
    }
  });
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.message || ('code' in error ? String(error.code) : error.name); // several addresses failing have no message
}
