import type { Kysely } from 'kysely';

import type { Preferences } from '../answer/preferences.ts';
import type { Schema } from './schema.ts';

/** Opens the table of preferences. */
export function openPreferences(database: Kysely<Schema>): Preferences {
  return {
    async get(owner, name) {
      const rows = database.selectFrom('preferences').select('value');
      return (await rows.where('owner', '=', owner).where('name', '=', name).executeTakeFirst())?.value;
    },
    async list(owner) {
      const rows = database.selectFrom('preferences').select(['name', 'value']).where('owner', '=', owner);
      return new Map((await rows.orderBy('name').execute()).map(({ name, value }) => [name, value]));
    },
    async put(owner, name, value) {
      await database
        .insertInto('preferences')
        .values({ owner, name, value })
        .onConflict((conflict) => conflict.columns(['owner', 'name']).doUpdateSet({ value }))
        .execute();
    },
    async remove(owner, name) {
      await database.deleteFrom('preferences').where('owner', '=', owner).where('name', '=', name).execute();
    },
  };
}
