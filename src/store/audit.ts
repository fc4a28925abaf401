import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';

import type { AuditEntry } from '../answer/audit.ts';
import type { AuditReports } from '../answer/audit-report.ts';
import type { Schema } from './schema.ts';

import { openAuditReports } from './audit-reports.ts';

/** The log of who asked what, and its cost, with what it comes to. */
export type Audit = AuditReports & {
  readonly record: (entry: AuditEntry) => Promise<void>;
  /** Resolves to the entries since a moment, the newest first, at most 1,000 unless `limit` says otherwise. */
  readonly list: (options: { since: Date; limit?: number }) => Promise<readonly AuditEntry[]>;
};

/** Opens the table of the audit. */
export function openAudit(database: Kysely<Schema>): Audit {
  return {
    ...openAuditReports(database),
    async record(entry) {
      await database
        .insertInto('audit')
        .values({ id: randomUUID(), ...rowOf(entry) })
        .execute();
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
      return rows.map(entryOf);
    },
  };
}

type AuditRow = Omit<Schema['audit'], 'id'>;

function rowOf({ at, scannedBytes, executionId, isReused, elapsedMs, ...same }: AuditEntry): AuditRow {
  return {
    ...same,
    at: at.getTime(),
    scanned_bytes: scannedBytes,
    execution_id: executionId,
    is_reused: isReused ? 1 : 0,
    elapsed_ms: elapsedMs,
  };
}

function entryOf({
  id: _,
  at,
  scanned_bytes,
  execution_id,
  is_reused,
  elapsed_ms,
  ...same
}: Schema['audit']): AuditEntry {
  return {
    ...same,
    at: new Date(at),
    scannedBytes: scanned_bytes,
    executionId: execution_id,
    isReused: is_reused === 1,
    elapsedMs: elapsed_ms,
  };
}
