import type { Kysely } from 'kysely';

import type { DeliveryLedger, DigestUse } from '../digests/delivery.ts';
import type { Schema } from './schema.ts';

import { chunksOf } from './delivery-reads.ts';

/** Creates the part of the ledger about clicks on posted digests. */
export function openDeliveryUse(database: Kysely<Schema>): Pick<DeliveryLedger, 'noteClick' | 'usesOf'> {
  return {
    noteClick: async ({ channel, ts }, now) => {
      await database
        .updateTable('deliveries')
        .set({ clicked_at: now.getTime() })
        .where('message', '=', ts)
        .where('channel', '=', channel)
        .execute();
    },
    usesOf: async (digests, since) => {
      const uses = new Map<string, DigestUse>();
      for (const some of chunksOf(digests)) {
        const rows = await database
          .selectFrom('deliveries')
          .select(({ fn }) => [
            'digest',
            fn.min('posted_at').as('first'),
            fn.max('clicked_at').as('clicked'),
            fn.countAll().filterWhere('posted_at', '>=', since.getTime()).as('posts'),
          ])
          .where('state', '=', 'posted')
          .where('digest', 'in', some)
          .groupBy('digest')
          .execute();
        for (const { digest, first, clicked, posts } of rows) {
          const clickedAt = clicked === null ? undefined : new Date(Number(clicked));
          uses.set(digest, { firstPostedAt: new Date(Number(first)), clickedAt, posts: Number(posts) });
        }
      }
      return uses;
    },
  };
}
