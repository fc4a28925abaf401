import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';

import type { AuditEntry } from '../answer/audit.ts';
import type { Schema } from './schema.ts';

/** Who asked what, and what it cost to read. */
export type Audit = {
  readonly record: (entry: AuditEntry) => Promise<void>;
  /** The entries since a moment, newest first, at most 1,000 unless `limit` says otherwise. */
  readonly list: (options: { since: Date; limit?: number }) => Promise<readonly AuditEntry[]>;
};

/** Opens the audit. */
export function openAudit(database: Kysely<Schema>): Audit {
  return {
    async record({ at, person, question, scannedBytes }) {
      const entry = { id: randomUUID(), at: at.getTime(), person, question, scanned_bytes: scannedBytes };
      await database.insertInto('audit').values(entry).execute();
    },
    async list({ since, limit = 1000 }) {
      const rows = await database
        .selectFrom('audit')
        .selectAll()
        .where('at', '>=', since.getTime())
        .orderBy('at', 'desc')
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(({ at, person, question, scanned_bytes }) => ({
        at: new Date(at),
        person,
        question,
        scannedBytes: scanned_bytes,
      }));
    },
  };
}
