import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

import type { Asked } from '../../../src/answer/context.ts';
import type { GuardOptions } from '../../../src/answer/runs/guard.ts';
import type { Athena } from '../../../src/athena/client.ts';
import type { Query } from '../../../src/catalogue/query.ts';
import type { Store } from '../../../src/store/store.ts';
import type { Bench } from '../../support/ask.ts';

import { openGuard } from '../../../src/answer/runs/guard.ts';
import { openRunOnce } from '../../../src/answer/runs/run-once.ts';
import { parseQueryFile } from '../../../src/catalogue/query-file.ts';
import { CostError } from '../../../src/error.ts';
import { openStore } from '../../../src/store/store.ts';
import { openBench, openBenchClient } from '../../support/ask.ts';

const never = new AbortController().signal;

const folder = mkdtempSync(join(tmpdir(), 'owlpost-guard-'));

const calendar = { timezone: 'UTC', weekStart: 1, fiscalYearStart: 1 };

const SQL = 'SELECT count(DISTINCT customer) AS n FROM orders WHERE day >= ? AND day < ?';

const PARAMETERS = ["DATE '2026-01-01'", "DATE '2027-01-01'"];

let bench: Bench;

let athena: Athena;

let store: Store;

beforeAll(async () => {
  const days =
    "SELECT DATE '2026-01-01' + CAST(n % 300 AS INTEGER) AS day, md5(CAST(n AS varchar)) AS customer FROM range(20000) t(n)";
  bench = await openBench({ 'orders/a.parquet': days });
  athena = openBenchClient(bench);
  store = await openStore(join(folder, 'guard.db'), { log: { warn() {} } });
});

afterAll(async () => {
  await athena.close();
  await bench.close();
  await store.close();
  rmSync(folder, { recursive: true });
});

let days = 0;

/** Runs a statement of a query under a guard, each time on a day of its own, with the sentences that go beside the answer. */
function openGuarded(name: string, limits: Partial<Pick<GuardOptions, 'askAbove' | 'budgets'>> = {}) {
  days += 1;
  const now = () => new Date(Date.UTC(2026, 10, days, 9));
  const header = '/*---\nparams:\n  period: { type: period, default: this year }\n---*/\n';
  const { query } = parseQueryFile(`${name}.sql`, `${header}SELECT 1 WHERE {{period.start}} < {{period.end}}`);
  const notes: string[] = [];
  const faults: unknown[] = [];
  const guard = openGuard({
    budgets: {},
    ...limits,
    sizes: store.runSizes,
    spending: store.spending,
    sizeOf: athena.sizeOf,
    calendar,
    contact: () => '#data',
    now,
    onFault: (error) => faults.push(error),
  });
  const lookups = { column: async () => [], readAt: () => undefined };
  const { run } = openRunOnce(athena.run, { keptMs: 0, lookups, believedMs: 0, guard: () => guard, now });
  const request = { query: name, values: {}, excluded: [] };
  return {
    notes,
    faults,
    used: (owner: string) => store.spending.read(`2026-11-${String(days).padStart(2, '0')}`, owner),
    ask: (asked: Asked = { person: 'U1', channel: 'C1' }, sql = SQL) =>
      run({ sql, parameters: PARAMETERS }, never, {
        query: query as Query,
        request,
        asked,
        onNote: (note) => notes.push(note),
      }),
  };
}

test('the embedded Athena tells what a statement reads, and nothing of one that is wrong', async () => {
  const table = await athena.run({ sql: SQL, parameters: PARAMETERS }, never);
  expect(await athena.sizeOf({ sql: SQL, parameters: PARAMETERS }, never)).toBe(table.scannedBytes);
  expect(await athena.sizeOf({ sql: 'SELECT x FROM nothing', parameters: [] }, never)).toBeUndefined();
});

test('what will read much is asked back by its plan and by what it read before, and runs once that is confirmed', async () => {
  const { ask } = openGuarded('large', { askAbove: 1000 });
  const refused = await ask().catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(CostError);
  expect(refused).toMatchObject({
    message: expect.stringMatching(/^this reads about [\d.]+ kB, under \$0\.01: run it all the same\?$/),
    confirmable: 'large',
  });
  expect((await ask({ person: 'U1', isConfirmed: true })).rows).toHaveLength(1);
  await expect(ask()).rejects.toThrow(/^this reads about/);
  expect((await ask({ person: 'digest weekly', isDigest: true })).rows).toHaveLength(1);
});

test('what reads little runs unasked, and is remembered', async () => {
  const { ask } = openGuarded('small', { askAbove: 1e9 });
  const { scannedBytes } = await ask();
  expect(await store.runSizes.find('small')).toEqual([
    { shape: expect.any(String), days: expect.any(Number), bytes: scannedBytes, isBilled: true },
  ]);
});

test('a budget counts what was read, is said when it is nearly used, and refuses what it has no room for', async () => {
  const bytes = (await openGuarded('free').ask()).scannedBytes;
  const { ask, used, notes, faults } = openGuarded('budgeted', { budgets: { person: { bytes: bytes * 2.4 } } });
  await ask();
  expect(notes).toEqual([]);
  await ask();
  expect(notes).toEqual([expect.stringMatching(/^[\d.]+ MB of [\d.]+ MB of your budget for today are used\.$/)]);
  await expect(ask()).rejects.toMatchObject({
    message: expect.stringMatching(
      /^this reads about .*, and .* MB of .* MB of your budget for today are used: ask #data for more$/,
    ),
    confirmable: undefined,
    isTemporary: true,
  });
  await expect(ask({ person: 'U1', channel: 'C1', isConfirmed: true })).rejects.toThrow('your budget');
  await ask({ person: 'U2', channel: 'C1' });
  expect((await used('person/U1')).bytes).toBe(bytes * 2);
  expect((await used('channel/C1')).bytes).toBe(bytes * 3);
  expect((await used('everybody')).bytes).toBe(bytes * 3);
  expect(faults).toEqual([]);
});

