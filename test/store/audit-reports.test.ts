import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { AuditEntry } from '../../src/answer/audit.ts';
import type { Store } from '../../src/store/store.ts';

import { openStore } from '../../src/store/store.ts';
import { storeEngines } from '../support/store-engines.ts';

const SINCE = new Date('2026-11-01T00:00:00Z');

const entry = (at: string, rest: Partial<AuditEntry> = {}): AuditEntry => ({
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

const refused = { outcome: 'refused', query: null, rows: null } as const;

const ENTRIES: readonly AuditEntry[] = [
  entry('2026-10-31T23:59:59Z', { scannedBytes: 7, rows: 0 }),
  entry('2026-11-22T23:59:59.999Z', { scannedBytes: 1, dollars: 0.25 }),
  entry('2026-11-23T00:00:00Z', { scannedBytes: 10, dollars: 0.5 }),
  entry('2026-11-29T23:59:59Z', { scannedBytes: 20, dollars: 0.25 }),
  entry('2026-11-25T09:00:00Z', { query: 'stock', scannedBytes: 2 ** 50, dollars: null }),
  entry('2026-11-24T00:00:00Z', { question: 'sales country=Peru', rows: 0 }),
  entry('2026-11-25T09:00:01Z', { ...refused, question: 'churn', reason: 'no query is called churn' }),
  entry('2026-11-25T09:00:00Z', { ...refused, question: 'churn', reason: 'what it was told before' }),
  entry('2026-11-25T09:00:02Z', { question: 'orders', outcome: 'cancelled', query: null, rows: null }),
  entry('2026-11-25T09:00:03Z', { ...refused, question: 'large', outcome: 'costly', reason: 'this reads much' }),
];

describe.each(await storeEngines('reports of the audit are'))('on %s', (_, url) => {
  let store: Store;

  beforeAll(async () => {
    store = await openStore(url, { log: { warn() {} } });
    for (const each of ENTRIES) await store.audit.record(each);
  });

  afterAll(() => store.close());

  test('costs(since) adds up each dataset from Monday to Sunday', async () => {
    expect(await store.audit.costs(SINCE)).toEqual([
      { week: '2026-11-23', query: 'stock', questions: 1, scannedBytes: 2 ** 50, dollars: 0 },
      { week: '2026-11-23', query: 'sales', questions: 3, scannedBytes: 30, dollars: 0.75 },
      { week: '2026-11-16', query: 'sales', questions: 1, scannedBytes: 1, dollars: 0.25 },
    ]);
    expect(await store.audit.costs(new Date('2027-01-01T00:00:00Z'))).toEqual([]);
  });

  test('unmet({ since, limit }) counts what was refused or had no rows, and nothing else', async () => {
    const churn = { question: 'churn', count: 2, reason: 'no query is called churn' };
    const peru = { question: 'sales country=Peru', count: 1, reason: 'no rows' };
    expect(await store.audit.unmet({ since: SINCE })).toEqual({ questions: [churn, peru], total: 2 });
    expect(await store.audit.unmet({ since: SINCE, limit: 1 })).toEqual({ questions: [churn], total: 2 });
    expect(await store.audit.unmet({ since: new Date('2027-01-01T00:00:00Z') })).toEqual({ questions: [], total: 0 });
  });
});
