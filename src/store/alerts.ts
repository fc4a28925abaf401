import type { Kysely } from 'kysely';

import type { AlertStore, KeptAlert } from '../digests/check-alert.ts';
import type { Schema } from './schema.ts';

import { QUIET } from '../digests/alert-state.ts';
import { hasInserted, hasUpdated } from './has-changed.ts';

/** Opens the table of alerts. The version of an alert rises by one with each write, so that a write of an outdated state is refused. */
export function openAlerts(database: Kysely<Schema>): AlertStore {
  return {
    read: async (name) => {
      const row = await database.selectFrom('alerts').selectAll().where('name', '=', name).executeTakeFirst();
      if (!row) return { kept: { state: QUIET }, version: 0 };
      return { kept: JSON.parse(row.kept) as KeptAlert, version: row.version };
    },
    write: async (name, version, kept) => {
      const values = { kept: JSON.stringify(kept), version: version + 1 };
      if (version === 0) {
        const insert = database.insertInto('alerts').values({ name, ...values });
        return hasInserted(insert.onConflict((conflict) => conflict.column('name').doNothing()));
      }
      const update = database.updateTable('alerts').set(values).where('name', '=', name);
      return hasUpdated(update.where('version', '=', version));
    },
    remove: async (name) => {
      await database.deleteFrom('alerts').where('name', '=', name).execute();
    },
  };
}
