import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

import type { Run, RunOptions } from '../../../src/answer/context.ts';
import type { Athena } from '../../../src/athena/client.ts';
import type { Query } from '../../../src/catalogue/query.ts';
import type { Bench } from '../../support/ask.ts';

import { openLookupCache } from '../../../src/answer/runs/lookup-cache.ts';
import { openRunOnce } from '../../../src/answer/runs/run-once.ts';
import { parseQueryFile } from '../../../src/catalogue/query-file.ts';
import { openBench, openBenchClient } from '../../support/ask.ts';

const never = new AbortController().signal;

const COUNT = {
  sql: 'SELECT count(*) AS n, max(day) AS newest FROM orders WHERE country = ?',
  parameters: ["'France'"],
};

const BELIEVED_MS = 15 * 60_000;

let bench: Bench;

let athena: Athena;

beforeAll(async () => {
  bench = await openBench({ 'orders/a.csv': 'day,country\n2026-11-01,France\n' });
  athena = openBenchClient(bench, { reuseMinutes: 0 });
});

afterAll(async () => {
  await athena.close();
  await bench.close();
});

function queryOf(name: string, freshness?: string): Query {
  const { query } = parseQueryFile(`${name}.sql`, 'SELECT 1');
  return { ...query!, ...(freshness && { freshness }) };
}

/** Runs once over the real client, at a time that the test sets; `ran` counts what Athena was asked of queries. */
function openOnce() {
  const state = {
    minutes: 0,
    ran: 0,
    abouts: [] as RunOptions[],
    gate: Promise.resolve(),
    signals: [] as AbortSignal[],
  };
  const now = () => new Date(Date.UTC(2026, 10, 27, 9, state.minutes));
  const counting: Run = async (statement, signal, about = {}) => {
    if (about.query) {
      state.ran += 1;
      state.abouts.push(about);
      state.signals.push(signal);
      await state.gate;
    }
    return athena.run(statement, signal, about);
  };
  const lookups = openLookupCache(counting, { now, ttlMs: BELIEVED_MS, retryMs: 60_000, onFailure: () => {} });
  const once = openRunOnce(counting, { keptMs: 3_600_000, lookups, believedMs: BELIEVED_MS, now });
  return { ...once, state, lookups };
}

test('people who ask the same at once share one run, and a later one gets its result and when that was', async () => {
  const { run, state } = openOnce();
  const query = queryOf('shared');
  const tables = await Promise.all([1, 2, 3].map(() => run(COUNT, never, { query })));
  expect(state.ran).toBe(1);
  expect(tables.map(({ reused }) => reused)).toEqual([false, true, true]);
  expect(tables.map(({ scannedBytes }) => scannedBytes > 0)).toEqual([true, false, false]);
  expect(new Set(tables.map(({ executionId }) => executionId)).size).toBe(1);
  state.minutes = 4;
  const later = await run(COUNT, never, { query });
  expect(later).toMatchObject({ rows: tables[0]!.rows, reused: true, scannedBytes: 0 });
  expect(later.ranAt).toEqual(new Date('2026-11-27T09:00:00Z'));
  await run({ ...COUNT, parameters: ["'Spain'"] }, never, { query });
  expect(state.ran).toBe(2);
});

test('a shared run goes on until the last asker has left, and then Athena is told to stop', async () => {
  const { run, state } = openOnce();
  const query = queryOf('cancelled');
  const [first, second] = [new AbortController(), new AbortController()];
  const outcomes = [first, second].map(({ signal }) => run(COUNT, signal, { query }));
  first.abort(new Error('cancelled'));
  await expect(outcomes[0]).rejects.toThrow('cancelled');
  expect((await outcomes[1])?.rows[0]?.[0]).toBe('1');
  const other = { ...COUNT, sql: `${COUNT.sql} AND day > DATE '2020-01-01'` };
  const [third, fourth] = [new AbortController(), new AbortController()];
  const gate = Promise.withResolvers<void>();
  state.gate = gate.promise;
  const both = Promise.allSettled([third, fourth].map(({ signal }) => run(other, signal, { query })));
  await expect.poll(() => state.ran).toBe(2);
  third.abort(new Error('gone'));
  expect(state.signals.at(-1)?.aborted).toBe(false);
  fourth.abort(new Error('gone, too'));
  await both;
  expect(state.signals.at(-1)?.reason).toEqual(new Error('gone, too'));
  gate.resolve();
  expect((await run(other, never, { query })).reused).toBe(false);
  expect(state.ran).toBe(3);
});

test('a result is used again as long as the data are no newer, and looked up anew when they are', async () => {
  const { run, state, lookups } = openOnce();
  const freshness = 'SELECT max(day) FROM orders';
  const query = queryOf('fresh', freshness);
  await lookups.column(freshness);
  await run(COUNT, never, { query });
  state.minutes = 14;
  expect((await run(COUNT, never, { query })).reused).toBe(true);
  state.minutes = 20; // how new the data are was read too long ago to be believed, and is read again
  expect((await run(COUNT, never, { query })).reused).toBe(false);
  await writeFile(join(bench.lake, 'orders/b.csv'), 'day,country\n2026-11-02,France\n');
  state.minutes = 40;
  await expect.poll(() => lookups.column(freshness)).toEqual(['2026-11-02']);
  expect(await run(COUNT, never, { query })).toMatchObject({ reused: false, rows: [['2', '2026-11-02']] });
  expect((await run(COUNT, never, { query })).reused).toBe(true);
});

test('forget() makes the next question run anew, also beside a run under way, and tells Athena so', async () => {
  const { run, forget, state } = openOnce();
  const [query, other] = [queryOf('forgotten'), queryOf('kept')];
  await Promise.all([run(COUNT, never, { query }), run(COUNT, never, { query: other })]);
  forget('forgotten');
  expect((await run(COUNT, never, { query })).reused).toBe(false);
  expect((await run(COUNT, never, { query: other })).reused).toBe(true);
  expect(state.abouts.at(-1)?.notBefore).toEqual(new Date('2026-11-27T09:00:00Z'));
  state.minutes = 10;
  const gate = Promise.withResolvers<void>();
  state.gate = gate.promise;
  const underWay = run(COUNT, never, { query });
  await expect.poll(() => state.ran).toBe(4);
  forget('forgotten');
  const anew = run(COUNT, never, { query });
  gate.resolve();
  expect((await Promise.all([underWay, anew])).map(({ reused }) => reused)).toEqual([false, false]);
});

test('what asks for the time or for chance is not used again, and neither is a statement of no query', async () => {
  const { run, state } = openOnce();
  const query = queryOf('changing');
  const changing = { sql: "SELECT count(*) FROM orders WHERE current_date > DATE '2020-01-01'", parameters: [] };
  await run(changing, never, { query });
  expect((await run(changing, never, { query })).reused).toBe(false);
  await run(COUNT, never);
  expect((await run(COUNT, never)).reused).toBe(false);
  expect(state.ran).toBe(2);
});
