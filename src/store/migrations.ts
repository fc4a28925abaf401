import type { Kysely } from 'kysely';
import { sql } from 'kysely';

import type { Schema } from './schema.ts';

/** The steps that create the tables, oldest first. A released step never changes; a change is a new step. */
export const MIGRATIONS: readonly ((database: Kysely<Schema>) => Promise<void>)[] = [
  async ({ schema }) => {
    await schema
      .createTable('plans')
      .addColumn('digest', 'text', (column) => column.primaryKey())
      .addColumn('cron', 'text', (column) => column.notNull())
      .addColumn('timezone', 'text', (column) => column.notNull())
      .addColumn('next_due', 'bigint')
      .execute();
    await schema
      .createTable('deliveries')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('digest', 'text', (column) => column.notNull())
      .addColumn('due_at', 'bigint', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('attempt', 'integer', (column) => column.notNull())
      .addColumn('lease_until', 'bigint', (column) => column.notNull())
      .addColumn('message', 'text')
      .addColumn('error', 'text')
      .addUniqueConstraint('deliveries_once', ['digest', 'due_at'])
      .execute();
    await schema.createIndex('deliveries_open').on('deliveries').columns(['state', 'lease_until']).execute();
    await schema
      .createTable('audit')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('person', 'text', (column) => column.notNull())
      .addColumn('question', 'text', (column) => column.notNull())
      .addColumn('scanned_bytes', 'bigint', (column) => column.notNull())
      .execute();
    await schema.createIndex('audit_at').on('audit').column('at').execute();
  },
  async ({ schema }) => {
    await schema
      .createTable('seen')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .execute();
    await schema.createIndex('seen_at').on('seen').column('at').execute();
  },
  async (database) => {
    const { schema } = database;
    await schema
      .createTable('schedules')
      .addColumn('digest', 'text', (column) => column.primaryKey())
      .addColumn('cron', 'text', (column) => column.notNull())
      .addColumn('timezone', 'text', (column) => column.notNull())
      .addColumn('since', 'bigint', (column) => column.notNull())
      .execute();
    // what was next due is still to be entered
    await sql`insert into schedules select digest, cron, timezone, next_due - 1 from plans where next_due is not null`.execute(
      database,
    );
    await schema.dropTable('plans').execute();
    await schema.alterTable('deliveries').renameColumn('error', 'reason').execute();
    for (const name of ['failures', 'entered_at'] as const) {
      await schema
        .alterTable('deliveries')
        .addColumn(name, 'bigint', (column) => column.notNull().defaultTo(0))
        .execute();
    }
    for (const name of ['channel', 'fingerprint'] as const) {
      await schema.alterTable('deliveries').addColumn(name, 'text').execute();
    }
    for (const name of ['posted_at', 'told_at'] as const) {
      await schema.alterTable('deliveries').addColumn(name, 'bigint').execute();
    }
  },
  async ({ schema }) => {
    await schema
      .createTable('questions')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('instance', 'text', (column) => column.notNull())
      .addColumn('person', 'text', (column) => column.notNull())
      .addColumn('channel', 'text', (column) => column.notNull())
      .addColumn('thread', 'text')
      .addColumn('ts', 'text')
      .addColumn('question', 'text', (column) => column.notNull())
      .addColumn('lease_until', 'bigint', (column) => column.notNull())
      .execute();
  },
  async ({ schema }) => {
    await schema
      .createTable('intents')
      .addColumn('message', 'text', (column) => column.primaryKey())
      .addColumn('token', 'text', (column) => column.notNull())
      .addColumn('text', 'text', (column) => column.notNull())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .execute();
  },
  async ({ schema }) => {
    await schema
      .createTable('memory')
      .addColumn('key', 'text', (column) => column.primaryKey())
      .addColumn('text', 'text', (column) => column.notNull())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .execute();
  },
  async ({ schema }) => {
    for (const name of ['channel', 'reason', 'query', 'execution_id'] as const) {
      await schema.alterTable('audit').addColumn(name, 'text').execute();
    }
    await schema
      .alterTable('audit')
      .addColumn('outcome', 'text', (column) => column.notNull().defaultTo('answered'))
      .execute();
    await schema
      .alterTable('audit')
      .addColumn('is_reused', 'integer', (column) => column.notNull().defaultTo(0))
      .execute();
    await schema.alterTable('audit').addColumn('dollars', 'double precision').execute();
    for (const name of ['rows', 'elapsed_ms'] as const) {
      await schema.alterTable('audit').addColumn(name, 'bigint').execute();
    }
  },
  async ({ schema }) => {
    await schema
      .createTable('preferences')
      .addColumn('owner', 'text', (column) => column.notNull())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('value', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('preferences_key', ['owner', 'name'])
      .execute();
  },
  async ({ schema }) => {
    await schema
      .createTable('run_sizes')
      .addColumn('query', 'text', (column) => column.notNull())
      .addColumn('shape', 'text', (column) => column.notNull())
      .addColumn('days', 'bigint', (column) => column.notNull())
      .addColumn('bytes', 'bigint', (column) => column.notNull())
      .addColumn('is_billed', 'integer', (column) => column.notNull())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('run_sizes_key', ['query', 'shape', 'days'])
      .execute();
    await schema
      .createTable('spending')
      .addColumn('day', 'text', (column) => column.notNull())
      .addColumn('owner', 'text', (column) => column.notNull())
      .addColumn('bytes', 'bigint', (column) => column.notNull())
      .addColumn('dollars', 'double precision', (column) => column.notNull())
      .addPrimaryKeyConstraint('spending_key', ['day', 'owner'])
      .execute();
  },
  async ({ schema }) => {
    for (const name of ['period', 'figures'] as const) {
      await schema.alterTable('deliveries').addColumn(name, 'text').execute();
    }
    await schema.alterTable('deliveries').addColumn('revisit_at', 'bigint').execute();
    await schema.createIndex('deliveries_revisit').on('deliveries').column('revisit_at').execute();
  },
  async ({ schema }) => {
    await schema
      .createTable('alerts')
      .addColumn('name', 'text', (column) => column.primaryKey())
      .addColumn('kept', 'text', (column) => column.notNull())
      .addColumn('version', 'integer', (column) => column.notNull())
      .execute();
  },
  async ({ schema }) => {
    await schema.alterTable('deliveries').addColumn('notice', 'text').execute();
    await schema.alterTable('deliveries').addColumn('retried_at', 'bigint').execute();
  },
  async ({ schema }) => {
    await schema
      .createTable('known_runs')
      .addColumn('key', 'text', (column) => column.primaryKey())
      .addColumn('token', 'text', (column) => column.notNull())
      .addColumn('query', 'text', (column) => column.notNull())
      .addColumn('execution_id', 'text')
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('as_of', 'text')
      .addColumn('instances', 'integer', (column) => column.notNull())
      .execute();
    await schema.createIndex('known_runs_query').on('known_runs').column('query').execute();
  },
  async ({ schema }) => {
    await schema
      .alterTable('questions')
      .addColumn('attempt', 'integer', (column) => column.notNull().defaultTo(1))
      .execute();
  },
  async ({ schema }) => {
    await schema
      .createTable('moves')
      .addColumn('message', 'text', (column) => column.primaryKey())
      .addColumn('first', 'text', (column) => column.notNull())
      .addColumn('next', 'text')
      .addColumn('at', 'bigint', (column) => column.notNull())
      .execute();
    await schema.createIndex('moves_first').on('moves').column('first').execute();
  },
  async (database) => {
    const { schema } = database;
    await schema.alterTable('deliveries').addColumn('clicked_at', 'bigint').execute();
    // nobody knows who clicked before: what was posted by now counts as used
    await sql`update deliveries set clicked_at = posted_at`.execute(database);
    await schema.createIndex('deliveries_message').on('deliveries').columns(['message', 'channel']).execute();
  },
  async ({ schema }) => {
    await schema.alterTable('intents').addColumn('before', 'text').execute();
    await schema.alterTable('intents').addColumn('clicked_at', 'bigint').execute();
  },
];
