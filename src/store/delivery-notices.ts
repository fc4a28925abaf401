import type { Kysely } from 'kysely';

import type { DeliveryLedger, Posted } from '../digests/delivery.ts';
import type { Schema } from './schema.ts';

import { hasUpdated } from './has-changed.ts';

/** Creates the part of the ledger about notices of late or failed deliveries, and about retries. */
export function openDeliveryNotices(
  database: Kysely<Schema>,
): Pick<DeliveryLedger, 'tellOnce' | 'noteNotice' | 'noticesOf' | 'clearNotices' | 'retry' | 'hasten'> {
  const change = () => database.updateTable('deliveries');
  return {
    tellOnce: ({ id }, now) =>
      hasUpdated(change().set({ told_at: now.getTime() }).where('id', '=', id).where('told_at', 'is', null)),
    noteNotice: async ({ id }, { channel, ts }) => {
      const notice = JSON.stringify({ channel, ts } satisfies Posted);
      await change().set({ notice }).where('id', '=', id).execute();
    },
    noticesOf: async (digest) => {
      const rows = database.selectFrom('deliveries').select('notice').where('digest', '=', digest);
      const noted = await rows.where('notice', 'is not', null).execute();
      return noted.map(({ notice }) => JSON.parse(notice ?? '') as Posted);
    },
    clearNotices: async (digest) => {
      await change().set({ notice: null }).where('digest', '=', digest).where('notice', 'is not', null).execute();
    },
    retry: (id, now) => {
      const update = change().set({ state: 'due', lease_until: 0, retried_at: now.getTime() }).where('id', '=', id);
      return hasUpdated(update.where('state', 'in', ['due', 'waiting', 'failed']));
    },
    hasten: async (id) => {
      await change().set({ lease_until: 0 }).where('id', '=', id).where('state', 'in', ['due', 'waiting']).execute();
    },
  };
}
