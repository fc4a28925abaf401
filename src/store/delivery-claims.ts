import type { Expression, ExpressionBuilder, Kysely, Selectable, SqlBool } from 'kysely';
import { sql } from 'kysely';

import type { Delivery } from '../digests/delivery.ts';
import type { Schema } from './schema.ts';

import { OPEN_STATES } from '../digests/delivery.ts';
import { CLOCK_MARGIN_MS } from '../digests/occurrences.ts';
import { deliveryOf } from './delivery-rows.ts';

/** For whom, until when and how many deliveries are claimed. */
type ClaimOptions = {
  readonly now: Date;
  readonly leaseMs: number;
  readonly limit: number;
  readonly isPostgres: boolean;
};

/** Claims deliveries that are due and not claimed, the longest due first, and sets them to running. */
export async function claimDue(
  database: Kysely<Schema>,
  digests: readonly string[],
  options: ClaimOptions,
): Promise<readonly Delivery[]> {
  const at = options.now.getTime();
  return claim(database, digests, {
    ...options,
    changes: { state: 'running' },
    isWanted: ({ and, eb }) => and([eb('state', 'in', OPEN_STATES), eb('due_at', '<=', at)]),
  });
}

/** Claims posted deliveries whose data are to be checked again. */
export async function claimRevisits(
  database: Kysely<Schema>,
  digests: readonly string[],
  options: ClaimOptions,
): Promise<readonly Delivery[]> {
  const at = options.now.getTime();
  return claim(database, digests, {
    ...options,
    changes: {},
    isWanted: ({ and, eb }) => and([eb('state', '=', 'posted'), eb('revisit_at', '<=', at)]),
  });
}

/**
 * Claims in one statement, so that nobody else can have claimed the same in between. On Postgres, instances that claim at
 * the same moment pass by each other's rows: https://www.postgresql.org/docs/current/sql-select.html#SQL-FOR-UPDATE-SHARE
 */
async function claim(
  database: Kysely<Schema>,
  digests: readonly string[],
  options: ClaimOptions & {
    readonly changes: { readonly state?: 'running' };
    readonly isWanted: (builder: ExpressionBuilder<Schema, 'deliveries'>) => Expression<SqlBool>;
  },
): Promise<readonly Delivery[]> {
  if (digests.length === 0) return [];
  const { now, leaseMs, limit, isPostgres, changes, isWanted } = options;
  const at = now.getTime();
  const claimed: Selectable<Schema['deliveries']>[] = await database
    .with('candidates', (candidates) => {
      const due = candidates
        .selectFrom('deliveries')
        .select('id')
        .where((builder) => isWanted(builder as ExpressionBuilder<Schema, 'deliveries'>))
        .where(({ eb, or }) => or([eb('lease_until', '<=', at), eb('lease_until', '>', at + CLOCK_MARGIN_MS)]))
        // not by the index of digests, which has all that was ever posted: few deliveries are open
        .where(isNamed(digests, isPostgres))
        .orderBy('due_at')
        .limit(limit);
      return isPostgres ? due.forUpdate().skipLocked() : due;
    })
    .updateTable('deliveries')
    .set(({ eb }) => ({ attempt: eb('attempt', '+', 1), lease_until: at + leaseMs, ...changes }))
    .where('id', 'in', ({ selectFrom }) => selectFrom('candidates').select('candidates.id'))
    .returningAll()
    .execute();
  return claimed.map(deliveryOf).sort((left, right) => left.dueAt.getTime() - right.dueAt.getTime());
}

/** Whether a delivery is of one of the digests: one parameter for any number of names, as each of many would be written and bound anew. */
function isNamed(digests: readonly string[], isPostgres: boolean) {
  const name = sql<string>`coalesce(digest, '')`;
  if (isPostgres) return sql<SqlBool>`${name} = any(${digests})`;
  return sql<SqlBool>`${name} in (select value from json_each(${JSON.stringify(digests)}))`;
}
