import { expect, test } from 'vitest';

import type { AuditEntry } from '../../src/answer/audit.ts';

import { costByWeek, unmetDemand } from '../../src/answer/audit-report.ts';

const entry = (at: string, rest: Partial<AuditEntry>): AuditEntry => ({
  at: new Date(at),
  person: 'U1',
  channel: 'C1',
  question: 'sales',
  outcome: 'answered',
  reason: null,
  query: 'sales',
  executionId: 'a',
  scannedBytes: 0,
  dollars: 0,
  rows: 3,
  isReused: false,
  elapsedMs: 10,
  ...rest,
});

test('costByWeek(entries) adds up each dataset from Monday to Sunday', () => {
  expect(
    costByWeek([
      entry('2026-11-22T23:59:59Z', { scannedBytes: 1, dollars: 0.25 }),
      entry('2026-11-23T00:00:00Z', { scannedBytes: 10, dollars: 0.5 }),
      entry('2026-11-29T23:59:59Z', { scannedBytes: 20, dollars: 0.25 }),
      entry('2026-11-25T09:00:00Z', { query: 'stock', scannedBytes: 500, dollars: null }),
      entry('2026-11-25T09:00:00Z', { query: null, outcome: 'refused' }),
    ]),
  ).toEqual([
    { week: '2026-11-23', query: 'stock', questions: 1, scannedBytes: 500, dollars: 0 },
    { week: '2026-11-23', query: 'sales', questions: 2, scannedBytes: 30, dollars: 0.75 },
    { week: '2026-11-16', query: 'sales', questions: 1, scannedBytes: 1, dollars: 0.25 },
  ]);
});

test('unmetDemand(entries) counts what was refused or had no rows, and nothing else', () => {
  const refused = {
    question: 'churn',
    outcome: 'refused',
    reason: 'no query is called churn',
    query: null,
    rows: null,
  } as const;
  expect(
    unmetDemand([
      entry('2026-11-23T00:00:00Z', { question: 'sales country=Peru', rows: 0 }),
      entry('2026-11-23T00:00:01Z', refused),
      entry('2026-11-23T00:00:02Z', refused),
      entry('2026-11-23T00:00:03Z', {}),
      entry('2026-11-23T00:00:04Z', { question: 'orders', outcome: 'cancelled', rows: null }),
    ]),
  ).toEqual([
    { question: 'churn', count: 2, reason: 'no query is called churn' },
    { question: 'sales country=Peru', count: 1, reason: 'no rows' },
  ]);
});
