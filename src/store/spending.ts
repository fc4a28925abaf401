import type { Kysely } from 'kysely';

import type { Spending } from '../answer/runs/spending.ts';
import type { Schema } from './schema.ts';

/** Opens the table of what was spent on each day. Additions of several instances at once all count. */
export function openSpending(database: Kysely<Schema>): Spending {
  return {
    add: async (day, owners, { bytes, dollars }) => {
      if (owners.length === 0 || (bytes === 0 && dollars === 0)) return;
      await database
        .insertInto('spending')
        .values(owners.map((owner) => ({ day, owner, bytes, dollars })))
        .onConflict((conflict) =>
          conflict.columns(['day', 'owner']).doUpdateSet((eb) => ({
            bytes: eb('spending.bytes', '+', bytes),
            dollars: eb('spending.dollars', '+', dollars),
          })),
        )
        .execute();
    },
    read: async (day, owner) => {
      const row = await database
        .selectFrom('spending')
        .select(['bytes', 'dollars'])
        .where('day', '=', day)
        .where('owner', '=', owner)
        .executeTakeFirst();
      return row ?? { bytes: 0, dollars: 0 };
    },
  };
}
