import type { Kysely, Selectable, Updateable } from 'kysely';

import type { Delivery, DeliveryLedger, Occurrence, Outcome, Schedule } from '../digests/delivery.ts';
import type { Schema } from './schema.ts';

import { OPEN_STATES, runIdOf } from '../digests/delivery.ts';

/** A lease or a change that lies further ahead than this was written by a clock that was wrong: an hour. */
const CLOCK_MARGIN_MS = 3_600_000;

/** The open states in which no message may be on its way. */
const STOPPABLE_STATES = OPEN_STATES.filter((state) => state !== 'posting');

/** The ledger of digests in a database that any number of instances share. */
export function openDeliveries(database: Kysely<Schema>): DeliveryLedger {
  const change = (delivery: Delivery, values: Updateable<Schema['deliveries']>) =>
    changeClaimed(database, delivery, values);

  return {
    findSchedule: async (digest) => {
      const row = await database.selectFrom('schedules').selectAll().where('digest', '=', digest).executeTakeFirst();
      return row && { ...row, since: new Date(row.since) };
    },
    enter: async (schedule, occurrences, now) => {
      // the ledger first: who dies in between leaves a schedule from which the same is entered again, once
      for (const occurrence of occurrences) await enterOccurrence(database, schedule.digest, occurrence, now);
      await writeSchedule(database, schedule);
    },
    claim: (digests, options) => claimDelivery(database, digests, options),
    renew: (delivery, { until }) => change(delivery, { lease_until: until.getTime() }),
    advance: (delivery, state) => change(delivery, { state }),
    release: (delivery, { until, reason, state, failures = delivery.failures }) =>
      change(delivery, { lease_until: until.getTime(), reason, failures, ...(state && { state }) }),
    finish: (delivery, outcome) => change(delivery, rowOfOutcome(outcome)),
    skipOpen: async (digest, reason) => {
      await database
        .updateTable('deliveries')
        .set({ state: 'skipped', reason })
        .where('digest', '=', digest)
        .where('state', 'in', STOPPABLE_STATES)
        .execute();
    },
    skipOrphans: async (digests, { before, now, reason }) => {
      const orphans = database
        .updateTable('deliveries')
        .set({ state: 'skipped', reason })
        .where('state', 'in', OPEN_STATES)
        .where('due_at', '<', before.getTime())
        .where('lease_until', '<=', now.getTime());
      await (digests.length > 0 ? orphans.where('digest', 'not in', digests) : orphans).execute();
    },
    tellOnce: async ({ id }, now) => {
      const { numUpdatedRows } = await database
        .updateTable('deliveries')
        .set({ told_at: now.getTime() })
        .where('id', '=', id)
        .where('told_at', 'is', null)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
    find: async (id) => {
      const row = await database.selectFrom('deliveries').selectAll().where('id', '=', id).executeTakeFirst();
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

/** Writes to a delivery only as long as nobody has claimed it since. */
async function changeClaimed(
  database: Kysely<Schema>,
  { id, attempt }: Delivery,
  values: Updateable<Schema['deliveries']>,
): Promise<boolean> {
  const { numUpdatedRows } = await database
    .updateTable('deliveries')
    .set(values)
    .where('id', '=', id)
    .where('attempt', '=', attempt)
    .where('state', 'in', OPEN_STATES)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

async function claimDelivery(
  database: Kysely<Schema>,
  digests: readonly string[],
  { now, leaseMs }: { now: Date; leaseMs: number },
): Promise<Delivery | undefined> {
  if (digests.length === 0) return undefined;
  const at = now.getTime();
  const candidates = await database
    .selectFrom('deliveries')
    .select(['id', 'attempt'])
    .where('state', 'in', OPEN_STATES)
    .where('due_at', '<=', at)
    .where(({ eb, or }) => or([eb('lease_until', '<=', at), eb('lease_until', '>', at + CLOCK_MARGIN_MS)]))
    .where('digest', 'in', digests)
    .orderBy('due_at')
    .limit(50)
    .execute();
  for (const { id, attempt } of candidates) {
    const row = await database
      .updateTable('deliveries')
      .set({ attempt: attempt + 1, lease_until: at + leaseMs })
      .where('id', '=', id)
      .where('attempt', '=', attempt)
      .where('state', 'in', OPEN_STATES)
      .returningAll()
      .executeTakeFirst();
    if (row) return deliveryOf(row);
  }
  return undefined;
}

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
const UNIQUE_VIOLATION = '23505';

/**
 * Enters an occurrence unless it is there. One that a clock far ahead of now has marked as missed becomes due again.
 */
async function enterOccurrence(
  database: Kysely<Schema>,
  digest: string,
  { dueAt, state, reason }: Occurrence,
  now: Date,
): Promise<void> {
  const entry = { state, reason: reason ?? null, entered_at: now.getTime() };
  await database
    .insertInto('deliveries')
    .values({
      ...entry,
      id: runIdOf(digest, dueAt),
      digest,
      due_at: dueAt.getTime(),
      attempt: 0,
      failures: 0,
      lease_until: 0,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['digest', 'due_at'])
        .doUpdateSet(entry)
        .where('deliveries.state', '=', 'skipped')
        .where('deliveries.entered_at', '>', now.getTime() + CLOCK_MARGIN_MS),
    )
    .execute()
    .catch((error: unknown) => {
      // another instance enters it at this moment: the conflict may show at its id first
      if ((error as { code?: string }).code !== UNIQUE_VIOLATION) throw error;
    });
}

async function writeSchedule(database: Kysely<Schema>, { digest, cron, timezone, since }: Schedule): Promise<void> {
  const values = { cron, timezone, since: since.getTime() };
  await database
    .insertInto('schedules')
    .values({ digest, ...values })
    .onConflict((conflict) => conflict.column('digest').doUpdateSet(values))
    .execute();
}

function rowOfOutcome(outcome: Outcome): Updateable<Schema['deliveries']> {
  if (outcome.state !== 'posted') return { state: outcome.state, reason: outcome.reason };
  const { state, channel, message, postedAt, fingerprint = null } = outcome;
  return { state, channel, message, posted_at: postedAt.getTime(), fingerprint, reason: null };
}

function deliveryOf(row: Selectable<Schema['deliveries']>): Delivery {
  const { id, digest, due_at, state, attempt, failures } = row;
  return {
    id,
    digest,
    dueAt: new Date(due_at),
    state,
    attempt,
    failures,
    channel: row.channel ?? undefined,
    message: row.message ?? undefined,
    postedAt: row.posted_at === null ? undefined : new Date(row.posted_at),
    reason: row.reason ?? undefined,
    fingerprint: row.fingerprint ?? undefined,
  };
}
