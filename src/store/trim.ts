import type { Kysely } from 'kysely';

import type { Schema } from './schema.ts';

import { OPEN_STATES } from '../digests/delivery.ts';

/** Deletes entries older than `before` from the audit, sizes, spending, and the ledger of deliveries, but keeps deliveries that have not ended. */
export async function trim(database: Kysely<Schema>, before: Date): Promise<void> {
  const at = before.getTime();
  await database.deleteFrom('audit').where('at', '<', at).execute();
  await database.deleteFrom('run_sizes').where('at', '<', at).execute();
  await database.deleteFrom('spending').where('day', '<', before.toISOString().slice(0, 10)).execute();
  await database.deleteFrom('deliveries').where('due_at', '<', at).where('state', 'not in', OPEN_STATES).execute();
}
