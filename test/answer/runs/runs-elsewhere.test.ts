import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';

import type { Store } from '../../../src/store/store.ts';
import type { Script } from '../../support/athena-endpoint.ts';
import type { TestPostgres } from '../../support/postgres.ts';

import { openRunOnce } from '../../../src/answer/runs/run-once.ts';
import { openRunsElsewhere } from '../../../src/answer/runs/runs-elsewhere.ts';
import { openAthenaClient } from '../../../src/athena/client.ts';
import { parseQueryFile } from '../../../src/catalogue/query-file.ts';
import { openStore } from '../../../src/store/store.ts';
import { execution, openEndpoint } from '../../support/athena-endpoint.ts';
import { openPostgres } from '../../support/postgres.ts';

const never = new AbortController().signal;

const STATEMENT = { sql: 'SELECT count(*) AS n FROM orders WHERE country = ?', parameters: ["'France'"] };

const query = parseQueryFile('orders.sql', 'SELECT 1').query!;

const folder = mkdtempSync(join(tmpdir(), 'owlpost-elsewhere-'));

const postgres = await openPostgres();

if (typeof postgres === 'string') console.warn(`runs are not shared over Postgres here: there is ${postgres}`);

const engines: [name: string, url: string][] = [
  ['SQLite', join(folder, 'owlpost.db')],
  ['Postgres', (postgres as TestPostgres).url ?? ''],
];

afterAll(async () => {
  rmSync(folder, { recursive: true });
  if (typeof postgres !== 'string') await postgres.close();
});

