import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';

import type { KnownRuns } from '../answer/runs/known-runs.ts';
import type { Schema } from './schema.ts';

import { DAY_MS, HOUR_MS } from '../calendar/durations.ts';
import { hasInserted, hasUpdated } from './has-changed.ts';
import { openSweep } from './sweep.ts';

/** No result is used again for longer than a day. */
const KEPT_MS = DAY_MS;

/** How often those that are older are forgotten, in milliseconds. */
const SWEEP_MS = HOUR_MS;

/** Opens the table of runs that instances share. */
export function openKnownRuns(database: Kysely<Schema>, now: () => number = Date.now): KnownRuns {
  const sweep = openSweep(database, 'known_runs', { keptMs: KEPT_MS, everyMs: SWEEP_MS });
  const updateOf = (key: string, token: string) =>
    database.updateTable('known_runs').where('key', '=', key).where('token', '=', token);
  const deleteOf = (key: string, token: string) =>
    database.deleteFrom('known_runs').where('key', '=', key).where('token', '=', token);

  return {
    find: async (key) => {
      const row = await database
        .selectFrom('known_runs')
        .select(['token', 'execution_id', 'at', 'as_of'])
        .where('key', '=', key)
        .executeTakeFirst();
      if (!row) return undefined;
      const { token, execution_id, at, as_of } = row;
      return { token, executionId: execution_id ?? undefined, ranAt: new Date(at), asOf: as_of ?? undefined };
    },
    claim: async (key, { after, query, ranAt, asOf }) => {
      await sweep(now());
      const token = randomUUID();
      const values = { token, query, execution_id: null, at: ranAt.getTime(), as_of: asOf ?? null, instances: 1 };
      if (after === undefined) {
        const insert = database
          .insertInto('known_runs')
          .values({ key, ...values })
          .onConflict((conflict) => conflict.column('key').doNothing());
        return (await hasInserted(insert)) ? token : undefined;
      }
      return (await hasUpdated(updateOf(key, after).set(values))) ? token : undefined;
    },
    start: async (key, token, executionId) => {
      await updateOf(key, token).set({ execution_id: executionId }).execute();
    },
    join: (key, token) => hasUpdated(updateOf(key, token).set((eb) => ({ instances: eb('instances', '+', 1) }))),
    leave: async (key, token) => {
      const row = await updateOf(key, token)
        .set((eb) => ({ instances: eb('instances', '-', 1) }))
        .returning('instances')
        .executeTakeFirst();
      if (row && row.instances > 0) return false;
      await deleteOf(key, token).where('instances', '<=', 0).execute();
      return true;
    },
    withdraw: async (key, token) => {
      await deleteOf(key, token).execute();
    },
    forget: async (query) => {
      await database.deleteFrom('known_runs').where('query', '=', query).execute();
    },
  };
}
