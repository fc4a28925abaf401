import type { Kysely } from 'kysely';

import type { TextMemory } from '../answer/text-memory.ts';
import type { Schema } from './schema.ts';

import { DAY_MS } from '../calendar/durations.ts';
import { openSweep } from './sweep.ts';

const KEPT_MS = 90 * DAY_MS;

/** How often what is older is forgotten, in milliseconds. */
const SWEEP_MS = DAY_MS;

/** Opens the table of texts, which keeps a text for 90 days after it was last put. */
export function openMemory(database: Kysely<Schema>, now: () => number = Date.now): TextMemory {
  const sweep = openSweep(database, 'memory', { keptMs: KEPT_MS, everyMs: SWEEP_MS });
  return {
    async get(key) {
      const row = await database.selectFrom('memory').select('text').where('key', '=', key).executeTakeFirst();
      return row?.text;
    },
    async put(key, text) {
      const at = now();
      await sweep(at);
      await database
        .insertInto('memory')
        .values({ key, text, at })
        .onConflict((conflict) => conflict.column('key').doUpdateSet({ text, at }))
        .execute();
    },
  };
}
