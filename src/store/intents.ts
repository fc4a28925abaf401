import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import { sql } from 'kysely';

import type { IntentStore } from '../answer/intent.ts';
import type { Schema } from './schema.ts';

import { DAY_MS, HOUR_MS } from '../calendar/durations.ts';
import { hasInserted, hasUpdated } from './has-changed.ts';
import { openSweep } from './sweep.ts';

const KEPT_MS = DAY_MS;

/** The shortest time between two deletions of older intents, in milliseconds. */
const SWEEP_MS = HOUR_MS;

/** Opens the table of intents. The intents of a message that was deleted and posted anew are found by the id of the first as of the latest message. */
export function openIntents(database: Kysely<Schema>, now: () => number = Date.now): IntentStore {
  const sweep = openSweep(database, 'intents', { keptMs: KEPT_MS, everyMs: SWEEP_MS });
  return {
    find: async (message) => {
      const row = await database
        .selectFrom('intents')
        .select(['token', 'text', 'before', 'clicked_at'])
        .where('message', '=', firstOf(message))
        .executeTakeFirst();
      if (!row) return undefined;
      const { token, text, before, clicked_at } = row;
      return { token, text, before: before ?? undefined, clickedAt: clicked_at ?? undefined };
    },
    claim: async (message, { after, text, before, clickedAt }) => {
      const at = now();
      await sweep(at);
      const token = randomUUID();
      const values = { token, text, before: before ?? null, clicked_at: clickedAt ?? null, at };
      const claimed = { token, text, before, clickedAt };
      if (after === undefined) {
        const insert = database
          .insertInto('intents')
          .values({ message: firstOf(message), ...values })
          .onConflict((conflict) => conflict.column('message').doNothing());
        return (await hasInserted(insert)) ? claimed : undefined;
      }
      const update = database
        .updateTable('intents')
        .set(values)
        .where('message', '=', firstOf(message))
        .where('token', '=', after);
      return (await hasUpdated(update)) ? claimed : undefined;
    },
    withdraw: async (message, token) => {
      const query = database.deleteFrom('intents').where('message', '=', firstOf(message));
      await (token === undefined ? query : query.where('token', '=', token)).execute();
    },
  };
}

/** The first message that stood where a message stands; itself when it was not moved, as far as is known. */
function firstOf(message: string) {
  return sql<string>`coalesce((select first from moves where message = ${message}), ${message})`;
}
