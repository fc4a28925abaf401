import type { Kysely } from 'kysely';

import type { RunSizes } from '../answer/runs/run-sizes.ts';
import type { Schema } from './schema.ts';

/** Of each query the sizes that were noted last are looked at: so many. */
const MOST = 200;

/** Stands for a statement without a period. */
const NO_DAYS = -1;

/** Opens the table of how many bytes statements read. */
export function openRunSizes(database: Kysely<Schema>, now: () => number = Date.now): RunSizes {
  return {
    find: async (query) => {
      const rows = await database
        .selectFrom('run_sizes')
        .select(['shape', 'days', 'bytes', 'is_billed'])
        .where('query', '=', query)
        .orderBy('at', 'desc')
        .limit(MOST)
        .execute();
      return rows.map(({ days, is_billed, ...same }) => ({
        ...same,
        days: days === NO_DAYS ? null : days,
        isBilled: is_billed === 1,
      }));
    },
    note: async (query, { shape, days, bytes, isBilled }) => {
      const size = { bytes, is_billed: isBilled ? 1 : 0, at: now() };
      await database
        .insertInto('run_sizes')
        .values({ query, shape, days: days ?? NO_DAYS, ...size })
        .onConflict((conflict) => conflict.columns(['query', 'shape', 'days']).doUpdateSet(size))
        .execute();
    },
  };
}
