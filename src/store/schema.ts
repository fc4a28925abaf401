import type { Kysely } from 'kysely';

import type { DeliveryState } from '../digests/delivery.ts';

/** The tables. Moments are milliseconds since 1970, as one column type serves both engines. */
export type Schema = {
  readonly migrations: { readonly version: number; readonly applied_at: number };
  readonly plans: {
    readonly digest: string;
    readonly cron: string;
    readonly timezone: string;
    /** Null when the cron expression has no further moment. */
    readonly next_due: number | null;
  };
  readonly deliveries: {
    /** The run id that a posted message carries. */
    readonly id: string;
    readonly digest: string;
    readonly due_at: number;
    readonly state: DeliveryState;
    /** How often it was claimed: the fencing token of whoever holds it. */
    readonly attempt: number;
    /** Nobody else may claim it before. */
    readonly lease_until: number;
    readonly message: string | null;
    readonly error: string | null;
  };
  readonly audit: {
    readonly id: string;
    readonly at: number;
    readonly person: string;
    readonly question: string;
    readonly scanned_bytes: number;
  };
  /** Requests of Slack that were taken, by Slack's id for them. */
  readonly seen: { readonly id: string; readonly at: number };
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
];
