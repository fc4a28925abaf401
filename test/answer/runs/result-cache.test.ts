import { expect, test } from 'vitest';

import type { Table } from '../../../src/table/table.ts';

import { openResultCache } from '../../../src/answer/runs/result-cache.ts';

const table: Table = {
  columns: [],
  rows: [['USA']],
  scannedBytes: 1,
  elapsedMs: 1,
  engine: '',
  executionId: 'e-1',
  reused: false,
};

const HOUR = 3_600_000;

const at = (minutes: number) => new Date(minutes * 60_000);

test.each<[string, { kept?: string; asOf?: string; minutes: number; keptMs?: number }, boolean]>([
  ['no newer data within the hour', { kept: '2026-11-01', asOf: '2026-11-01', minutes: 60 }, true],
  ['no newer data after the hour', { kept: '2026-11-01', asOf: '2026-11-01', minutes: 61 }, false],
  ['newer data', { kept: '2026-11-01', asOf: '2026-11-02', minutes: 1 }, false],
  ['nobody tells, soon', { minutes: 5 }, true],
  ['nobody tells, later', { minutes: 6 }, false],
  ['told only by now', { asOf: '2026-11-01', minutes: 1 }, false],
  ['not told any more, soon', { kept: '2026-11-01', minutes: 5 }, true],
  ['not told any more, later', { kept: '2026-11-01', minutes: 6 }, false],
  ['a setting shorter than five minutes', { minutes: 3, keptMs: 120_000 }, false],
  ['never', { minutes: 0, keptMs: 0 }, false],
])('find() of a result with %s', (_, { kept, asOf, minutes, keptMs = HOUR }, isFound) => {
  const results = openResultCache(keptMs);
  results.keep('q', { table, ranAt: at(0), query: 'sales', asOf: kept });
  expect(results.find('q', { now: at(minutes), asOf })?.table).toBe(isFound ? table : undefined);
});

test('forget() forgets the results of one query', () => {
  const results = openResultCache(HOUR);
  for (const query of ['sales', 'orders']) results.keep(query, { table, ranAt: at(0), query, asOf: undefined });
  results.forget('sales');
  expect(results.find('sales', { now: at(0), asOf: undefined })).toBeUndefined();
  expect(results.find('orders', { now: at(0), asOf: undefined })?.query).toBe('orders');
});

test('the results that were used least leave when there are more than 32 MB, and a huge one is not kept', () => {
  const results = openResultCache(HOUR);
  const large = (megabytes: number): Table => ({ ...table, rows: [['x'.repeat(megabytes * 500_000)]] });
  const keep = (key: string, megabytes: number) =>
    results.keep(key, { table: large(megabytes), ranAt: at(0), query: key, asOf: undefined });
  const isKept = (key: string) => results.find(key, { now: at(0), asOf: undefined }) !== undefined;
  keep('huge', 9);
  for (const key of ['a', 'b', 'c', 'd']) keep(key, 7);
  expect(isKept('a')).toBe(true);
  keep('e', 7);
  expect(['huge', 'a', 'b', 'c', 'd', 'e'].map(isKept)).toEqual([false, true, false, true, true, true]);
});
