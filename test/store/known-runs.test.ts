import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';

import type { Store } from '../../src/store/store.ts';
import type { TestPostgres } from '../support/postgres.ts';

import { openKnownRuns } from '../../src/store/known-runs.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { openStore } from '../../src/store/store.ts';
import { openPostgres } from '../support/postgres.ts';

const folder = mkdtempSync(join(tmpdir(), 'owlpost-known-runs-'));

const file = join(folder, 'owlpost.db');

const postgres = await openPostgres();

if (typeof postgres === 'string') console.warn(`known runs are not tested on Postgres: there is ${postgres}`);

afterAll(async () => {
  rmSync(folder, { recursive: true });
  if (typeof postgres !== 'string') await postgres.close();
});

const engines: [name: string, url: string][] = [
  ['SQLite', file],
  ['Postgres', (postgres as TestPostgres).url ?? ''],
];

/** It ran now, as the store forgets by the real clock what is older than a day. */
const RUN = { after: undefined, query: 'sales', ranAt: new Date(), asOf: '2026-11-26' };

describe.each(engines.filter(([, url]) => url !== ''))('on %s', (_, url) => {
  const stores: Store[] = [];

  afterEach(async () => {
    for (const store of stores.splice(0)) await store.close();
  });

  async function open() {
    const store = await openStore(url, { log: { warn() {} } });
    stores.push(store);
    return store.knownRuns;
  }

  test('of several instances one claims a run, and one takes the place of an old one', async () => {
    const runs = await Promise.all([1, 2, 3].map(open));
    const tokens = await Promise.all(runs.map(({ claim }) => claim('claimed', RUN)));
    const [token, ...more] = tokens.filter((given) => given !== undefined);
    expect(more).toEqual([]);
    expect(await runs[0]!.find('claimed')).toEqual({ token, executionId: undefined, ranAt: RUN.ranAt, asOf: RUN.asOf });
    await runs[0]!.start('claimed', token!, 'execution-1');
    expect((await runs[1]!.find('claimed'))?.executionId).toBe('execution-1');
    const next = await Promise.all(
      runs.map(({ claim }) => claim('claimed', { ...RUN, after: token, asOf: undefined })),
    );
    const [other] = next.filter((given) => given !== undefined);
    expect(next.filter((given) => given !== undefined).length).toBe(1);
    await runs[0]!.start('claimed', token!, 'too late');
    expect(await runs[2]!.find('claimed')).toEqual({ token: other, executionId: undefined, ranAt: RUN.ranAt });
  });

  test('the last instance that leaves is told so, once, and the run is forgotten then', async () => {
    const [one, other] = [await open(), await open()];
    const token = (await one.claim('left', RUN))!;
    expect(await other.join('left', token)).toBe(true);
    expect(await other.join('left', 'another run')).toBe(false);
    const left = await Promise.all([one.leave('left', token), other.leave('left', token)]);
    expect(left.sort()).toEqual([false, true]);
    expect(await one.find('left')).toBe(undefined);
    expect(await one.join('left', token)).toBe(false);
    expect(await one.leave('left', token)).toBe(true); // nobody else is known to wait
  });

  test('a run is withdrawn by its token, and those of a query are forgotten together', async () => {
    const runs = await open();
    const token = (await runs.claim('withdrawn', RUN))!;
    await runs.withdraw('withdrawn', 'another run');
    expect((await runs.find('withdrawn'))?.token).toBe(token);
    await runs.withdraw('withdrawn', token);
    expect(await runs.find('withdrawn')).toBe(undefined);
    await runs.claim('of sales', RUN);
    const kept = await runs.claim('of customers', { ...RUN, query: 'customers' });
    await runs.forget('sales');
    expect(await runs.find('of sales')).toBe(undefined);
    expect((await runs.find('of customers'))?.token).toBe(kept);
  });
});

test('runs are forgotten after a day', async () => {
  await (await openStore(file, { log: { warn() {} } })).close();
  const database = openSqlite(file);
  let at = RUN.ranAt.getTime();
  const runs = openKnownRuns(database, () => at);
  await runs.claim('old', RUN);
  at += 25 * 60 * 60_000;
  await runs.claim('new', { ...RUN, ranAt: new Date(at) });
  expect(await runs.find('old')).toBe(undefined);
  expect(await runs.find('new')).toBeDefined();
  await database.destroy();
});
