import type { Selectable, Updateable } from 'kysely';

import type { Delivery, Outcome, Posted } from '../digests/delivery.ts';
import type { Figures } from '../digests/figures.ts';
import type { Schema } from './schema.ts';

/** Returns the columns to write for the outcome of a delivery. */
export function rowOfOutcome(outcome: Outcome): Updateable<Schema['deliveries']> {
  if (outcome.state !== 'posted') return { state: outcome.state, reason: outcome.reason };
  const { state, channel, message, postedAt, fingerprint = null, period = null, figures, late, revisitAt } = outcome;
  return {
    state,
    channel,
    message,
    posted_at: postedAt.getTime(),
    fingerprint,
    period,
    figures: figures ? JSON.stringify(figures) : null,
    reason: late ?? null,
    revisit_at: revisitAt?.getTime() ?? null,
  };
}

/** Returns the delivery of a row. */
export function deliveryOf(row: Selectable<Schema['deliveries']>): Delivery {
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
    toldAt: row.told_at === null ? undefined : new Date(row.told_at),
    notice: row.notice === null ? undefined : (JSON.parse(row.notice) as Posted),
    retriedAt: row.retried_at === null ? undefined : new Date(row.retried_at),
    period: row.period ?? undefined,
    figures: row.figures === null ? undefined : (JSON.parse(row.figures) as Figures),
  };
}
