import type { Insertable, Kysely, Updateable } from 'kysely';

import type { Delivery, DeliveryLedger, LedgerEntry, Revisited, Schedule } from '../digests/delivery.ts';
import type { Schema } from './schema.ts';

import { OPEN_STATES, runIdOf } from '../digests/delivery.ts';
import { CLOCK_MARGIN_MS } from '../digests/occurrences.ts';
import { claimDue, claimRevisits } from './delivery-claims.ts';
import { openDeliveryNotices } from './delivery-notices.ts';
import { chunksOf, openDeliveryReads } from './delivery-reads.ts';
import { rowOfOutcome } from './delivery-rows.ts';
import { openDeliveryUse } from './delivery-use.ts';
import { hasUpdated } from './has-changed.ts';

/** The open states in which no message may be on its way. */
const STOPPABLE_STATES = OPEN_STATES.filter((state) => state !== 'posting');

/** Opens the ledger of digests, which any number of instances share. */
export function openDeliveries(database: Kysely<Schema>, { isPostgres }: { isPostgres: boolean }): DeliveryLedger {
  const change = (delivery: Delivery, values: Updateable<Schema['deliveries']>) =>
    changeClaimed(database, delivery, values);

  return {
    ...openDeliveryReads(database),
    ...openDeliveryNotices(database),
    ...openDeliveryUse(database),
    enter: async (entries, now) => {
      // the ledger first: who dies in between leaves schedules from which the same is entered again, once
      for (const some of chunksOf(rowsOf(entries, now))) await enterRows(database, some, now);
      for (const some of chunksOf(entries.map(({ schedule }) => schedule))) await writeSchedules(database, some);
    },
    claim: (digests, options) => claimDue(database, digests, { ...options, isPostgres }),
    claimRevisits: (digests, options) => claimRevisits(database, digests, { ...options, isPostgres }),
    revisit: (delivery, revisited) => writeRevisited(database, delivery, revisited),
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
  };
}

/** Writes to a delivery only as long as nobody has claimed it since. */
function changeClaimed(
  database: Kysely<Schema>,
  { id, attempt }: Delivery,
  values: Updateable<Schema['deliveries']>,
): Promise<boolean> {
  const update = database.updateTable('deliveries').set(values).where('id', '=', id).where('attempt', '=', attempt);
  return hasUpdated(update.where('state', 'in', OPEN_STATES));
}

function writeRevisited(
  database: Kysely<Schema>,
  { id, attempt }: Delivery,
  { message, figures, late, revisitAt }: Revisited,
): Promise<boolean> {
  const update = database.updateTable('deliveries').set({
    ...(message !== undefined && { message }),
    ...(figures && { figures: JSON.stringify(figures) }),
    reason: late ?? null,
    revisit_at: revisitAt?.getTime() ?? null,
  });
  return hasUpdated(update.where('id', '=', id).where('attempt', '=', attempt).where('state', '=', 'posted'));
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
