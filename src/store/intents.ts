import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';

import type { Schema } from './schema.ts';

/** What a message was last asked to show. */
export type Intent = { readonly token: string; readonly text: string };

/** The last intention for each message, so that several instances follow the same one. */
export type Intents = {
  readonly find: (message: string) => Promise<Intent | undefined>;
  /** Puts `text` after the intention `after`, or first; resolves to undefined when another one came in between. */
  readonly claim: (
    message: string,
    options: { after: string | undefined; text: string },
  ) => Promise<Intent | undefined>;
  /** Forgets an intention that came to nothing, unless another one followed; without a token, whichever there is. */
  readonly withdraw: (message: string, token?: string) => Promise<void>;
};

const KEPT_MS = 24 * 60 * 60_000;

/** How often those that are older are forgotten, in milliseconds. */
const SWEEP_MS = 60 * 60_000;

/** Opens the table of intentions. */
export function openIntents(database: Kysely<Schema>, now: () => number = Date.now): Intents {
  let sweepAt = 0;
  const sweep = async (at: number): Promise<void> => {
    if (at < sweepAt) return;
    sweepAt = at + SWEEP_MS;
    await database
      .deleteFrom('intents')
      .where('at', '<', at - KEPT_MS)
      .execute();
  };
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
