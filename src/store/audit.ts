import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';

import type { Schema } from './schema.ts';

/** Who asked what and what it cost to read. */
export type AuditEntry = {
  readonly at: Date;
  /** A Slack user's id, or `digest`, or `shell`. */
  readonly person: string;
  /** The request's canonical text. */
  readonly question: string;
  readonly scannedBytes: number;
};

export type Audit = {
  record(entry: AuditEntry): Promise<void>;
  /** Newest first. */
  list(options: { since: Date; limit?: number }): Promise<readonly AuditEntry[]>;
};

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
