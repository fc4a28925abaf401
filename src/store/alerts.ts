import type { Kysely } from 'kysely';

import type { AlertStore, KeptAlert } from '../digests/check-alert.ts';
import type { Schema } from './schema.ts';

import { QUIET } from '../digests/alert-state.ts';

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
        const { numInsertedOrUpdatedRows } = await database
          .insertInto('alerts')
          .values({ name, ...values })
          .onConflict((conflict) => conflict.column('name').doNothing())
          .executeTakeFirst();
        return (numInsertedOrUpdatedRows ?? 0n) > 0n;
      }
      const { numUpdatedRows } = await database
        .updateTable('alerts')
        .set(values)
        .where('name', '=', name)
        .where('version', '=', version)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
    remove: async (name) => {
      await database.deleteFrom('alerts').where('name', '=', name).execute();
    },
  };
}
