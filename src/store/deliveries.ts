import { randomUUID } from 'node:crypto';
import type { Kysely, Selectable } from 'kysely';

import type { Deliveries, Delivery, Occurrence, Plan } from '../digests/delivery.ts';
import type { Schema } from './schema.ts';

const OPEN = ['due', 'posting'] as const;

export function openDeliveries(database: Kysely<Schema>): Deliveries {
  /** Writes to a delivery only as long as nobody has claimed it since. */
  async function change(
    { id, attempt }: Delivery,
    values: Partial<Selectable<Schema['deliveries']>>,
  ): Promise<boolean> {
    const { numUpdatedRows } = await database
      .updateTable('deliveries')
      .set(values)
      .where('id', '=', id)
      .where('attempt', '=', attempt)
      .where('state', 'in', OPEN)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }

  return {
    async findPlan(digest) {
      const query = database.selectFrom('plans').selectAll().where('digest', '=', digest);
      const row = await query.executeTakeFirst();
      if (!row) return undefined;
      const { cron, timezone, next_due } = row;
      return { digest, cron, timezone, nextDue: next_due === null ? undefined : new Date(next_due) };
    },

    async replan(next, { previous, occurrence }) {
      // the ledger first: whoever dies in between leaves a plan from which the same is entered again, once
      if (occurrence) await enter(database, next.digest, occurrence);
      return previous ? advance(database, next, previous) : begin(database, next);
    },

    async claim(digests, { now, leaseMs }) {
      if (digests.length === 0) return undefined;
      const candidates = await database
        .selectFrom('deliveries')
        .select(['id', 'attempt'])
        .where('digest', 'in', digests)
        .where('state', 'in', OPEN)
        .where('lease_until', '<=', now.getTime())
        .orderBy('due_at')
        .limit(20)
        .execute();
      for (const { id, attempt } of candidates) {
        const row = await database
          .updateTable('deliveries')
          .set({ attempt: attempt + 1, lease_until: now.getTime() + leaseMs })
          .where('id', '=', id)
          .where('attempt', '=', attempt)
          .where('state', 'in', OPEN)
          .returningAll()
          .executeTakeFirst();
        if (row) return deliveryOf(row);
      }
      return undefined;
    },

    renew: (delivery, { until }) => change(delivery, { lease_until: until.getTime() }),
    intend: (delivery) => change(delivery, { state: 'posting' }),
    release: (delivery, { until, error }) => change(delivery, { lease_until: until.getTime(), error }),
    finish: (delivery, outcome) => change(delivery, outcome),

    async list(digest, { limit = 100 } = {}) {
      const rows = await database
        .selectFrom('deliveries')
        .selectAll()
        .where('digest', '=', digest)
        .orderBy('due_at', 'desc')
        .limit(limit)
        .execute();
      return rows.map(deliveryOf);
    },
  };
}

async function begin(database: Kysely<Schema>, { digest, cron, timezone, nextDue }: Plan): Promise<boolean> {
  const { numInsertedOrUpdatedRows: inserted = 0n } = await database
    .insertInto('plans')
    .values({ digest, cron, timezone, next_due: nextDue?.getTime() ?? null })
    .onConflict((conflict) => conflict.column('digest').doNothing())
    .executeTakeFirst();
  return inserted > 0n;
}

async function advance(database: Kysely<Schema>, next: Plan, previous: Plan): Promise<boolean> {
  const { numUpdatedRows } = await database
    .updateTable('plans')
    .set({ cron: next.cron, timezone: next.timezone, next_due: next.nextDue?.getTime() ?? null })
    .where('digest', '=', previous.digest)
    .where('cron', '=', previous.cron)
    .where('timezone', '=', previous.timezone)
    .where('next_due', previous.nextDue ? '=' : 'is', previous.nextDue?.getTime() ?? null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

async function enter(database: Kysely<Schema>, digest: string, { dueAt, state }: Occurrence): Promise<void> {
  const row = { id: randomUUID(), digest, due_at: dueAt.getTime(), state, attempt: 0, lease_until: 0 };
  await database
    .insertInto('deliveries')
    .values({ ...row, message: null, error: null })
    .onConflict((conflict) => conflict.columns(['digest', 'due_at']).doNothing())
    .execute();
}

function deliveryOf(row: Selectable<Schema['deliveries']>): Delivery {
  const { id, digest, due_at, state, attempt, message, error } = row;
  return {
    id,
    digest,
    dueAt: new Date(due_at),
    state,
    attempt,
    message: message ?? undefined,
    error: error ?? undefined,
  };
}
