import type { Kysely } from 'kysely';

import type { DeliveryLedger, Schedule } from '../digests/delivery.ts';
import type { Schema } from './schema.ts';

import { deliveryOf } from './delivery-rows.ts';

/** Creates the reads of the ledger. */
export function openDeliveryReads(
  database: Kysely<Schema>,
): Pick<DeliveryLedger, 'findSchedules' | 'lastPosted' | 'find' | 'findLater' | 'list'> {
  return {
    findSchedules: (digests) => findSchedules(database, digests),
    lastPosted: async (digest) => {
      const posted = database.selectFrom('deliveries').selectAll().where('digest', '=', digest);
      const known = posted.where('state', '=', 'posted').where('fingerprint', 'is not', null);
      const row = await known.orderBy('due_at', 'desc').limit(1).executeTakeFirst();
      return row && deliveryOf(row);
    },
    find: async (id) => {
      const row = await database.selectFrom('deliveries').selectAll().where('id', '=', id).executeTakeFirst();
      return row && deliveryOf(row);
    },
    findLater: async ({ digest, dueAt }, now) => {
      const later = database.selectFrom('deliveries').selectAll().where('digest', '=', digest);
      const come = later.where('due_at', '>', dueAt.getTime()).where('due_at', '<=', now.getTime());
      const row = await come.where('state', '!=', 'failed').orderBy('due_at', 'desc').limit(1).executeTakeFirst();
      return row && deliveryOf(row);
    },
    list: async ({ digest, limit = 100 } = {}) => {
      let query = database.selectFrom('deliveries').selectAll();
      if (digest !== undefined) query = query.where('digest', '=', digest);
      const rows = await query.orderBy('due_at', 'desc').orderBy('digest').limit(limit).execute();
      return rows.map(deliveryOf);
    },
  };
}

/** So many rows are written with one statement: SQLite takes 32,766 values in one. */
const CHUNK = 1000;

/** Splits a list into parts that fit into one statement. */
export function chunksOf<T>(items: readonly T[]): readonly (readonly T[])[] {
  const starts = Array.from({ length: Math.ceil(items.length / CHUNK) }, (_, index) => index * CHUNK);
  return starts.map((start) => items.slice(start, start + CHUNK));
}

async function findSchedules(
  database: Kysely<Schema>,
  digests: readonly string[],
): Promise<ReadonlyMap<string, Schedule>> {
  const found = new Map<string, Schedule>();
  for (const some of chunksOf(digests)) {
    const rows = await database.selectFrom('schedules').selectAll().where('digest', 'in', some).execute();
    for (const row of rows) found.set(row.digest, { ...row, since: new Date(row.since) });
  }
  return found;
}
