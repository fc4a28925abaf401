import type { Kysely } from 'kysely';

import type { Schema } from './schema.ts';

/** Short texts that all instances remember under a key, such as the last question of a thread. */
export type Memory = {
  /** Undefined when nothing is remembered. */
  get(key: string): Promise<string | undefined>;
  /** Remembers a text in place of the one before. */
  put(key: string, text: string): Promise<void>;
};

const KEPT_MS = 90 * 24 * 60 * 60_000;

/** How often what is older is forgotten, in milliseconds. */
const SWEEP_MS = 24 * 60 * 60_000;

/** Opens the memory, which keeps a text for 90 days after it was last put. */
export function openMemory(database: Kysely<Schema>, now: () => number = Date.now): Memory {
  let sweepAt = 0;
  return {
    async get(key) {
      const row = await database.selectFrom('memory').select('text').where('key', '=', key).executeTakeFirst();
      return row?.text;
    },
    async put(key, text) {
      const at = now();
      if (at >= sweepAt) {
        sweepAt = at + SWEEP_MS;
        await database
          .deleteFrom('memory')
          .where('at', '<', at - KEPT_MS)
          .execute();
      }
      await database
        .insertInto('memory')
        .values({ key, text, at })
        .onConflict((conflict) => conflict.column('key').doUpdateSet({ text, at }))
        .execute();
    },
  };
}