describe.each(engines.filter(([, url]) => url !== ''))('instances over one %s', (_, url) => {
  const closers: (() => Promise<void>)[] = [];
  const faults: unknown[] = [];
  const counts = { joins: 0 };
  const clock = { minutes: 0, asOf: undefined as string | undefined };
  let database = 'demo';
  let scripted: Awaited<ReturnType<typeof openEndpoint>>;

  beforeEach(() => {
    faults.length = 0;
    counts.joins = 0;
    clock.minutes = 0;
    clock.asOf = undefined;
    database = `demo ${Math.random()}`; // each test is alone in the store
  });

  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close();
    expect(faults).toEqual([]);
  });

  async function openScript(script: Script = {}) {
    scripted = await openEndpoint(script);
    closers.push(scripted.close);
  }

  const callsOf = (operation: string) => scripted.bodiesOf(`${operation}QueryExecution`).length;

  /** An instance with a store and a client of its own. */
  async function openInstance({ inDatabase = database, keptMs = 3_600_000, broken = false } = {}) {
    const store: Store = await openStore(url, { log: { warn() {} } });
    const athena = openAthenaClient({
      database: inDatabase,
      region: 'eu-west-1',
      endpoint: scripted.url,
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      log: { debug() {}, warn() {} },
    });
    let isClosed = false;
    const close = async () => {
      if (isClosed) return;
      isClosed = true;
      await athena.close();
      await store.close();
    };
    closers.push(close);
    if (broken) await store.close();
    const told: unknown[] = [];
    const onFault = (error: unknown) => (broken ? told : faults).push(error);
    const join: typeof store.knownRuns.join = async (key, token) => {
      counts.joins += 1;
      return store.knownRuns.join(key, token);
    };
    const elsewhere = openRunsElsewhere({ ...athena, knownRuns: { ...store.knownRuns, join }, onFault });
    const { run, forget } = openRunOnce(athena.run, {
      keptMs,
      lookups: { column: async () => (clock.asOf ? [clock.asOf] : []), readAt: () => (clock.asOf ? now() : undefined) },
      believedMs: 900_000,
      elsewhere: () => elsewhere,
      now,
    });
    const ask = (signal = never, sql = STATEMENT.sql) =>
      run({ ...STATEMENT, sql }, signal, { query: { ...query, freshness: 'SELECT max(day) FROM orders' } });
    return { ask, forget, close, told, knownRuns: store.knownRuns };
  }

  const begun = Date.now(); // the store forgets by the real clock what is older than a day
  const now = () => new Date(begun + clock.minutes * 60_000);

  /** A script in which queries run until they are let end. */
  function heldScript() {
    const held = { state: 'RUNNING' };
    const script: Script = {
      GetQueryExecution: ({ QueryExecutionId }) => ({ QueryExecution: execution(QueryExecutionId, held.state) }),
      StopQueryExecution: () => {
        held.state = 'CANCELLED';
        return {};
      },
    };
    return { held, script };
  }

  test('a finished result is read again by another instance, and by the same one after a restart', async () => {
    await openScript();
    const [one, other] = [await openInstance(), await openInstance()];
    const first = await one.ask();
    clock.minutes = 4;
    const second = await other.ask();
    expect(second).toEqual({
      ...first,
      scannedBytes: 0,
      elapsedMs: 0,
      reused: true,
      ranAt: new Date(begun),
    });
    await one.close();
    const restarted = await openInstance();
    expect(await restarted.ask()).toMatchObject({ executionId: first.executionId, reused: true });
    const read = scripted.bodiesOf('GetQueryResults').length;
    expect(await restarted.ask()).toMatchObject({ rows: first.rows, reused: true });
    expect(scripted.bodiesOf('GetQueryResults').length).toBe(read); // it is kept in memory by now
    expect(callsOf('Start')).toBe(1);
    expect((await restarted.ask(never, `${STATEMENT.sql} AND year = 2025`)).reused).toBe(false);
    expect((await (await openInstance({ inDatabase: 'another' })).ask()).reused).toBe(false);
    expect(callsOf('Start')).toBe(3);
  });

  test('it is not when it is too old, or the data are newer, or nothing is to be used again', async () => {
    await openScript();
    clock.asOf = '2026-11-26';
    const one = await openInstance();
    await one.ask();
    clock.minutes = 50;
    expect((await (await openInstance()).ask()).reused).toBe(true);
    clock.asOf = '2026-11-27';
    const other = await openInstance();
    expect((await other.ask()).reused).toBe(false);
    clock.minutes = 130;
    expect((await (await openInstance()).ask()).reused).toBe(false);
    clock.asOf = undefined; // nobody tells how new the data are
    clock.minutes = 134;
    expect((await (await openInstance()).ask()).reused).toBe(true);
    clock.minutes = 136;
    expect((await (await openInstance()).ask()).reused).toBe(false);
    clock.minutes = 20; // a clock that is wrong by hours is not believed
    expect((await (await openInstance()).ask()).reused).toBe(false);
    expect((await one.ask(never, 'SELECT current_date')).reused).toBe(false);
    expect((await other.ask(never, 'SELECT current_date')).reused).toBe(false);
  });

  test('what is under way on one instance is waited for by the others', async () => {
    const { held, script } = heldScript();
    await openScript(script);
    const instances = await Promise.all([1, 2, 3].map(() => openInstance()));
    const tables = Promise.all(instances.map(({ ask }) => ask()));
    await expect.poll(() => counts.joins).toBe(2);
    held.state = 'SUCCEEDED';
    const all = await tables;
    expect(new Set(all.map(({ executionId }) => executionId)).size).toBe(1);
    expect(all.filter(({ reused }) => !reused).length).toBe(1);
    expect(
      all
        .map(({ scannedBytes }) => scannedBytes)
        .sort((left, right) => left - right)
        .slice(0, 2),
    ).toEqual([0, 0]);
    expect(callsOf('Start')).toBe(1);
  });

  test('it is stopped when the last instance has left, and not before', async () => {
    const { held, script } = heldScript();
    await openScript(script);
    const [one, other, third] = [await openInstance(), await openInstance(), await openInstance()];
    const [first, second] = [new AbortController(), new AbortController()];
    const outcomes = [one.ask(first.signal)];
    await expect.poll(() => callsOf('Start')).toBe(1);
    outcomes.push(other.ask(second.signal), third.ask());
    const ends = Promise.allSettled(outcomes);
    await expect.poll(() => counts.joins).toBe(2);
    first.abort(new Error('gone'));
    await one.close(); // waits for whatever it would stop
    second.abort(new Error('gone, too'));
    await other.close();
    expect(callsOf('Stop')).toBe(0);
    held.state = 'SUCCEEDED';
    expect((await ends).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled']);

    held.state = 'RUNNING';
    const [fourth, fifth] = [await openInstance(), await openInstance()];
    const leaving = new AbortController();
    const sql = `${STATEMENT.sql} AND year = 2025`;
    const both = Promise.allSettled([fourth.ask(leaving.signal, sql), fifth.ask(leaving.signal, sql)]);
    await expect.poll(() => counts.joins).toBe(3);
    leaving.abort(new Error('nobody waits'));
    await both;
    await Promise.all([fourth.close(), fifth.close()]);
    expect(callsOf('Stop')).toBe(1);
  });

  test('a run that fails elsewhere, or whose result is gone, is run anew', async () => {
    const lost = new Set<unknown>();
    await openScript({
      GetQueryExecution: ({ QueryExecutionId }) => ({
        QueryExecution: execution(QueryExecutionId, QueryExecutionId === 'query-1' ? 'FAILED' : 'SUCCEEDED', {
          Status: { StateChangeReason: 'COLUMN_NOT_FOUND', AthenaError: { ErrorCategory: 2, ErrorType: 1006 } },
        }),
      }),
      GetQueryResults: ({ QueryExecutionId }) =>
        lost.has(QueryExecutionId)
          ? { error: 'InvalidRequestException', detail: { Message: 'Could not find results' } }
          : { ResultSet: { Rows: [], ResultSetMetadata: { ColumnInfo: [] } } },
    });
    const one = await openInstance();
    await expect(one.ask()).rejects.toThrow('COLUMN_NOT_FOUND');
    expect(await (await openInstance()).ask()).toMatchObject({ executionId: 'query-2', reused: false });
    lost.add('query-2');
    const other = await openInstance();
    expect(await other.ask()).toMatchObject({ executionId: 'query-3', reused: false });
    expect(await (await openInstance()).ask()).toMatchObject({ executionId: 'query-3', reused: true });
  });

  test('a run that was claimed and never started is taken over', async () => {
    await openScript();
    const one = await openInstance();
    await one.ask();
    const claims: string[] = [];
    const dead = await openInstance();
    const claim: typeof dead.knownRuns.claim = async (key, run) => {
      claims.push(key);
      return dead.knownRuns.claim(key, run);
    };
    const { announce } = openRunsElsewhere({
      knownRuns: { ...dead.knownRuns, claim },
      dataSource: JSON.stringify([scripted.url, 'eu-west-1', undefined, database, 'primary']),
      follow: async () => undefined,
      onFault: (error) => faults.push(error),
    });
    const sql = `${STATEMENT.sql} AND year = 2025`;
    const run = { query: query.name, ranAt: now(), asOf: undefined };
    const key = `${query.name}\n${JSON.stringify([sql, STATEMENT.parameters])}`;
    expect(await announce(key, run, { isGood: () => true }).begin(never)).toBe(undefined);
    expect(await (await openInstance()).ask(never, sql)).toMatchObject({ executionId: 'query-2', reused: false });
    expect((await dead.knownRuns.find(claims[0]!))?.executionId).toBe('query-2');
  });

  test('Refresh on one instance makes all run anew', async () => {
    await openScript();
    const one = await openInstance();
    await one.ask();
    one.forget(query.name);
    expect((await one.ask()).executionId).toBe('query-2');
    expect((await (await openInstance()).ask()).executionId).toBe('query-2');
    one.forget(query.name);
    await expect.poll(async () => (await (await openInstance()).ask()).executionId).toBe('query-3');
  });

  test('a store that is away stops no question', async () => {
    await openScript();
    const broken = await openInstance({ broken: true });
    expect((await broken.ask()).reused).toBe(false);
    expect(broken.told.length).toBeGreaterThan(0);
  });
});
