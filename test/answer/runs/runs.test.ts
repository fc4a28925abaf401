import { afterAll, beforeAll, expect, test } from 'vitest';

import type { Costs, RunsOptions } from '../../../src/answer/runs/runs.ts';
import type { Query } from '../../../src/catalogue/query.ts';
import type { Store } from '../../../src/store/store.ts';

import { openRuns } from '../../../src/answer/runs/runs.ts';
import { parseQueryFile } from '../../../src/catalogue/query-file.ts';
import { CostError } from '../../../src/error.ts';
import { openStore } from '../../../src/store/store.ts';
import { tableOf } from '../../charts/demo.ts';

const never = new AbortController().signal;

const STATEMENT = { sql: 'SELECT count(*) AS n FROM orders', parameters: [] };

let store: Store;

beforeAll(async () => {
  store = await openStore(':memory:', { log: { warn() {} } });
});

afterAll(() => store.close());

const queryOf = (name: string): Query => parseQueryFile(`${name}.sql`, 'SELECT 1').query!;

/** Runs over an Athena of one row, of which every statement reads a gigabyte; `ran` has what it was asked. */
function openReading(options: Partial<RunsOptions> & { readonly broken?: string } = {}) {
  const ran: string[] = [];
  const logged: object[] = [];
  const runs = openRuns(
    {
      run: async ({ sql }, signal, about) => {
        await about?.announcement?.begin(signal);
        ran.push(sql);
        if (sql === options.broken) throw new Error('no such table');
        return tableOf(['n: bigint'], [[1]]);
      },
      sizeOf: async () => 2 ** 30,
      tableSizeOf: async () => 2 ** 30,
      dataSource: 'here',
      follow: async () => undefined,
    },
    {
      budgets: {},
      calendar: { timezone: 'UTC', weekStart: 1, fiscalYearStart: 1 },
      contact: () => undefined,
      reuseMs: 0,
      log: { warn: (about: object) => void logged.push(about), error: (about: object) => void logged.push(about) },
      ...options,
    },
  );
  return { runs, ran, logged };
}

test('a large statement is asked back from the moment on at which the stores are open', async () => {
  let costs: Costs | undefined;
  const { runs, ran } = openReading({ askAbove: 1000, costs: () => costs });
  const query = queryOf('large');
  expect((await runs.run(STATEMENT, never, { query })).rows).toEqual([['1']]);
  costs = { runSizes: store.runSizes };
  await expect(runs.run({ ...STATEMENT, sql: 'SELECT 2' }, never, { query })).rejects.toThrow(CostError);
  await runs.run({ ...STATEMENT, sql: 'SELECT 3' }, never, { query, asked: { person: 'U1', isConfirmed: true } });
  expect(ran).toEqual([STATEMENT.sql, 'SELECT 3']);
});

test('without stores nothing is asked back', async () => {
  const { runs, ran } = openReading({ askAbove: 1000 });
  await runs.run(STATEMENT, never, { query: queryOf('unguarded') });
  expect(ran).toHaveLength(1);
});

test.each([
  [0, 2],
  [60_000, 1],
])('a result that is kept for %i ms is read by %i runs when it is asked for twice', async (reuseMs, times) => {
  const { runs, ran } = openReading({ reuseMs, costs: () => ({ runSizes: store.runSizes }) });
  const query = queryOf(`kept${reuseMs}`);
  await runs.run(STATEMENT, never, { query });
  const { reused } = await runs.run(STATEMENT, never, { query });
  expect([reused, ran.length]).toEqual([times === 1, times]);
});

test('what was forgotten runs anew', async () => {
  const { runs, ran } = openReading({ reuseMs: 60_000 });
  const query = queryOf('forgotten');
  await runs.run(STATEMENT, never, { query });
  runs.forget('another');
  await runs.run(STATEMENT, never, { query });
  expect(ran).toHaveLength(1);
  runs.forget('forgotten');
  await runs.run(STATEMENT, never, { query });
  expect(ran).toHaveLength(2);
});

test.each([
  [0, 0],
  [60_000, 1],
])('runs whose results are kept for %i ms are told to other instances: %i of one', async (reuseMs, count) => {
  const claimed: string[] = [];
  const knownRuns: NonNullable<Costs['knownRuns']> = {
    ...store.knownRuns,
    claim: (key, run) => {
      claimed.push(run.query);
      return store.knownRuns.claim(key, run);
    },
  };
  const { runs } = openReading({ reuseMs, costs: () => ({ runSizes: store.runSizes, knownRuns }) });
  await runs.run(STATEMENT, never, { query: queryOf(`told${reuseMs}`) });
  expect(claimed).toHaveLength(count);
});

test('a list of values is read once, and one that cannot be read is empty and logged', async () => {
  const header = `/*---
params:
  good: { type: string, optional: true, values: "SELECT good FROM a" }
  bad: { type: string, optional: true, values: "SELECT bad FROM b" }
  fixed: { type: string, optional: true, values: [x, y] }
---*/
SELECT 1 [[ WHERE a = {{good}} ]] [[ WHERE a = {{bad}} ]] [[ WHERE a = {{fixed}} ]]`;
  const query = parseQueryFile('lists.sql', header).query!;
  const { runs, ran, logged } = openReading({ broken: 'SELECT bad FROM b' });
  const [good, bad, fixed] = query.params;
  expect(await runs.values(query, good!)).toEqual(['1']);
  expect(await runs.values(query, good!)).toEqual(['1']);
  expect(await runs.values(query, fixed!)).toEqual(['x', 'y']);
  expect(await runs.values(query, bad!)).toEqual([]);
  expect(ran).toEqual(['SELECT good FROM a', 'SELECT bad FROM b']);
  expect(logged).toEqual([{ sql: 'SELECT bad FROM b', error: new Error('no such table') }]);
});

test('how new the data are was read a quarter of an hour ago at most, what must be new a minute ago, and what was forgotten not before', async () => {
  let at = Date.parse('2026-11-23T09:00:00Z');
  const { runs, ran } = openReading({ now: () => new Date(at) });
  const query = { ...queryOf('fresh'), freshness: 'SELECT max(day) FROM orders' };
  const reads = async (minutes: number, options?: { readonly isNew: boolean }) => {
    at += minutes * 60_000;
    const before = ran.length;
    expect(await runs.freshness(query, options)).toBe('1');
    return ran.length - before;
  };
  expect(await reads(0)).toBe(1);
  expect(await reads(15)).toBe(0);
  expect(await reads(1), 'nobody is told what was read longer ago').toBe(1);
  expect(await reads(1, { isNew: true })).toBe(0);
  expect(await reads(1, { isNew: true })).toBe(1);
  runs.forget('another');
  expect(await reads(1)).toBe(0);
  runs.forget('fresh');
  at += 1;
  expect(await reads(0)).toBe(1);
});
