import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';

import type { IntentStore } from '../answer/intent.ts';
import type { Schema } from './schema.ts';

import { openSweep } from './sweep.ts';

const KEPT_MS = 24 * 60 * 60_000;

/** How often those that are older are forgotten, in milliseconds. */
const SWEEP_MS = 60 * 60_000;

/** Opens the table of intents. */
export function openIntents(database: Kysely<Schema>, now: () => number = Date.now): IntentStore {
  const sweep = openSweep(database, 'intents', { keptMs: KEPT_MS, everyMs: SWEEP_MS });
  return {
    find: (message) =>
      database.selectFrom('intents').select(['token', 'text']).where('message', '=', message).executeTakeFirst(),
    claim: async (message, { after, text }) => {
      const at = now();
      await sweep(at);
      const values = { token: randomUUID(), text, at };
      if (after === undefined) {
        const { numInsertedOrUpdatedRows: inserted = 0n } = await database
          .insertInto('intents')
          .values({ message, ...values })
          .onConflict((conflict) => conflict.column('message').doNothing())
          .executeTakeFirst();
        return inserted > 0n ? values : undefined;
      }
      const { numUpdatedRows: updated } = await database
        .updateTable('intents')
        .set(values)
        .where('message', '=', message)
        .where('token', '=', after)
        .executeTakeFirst();
      return updated > 0n ? values : undefined;
    },
    withdraw: async (message, token) => {
      const query = database.deleteFrom('intents').where('message', '=', message);
      await (token === undefined ? query : query.where('token', '=', token)).execute();
    },
  };
}
