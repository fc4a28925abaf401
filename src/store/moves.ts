import type { Kysely } from 'kysely';

import type { MessageMoves } from '../answer/message-moves.ts';
import type { Schema } from './schema.ts';

import { DAY_MS, HOUR_MS } from '../calendar/durations.ts';
import { hasInserted } from './has-changed.ts';
import { openSweep } from './sweep.ts';

/** How long a move is remembered, in milliseconds: as long as instances may go on that know of it by themselves. */
const KEPT_MS = 30 * DAY_MS;

/** How often those that are older are forgotten, in milliseconds. */
const SWEEP_MS = HOUR_MS;

/** Opens the table of moved messages. */
export function openMoves(database: Kysely<Schema>, now: () => number = Date.now): MessageMoves {
  const sweep = openSweep(database, 'moves', { keptMs: KEPT_MS, everyMs: SWEEP_MS });
  return {
    find: async (message) => {
      const found = await database
        .selectFrom('moves')
        .innerJoin('moves as others', 'others.first', 'moves.first')
        .select(['moves.first as first', 'others.message as last'])
        .where('moves.message', '=', message)
        .where('others.next', 'is', null)
        .executeTakeFirst();
      return found && { first: found.first, last: found.last };
    },
    replace: async (before, after) => {
      const at = now();
      await sweep(at);
      return database.transaction().execute(async (transaction) => {
        const own = { message: before, first: before, next: null, at };
        await transaction
          .insertInto('moves')
          .values(own)
          .onConflict((conflict) => conflict.column('message').doNothing())
          .execute();
        const moved = await transaction
          .updateTable('moves')
          .set({ next: after })
          .where('message', '=', before)
          .where('next', 'is', null)
          .returning('first')
          .executeTakeFirst();
        if (!moved) return false;
        const insert = transaction
          .insertInto('moves')
          .values({ message: after, first: moved.first, next: null, at })
          .onConflict((conflict) => conflict.column('message').doNothing());
        // it has moved on already, for another instance that did not know yet where it came from
        if (!(await hasInserted(insert)))
          await transaction.updateTable('moves').set({ first: moved.first }).where('first', '=', after).execute();
        await moveIntent(transaction, after, moved.first);
        return true;
      });
    },
  };
}

/** Keeps by the first message of a place what was asked of a later one before anybody could know where that came from. */
async function moveIntent(database: Kysely<Schema>, message: string, first: string): Promise<void> {
  const asked = await database.selectFrom('intents').select('token').where('message', '=', message).executeTakeFirst();
  if (!asked) return;
  await database.deleteFrom('intents').where('message', '=', first).execute();
  await database.updateTable('intents').set({ message: first }).where('message', '=', message).execute();
}
