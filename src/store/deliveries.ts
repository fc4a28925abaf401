import type { Insertable, Kysely, Selectable, Updateable } from 'kysely';

import type { Delivery, DeliveryLedger, LedgerEntry, Outcome, Schedule } from '../digests/delivery.ts';
import type { Schema } from './schema.ts';

import { OPEN_STATES, runIdOf } from '../digests/delivery.ts';

/** A lease or a change that lies further ahead than this was written by a clock that was wrong: an hour. */
const CLOCK_MARGIN_MS = 3_600_000;

/** The open states in which no message may be on its way. */
const STOPPABLE_STATES = OPEN_STATES.filter((state) => state !== 'posting');

/** The ledger of digests in a database that any number of instances share. */
export function openDeliveries(database: Kysely<Schema>, { isPostgres }: { isPostgres: boolean }): DeliveryLedger {
  const change = (delivery: Delivery, values: Updateable<Schema['deliveries']>) =>
    changeClaimed(database, delivery, values);

  return {
    findSchedules: (digests) => findSchedules(database, digests),
    enter: async (entries, now) => {
      // the ledger first: who dies in between leaves schedules from which the same is entered again, once
      for (const some of chunksOf(rowsOf(entries, now))) await enterRows(database, some, now);
      for (const some of chunksOf(entries.map(({ schedule }) => schedule))) await writeSchedules(database, some);
    },
    claim: (digests, options) => claimDeliveries(database, digests, { ...options, isPostgres }),
    renew: (delivery, { until }) => change(delivery, { lease_until: until.getTime() }),
    advance: (delivery, state) => change(delivery, { state }),
    release: (delivery, { until, reason, state = 'due' as const, failures = delivery.failures }) =>
      change(delivery, { lease_until: until.getTime(), reason, failures, state }),
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

/**
 * Claims in one statement, so that nobody else can have claimed the same in between. On Postgres, instances that claim at
 * the same moment pass by each other's rows: https://www.postgresql.org/docs/current/sql-select.html#SQL-FOR-UPDATE-SHARE
 */
async function claimDeliveries(
  database: Kysely<Schema>,
  digests: readonly string[],
  { now, leaseMs, limit, isPostgres }: { now: Date; leaseMs: number; limit: number; isPostgres: boolean },
): Promise<readonly Delivery[]> {
  if (digests.length === 0) return [];
  const at = now.getTime();
  const claimed = await database
    .with('candidates', (candidates) => {
      const due = candidates
        .selectFrom('deliveries')
        .select('id')
        .where('state', 'in', OPEN_STATES)
        .where('due_at', '<=', at)
        .where(({ eb, or }) => or([eb('lease_until', '<=', at), eb('lease_until', '>', at + CLOCK_MARGIN_MS)]))
        .where('digest', 'in', digests)
        .orderBy('due_at')
        .limit(limit);
      return isPostgres ? due.forUpdate().skipLocked() : due;
    })
    .updateTable('deliveries')
    .set(({ eb }) => ({ attempt: eb('attempt', '+', 1), lease_until: at + leaseMs, state: 'running' as const }))
    .where('id', 'in', ({ selectFrom }) => selectFrom('candidates').select('candidates.id'))
    .returningAll()
    .execute();
  return claimed.map(deliveryOf).sort((left, right) => left.dueAt.getTime() - right.dueAt.getTime());
}

/** So many rows are written with one statement: SQLite takes 32,766 values in one. */
const CHUNK = 1000;

function chunksOf<T>(items: readonly T[]): readonly (readonly T[])[] {
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

type NewDelivery = Insertable<Schema['deliveries']>;

/** The rows of occurrences, always in the same order, as instances that write them at once would otherwise wait for each other. */
function rowsOf(entries: readonly LedgerEntry[], now: Date): readonly NewDelivery[] {
  const rows = entries.flatMap(({ schedule: { digest }, occurrences }) =>
    occurrences.map(({ dueAt, state, reason = null }) => {
      const fresh = { attempt: 0, failures: 0, lease_until: 0, entered_at: now.getTime() };
      return { ...fresh, id: runIdOf(digest, dueAt), digest, due_at: dueAt.getTime(), state, reason };
    }),
  );
  return rows.sort((left, right) => (left.id < right.id ? -1 : 1));
}

/** Enters rows that are not there. One that a clock far ahead of now has marked as missed becomes due again. */
async function enterRows(database: Kysely<Schema>, rows: readonly NewDelivery[], now: Date): Promise<void> {
  await database
    .insertInto('deliveries')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const due = rows.flatMap(({ id, state }) => (state === 'due' ? [id] : []));
  if (due.length === 0) return;
  await database
    .updateTable('deliveries')
    .set({ state: 'due', reason: null, entered_at: now.getTime() })
    .where('id', 'in', due)
    .where('state', '=', 'skipped')
    .where('entered_at', '>', now.getTime() + CLOCK_MARGIN_MS)
    .execute();
}

async function writeSchedules(database: Kysely<Schema>, schedules: readonly Schedule[]): Promise<void> {
  const rows = schedules.map(({ digest, cron, timezone, since }) => ({
    digest,
    cron,
    timezone,
    since: since.getTime(),
  }));
  await database
    .insertInto('schedules')
    .values(rows.sort((left, right) => (left.digest < right.digest ? -1 : 1)))
    .onConflict((conflict) =>
      conflict.column('digest').doUpdateSet(({ ref }) => ({
        cron: ref('excluded.cron'),
        timezone: ref('excluded.timezone'),
        since: ref('excluded.since'),
      })),
    )
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
