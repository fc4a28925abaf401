import { expect, test } from 'vitest';

import type { Table } from '../../src/table/table.ts';

import { receiptOf } from '../../src/answer/receipt.ts';
import { parseQueryFile } from '../../src/catalogue/query-file.ts';

const { query } = parseQueryFile('sales.sql', '/*---\nowner: "#analytics"\n---*/\nSELECT 1');

const table: Table = {
  columns: [{ name: 'Country', type: 'varchar', precision: 0, scale: 0 }],
  rows: [['USA']],
  scannedBytes: 0,
  elapsedMs: 1234,
  engine: 'Athena engine version 3',
  executionId: 'e-1',
  reused: false,
};

test.each<[string, Partial<Table>, string | undefined, string]>([
  ['nothing read', {}, undefined, '1 row · 0 bytes scanned ($0) · 1.2 s'],
  ['the least that is charged', { scannedBytes: 298_000 }, undefined, '1 row · 298 kB scanned (under $0.01) · 1.2 s'],
  ['a terabyte', { scannedBytes: 2 ** 40, elapsedMs: 61_000 }, undefined, '1 row · 1.1 TB scanned ($5.00) · 61 s'],
  ['a moment', { elapsedMs: 12 }, undefined, '1 row · 0 bytes scanned ($0) · under 0.1 s'],
  [
    'reserved capacity',
    { scannedBytes: 2 ** 40, reservedDpus: 24 },
    undefined,
    '1 row · 1.1 TB scanned (on reserved capacity) · 1.2 s',
  ],
  ['an earlier result', { reused: true }, undefined, '1 row · earlier result used again · 1.2 s'],
  ['freshness', {}, '2026-10-31', 'Data to 31 Oct 2026 · 1 row · 0 bytes scanned ($0) · 1.2 s'],
  [
    'freshness to the minute',
    {},
    '2026-10-31 08:30:00.000',
    'Data to 31 Oct 2026 08:30 · 1 row · 0 bytes scanned ($0) · 1.2 s',
  ],
])('receiptOf(%s)', (_, given, asOf, expected) => {
  const receipt = receiptOf({ asOf, table: { ...table, ...given }, query: query! });
  expect(receipt).toBe(`${expected} · Athena engine version 3 · sales@${query!.version} · ask #analytics`);
});

test('receiptOf() says from when an earlier result is', () => {
  const receipt = receiptOf({ asOf: undefined, table: { ...table, reused: true }, query: query!, reusedFrom: '09:02' });
  expect(receipt).toMatch(/^1 row · from 09:02, reused · /);
});

test('receiptOf() names who has found the numbers right', () => {
  const verified = { by: '#finance', on: '2026-03-01' };
  expect(receiptOf({ asOf: undefined, table, query: query!, verified })).toContain(
    'verified by #finance on 1 Mar 2026',
  );
});
