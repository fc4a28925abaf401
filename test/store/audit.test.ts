import { expect, test } from 'vitest';

import type { AuditEntry } from '../../src/answer/audit.ts';

import { openAudit } from '../../src/store/audit.ts';
import { openMemoryDatabase } from '../support/memory-database.ts';

const ENTRY: AuditEntry = {
  at: new Date('2026-11-27T09:00:00Z'),
  person: 'U1',
  channel: 'C1',
  question: 'sales',
  outcome: 'answered',
  reason: null,
  query: 'sales',
  executionId: 'run-1',
  scannedBytes: 2 ** 45,
  dollars: 160.5,
  rows: 3,
  isReused: true,
  elapsedMs: 1200,
};

test('record() keeps every field, also those that are not known', async () => {
  const audit = openAudit(await openMemoryDatabase());
  const unknown = { channel: null, reason: 'no such query', query: null, executionId: null, dollars: null, rows: null };
  const refused: AuditEntry = { ...ENTRY, ...unknown, at: new Date(0), outcome: 'refused', isReused: false };
  await audit.record(ENTRY);
  await audit.record(refused);
  expect(await audit.list({ since: new Date(0) })).toEqual([ENTRY, refused]);
});

test('list() has the newest first, none from before its moment, and at most so many', async () => {
  const audit = openAudit(await openMemoryDatabase());
  for (const minute of [1, 3, 2, 0]) await audit.record({ ...ENTRY, at: new Date(minute * 60_000), rows: minute });
  const rowsOf = async (options: { since: Date; limit?: number }) =>
    (await audit.list(options)).map(({ rows }) => rows);
  expect(await rowsOf({ since: new Date(60_000) })).toEqual([3, 2, 1]);
  expect(await rowsOf({ since: new Date(0), limit: 2 })).toEqual([3, 2]);
});

test('two entries that say the same are both kept', async () => {
  const audit = openAudit(await openMemoryDatabase());
  await Promise.all([audit.record(ENTRY), audit.record(ENTRY)]);
  expect(await audit.list({ since: new Date(0) })).toHaveLength(2);
});