test('many at once use no more than a budget has, and what fails is not counted', async () => {
  const bytes = (await openGuarded('one').ask()).scannedBytes;
  const { ask, used } = openGuarded('many', { budgets: { channel: { bytes: bytes * 5 } } });
  const asks = Array.from({ length: 20 }, (_, index) =>
    ask({ person: `U${index}`, channel: 'C1' }, `${SQL} -- ${index}`),
  );
  const ran = (await Promise.allSettled(asks)).filter(({ status }) => status === 'fulfilled');
  expect(ran.length).toBeGreaterThan(0);
  expect(ran.length).toBeLessThanOrEqual(5);
  expect((await used('channel/C1')).bytes).toBe(bytes * ran.length);
  await expect(
    ask({ person: 'U1', channel: 'C2' }, 'SELECT nothing FROM orders WHERE day > ? AND day < ?'),
  ).rejects.toThrow();
  expect((await used('channel/C2')).bytes).toBe(0);
});

test('dollars are counted where bytes are billed, and a store that fails stops nothing', async () => {
  const { ask, used } = openGuarded('dollars', { budgets: { everybody: { dollars: 1 } } });
  await ask();
  expect((await used('everybody')).dollars).toBeCloseTo(50 / 2 ** 20, 6);
  const broken = { find: () => Promise.reject(new Error('away')), note: () => Promise.reject(new Error('away')) };
  const faults: unknown[] = [];
  const guard = openGuard({
    askAbove: 1e12,
    budgets: { person: { bytes: 1e12 } },
    sizes: broken,
    spending: { add: () => Promise.reject(new Error('away')), read: () => Promise.reject(new Error('away')) },
    sizeOf: async () => 1,
    calendar,
    contact: () => undefined,
    onFault: (error) => faults.push(error),
  });
  const { query } = parseQueryFile('broken.sql', 'SELECT 1');
  const settle = await guard.admit({ sql: 'SELECT 1', parameters: [] }, never, {
    query: query!,
    asked: { person: 'U1' },
  });
  await settle('failed');
  expect(faults.length).toBeGreaterThan(2);
});

test('where only the days of a period are read, the last 30 are offered, as far as they are few enough', async () => {
  const { query } = parseQueryFile(
    'days.sql',
    '/*---\nparams:\n  period: { type: period, default: 2025 }\n---*/\nSELECT 1 WHERE {{period.start}} < {{period.end}}',
  );
  const partitioned = { ...query!, dataset: { time: { partition: { sql: 'f.dt' } } } } as Query;
  const admit = (sizeInBytes: number, isPartitioned = true) =>
    openGuard({
      askAbove: 10e9,
      budgets: {},
      sizes: store.runSizes,
      spending: store.spending,
      sizeOf: async () => sizeInBytes,
      calendar,
      contact: () => undefined,
      onFault: () => {},
    }).admit({ sql: 'SELECT 1', parameters: [] }, never, {
      query: isPartitioned ? partitioned : query!,
      request: { query: 'days', values: {}, excluded: [] },
    });
  const cheaper = { text: 'days period="last 30 days"', label: 'the last 30 days' };
  await expect(admit(40e9)).rejects.toMatchObject({
    message: 'this reads about 40 GB, about $0.18: run it all the same, or ask for the last 30 days?',
    confirmable: 'days',
    cheaper,
    suggestions: [cheaper.text],
  });
  await expect(admit(400e9)).rejects.toMatchObject({ cheaper: undefined, suggestions: [] });
  await expect(admit(40e9, false)).rejects.toMatchObject({ cheaper: undefined });
});

test('a first question without a plan is sized by its tables, which no budget counts, or runs with a word that nobody knew', async () => {
  const { query } = parseQueryFile('first.sql', 'SELECT 1');
  const notes: string[] = [];
  const admit = (most: number | undefined, asked: Asked = { person: 'U1' }) =>
    openGuard({
      askAbove: 10e9,
      budgets: { person: { bytes: 1e9 } },
      sizes: store.runSizes,
      spending: store.spending,
      sizeOf: async () => undefined,
      tableSizeOf: async () => most,
      calendar,
      contact: () => undefined,
      now: () => new Date('2030-01-01T00:00:00Z'),
      onFault: () => {},
    }).admit({ sql: 'SELECT 1', parameters: [] }, never, {
      query: query!,
      asked,
      onNote: (note) => notes.push(note),
    });
  await expect(admit(40e9)).rejects.toThrow('this reads up to 40 GB, about $0.18: run it all the same?');
  expect(notes).toEqual([]);
  await (await admit(40e9, { person: 'U1', isConfirmed: true }))('stopped');
  await admit(5e9);
  await admit(undefined);
  await admit(undefined, { person: 'digest weekly', isDigest: true });
  expect(notes).toEqual(['How much this reads could not be told before it ran.']);
});
