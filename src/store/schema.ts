import type { Generated, Kysely } from 'kysely';
import { sql } from 'kysely';

import type { AuditOutcome } from '../answer/audit.ts';
import type { DeliveryState } from '../digests/delivery.ts';

/** The tables. Moments are milliseconds since 1970, as one column type serves both engines. */
export type Schema = {
  readonly migrations: { readonly version: number; readonly applied_at: number };
  /** Of each digest, from which moment on its due times are still to be entered. */
  readonly schedules: {
    readonly digest: string;
    readonly cron: string;
    readonly timezone: string;
    readonly since: number;
  };
  readonly deliveries: {
    /** The run id that a posted message carries. */
    readonly id: string;
    readonly digest: string;
    readonly due_at: number;
    readonly state: DeliveryState;
    /** How often it was claimed: the fencing token of whoever holds it. */
    readonly attempt: number;
    /** How often it ended in an error that time does not mend. */
    readonly failures: number;
    /** Nobody else may claim it before. */
    readonly lease_until: number;
    /** By the clock of the instance that entered it. */
    readonly entered_at: Generated<number>;
    readonly channel: Generated<string | null>;
    readonly message: Generated<string | null>;
    readonly posted_at: Generated<number | null>;
    readonly fingerprint: Generated<string | null>;
    /** When its owner was told that it is late. */
    readonly told_at: Generated<number | null>;
    readonly reason: string | null;
  };
  /** Questions that are being answered. */
  readonly questions: {
    readonly id: string;
    /** The process that answers it. */
    readonly instance: string;
    readonly person: string;
    readonly channel: string;
    readonly thread: string | null;
    readonly ts: string | null;
    readonly question: string;
    readonly lease_until: number;
  };
  /** What each message was last asked to show. */
  readonly intents: {
    readonly message: string;
    readonly token: string;
    readonly text: string;
    readonly at: number;
  };
  /** What the statements of each query read when they last ran. */
  readonly run_sizes: {
    readonly query: string;
    /** The hash of a statement's SQL. */
    readonly shape: string;
    /** Of its period; -1 where it had none. */
    readonly days: number;
    readonly bytes: number;
    readonly is_billed: number;
    readonly at: number;
  };
  /** What each owner has used on each day. */
  readonly spending: {
    readonly day: string;
    readonly owner: string;
    readonly bytes: number;
    readonly dollars: number;
  };
  readonly audit: {
    readonly id: string;
    readonly at: number;
    readonly person: string;
    readonly channel: string | null;
    readonly question: string;
    readonly outcome: AuditOutcome;
    readonly reason: string | null;
    readonly query: string | null;
    readonly execution_id: string | null;
    readonly scanned_bytes: number;
    /** Null where capacity is reserved. */
    readonly dollars: number | null;
    readonly rows: number | null;
    /** 1 for true: both engines have it. */
    readonly is_reused: number;
    readonly elapsed_ms: number | null;
  };
  /** Requests of Slack that were taken, by Slack's id for them. */
  readonly seen: { readonly id: string; readonly at: number };
  /** What people and channels have chosen for themselves. */
  readonly preferences: { readonly owner: string; readonly name: string; readonly value: string };
  /** Texts that are remembered under a key. */
  readonly memory: { readonly key: string; readonly text: string; readonly at: number };
};

/** What makes the tables, oldest first. A step that was once released never changes; a change is a new step. */
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
];
