import type { Kysely } from 'kysely';

import type { Schema } from './schema.ts';

import { DAY_MS, HOUR_MS } from '../calendar/durations.ts';
import { hasInserted } from './has-changed.ts';
import { openSweep } from './sweep.ts';

/** The requests of Slack that an instance has taken. */
export type Seen = {
  /** Takes a request by Slack's id for it; resolves to false when it was taken in the last day. */
  claim(id: string): Promise<boolean>;
};

const KEPT_MS = DAY_MS;

/** How often those that are older are forgotten, in milliseconds. */
const SWEEP_MS = HOUR_MS;

/** Opens the table of taken requests. */
export function openSeen(database: Kysely<Schema>, now: () => number = Date.now): Seen {
  const sweep = openSweep(database, 'seen', { keptMs: KEPT_MS, everyMs: SWEEP_MS });
  return {
    async claim(id) {
      const at = now();
      await sweep(at);
      const insert = database.insertInto('seen').values({ id, at });
      return hasInserted(insert.onConflict((conflict) => conflict.column('id').doNothing()));
    },
  };
}
