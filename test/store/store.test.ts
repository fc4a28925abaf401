import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Store } from '../../src/store/store.ts';
import type { TestPostgres } from '../support/postgres.ts';

import { UserError } from '../../src/error.ts';
import { openStore } from '../../src/store/store.ts';
import { openPostgres } from '../support/postgres.ts';

const log = { warn() {} };

const folder = mkdtempSync(join(tmpdir(), 'owlpost-store-'));

const postgres = await openPostgres();

if (typeof postgres === 'string') console.warn(`the store is not tested on Postgres: there is ${postgres}`);

afterAll(async () => {
  rmSync(folder, { recursive: true });
  if (typeof postgres !== 'string') await postgres.close();
});

const monday = new Date('2026-11-23T09:00:00Z');

const later = (ms: number) => new Date(monday.getTime() + ms);

const plan = { digest: 'monday-sales', cron: '0 9 * * 1', timezone: 'UTC', nextDue: monday };

const nextPlan = { ...plan, nextDue: later(7 * 86_400_000) };

const due = { dueAt: monday, state: 'due' } as const;

const engines: [name: string, url: string][] = [
  ['SQLite', join(folder, 'new', 'owlpost.db')],
  ['Postgres', (postgres as TestPostgres).url ?? ''],
];

describe.each(engines)('openStore() on %s', (name, url) => {
  if (url === '') return test.skip(`there is no ${name} here`, () => {});
  let one: Store;
  let two: Store;

  beforeAll(async () => {
    one = await openStore(url, { log });
    two = await openStore(url, { log });
  });

  afterAll(async () => {
    await one.close();
    await two.close();
  });

  test('replan() lets one instance move a plan on and enter what is due', async () => {
    expect(await one.deliveries.findPlan('monday-sales')).toBeUndefined();
    expect(await Promise.all([one, two].map(({ deliveries }) => deliveries.replan(plan, {})))).toContain(true);
    expect(await one.deliveries.replan(plan, {})).toBe(false);
    expect(await two.deliveries.findPlan('monday-sales')).toEqual(plan);

    const moved = await Promise.all(
      [one, two, one, two].map(({ deliveries }) => deliveries.replan(nextPlan, { previous: plan, occurrence: due })),
    );
    expect(moved.filter(Boolean)).toEqual([true]);
    expect(await one.deliveries.findPlan('monday-sales')).toEqual(nextPlan);
    expect(await one.deliveries.list('monday-sales')).toEqual([
      { id: expect.any(String), digest: 'monday-sales', ...due, attempt: 0, message: undefined, error: undefined },
    ]);

    expect(await one.deliveries.replan({ ...plan, nextDue: undefined }, { previous: nextPlan })).toBe(true);
    expect(await one.deliveries.replan(nextPlan, { previous: { ...plan, nextDue: undefined }, occurrence: due })).toBe(
      true,
    );
    expect((await one.deliveries.list('monday-sales')).length).toBe(1);
  });

  test('claim() gives a delivery to one instance until its lease is over', async () => {
    const digests = ['other', 'monday-sales'];
    expect(await one.deliveries.claim(['other'], { now: monday, leaseMs: 1000 })).toBeUndefined();
    expect(await one.deliveries.claim([], { now: monday, leaseMs: 1000 })).toBeUndefined();
    const claims = await Promise.all(
      [one, two, one, two].map(({ deliveries }) => deliveries.claim(digests, { now: monday, leaseMs: 1000 })),
    );
    const [first, ...others] = claims.filter((claim) => claim !== undefined);
    expect(others).toEqual([]);
    expect(first).toMatchObject({ digest: 'monday-sales', state: 'due', attempt: 1 });

    expect(await one.deliveries.renew(first!, { until: later(3000) })).toBe(true);
    expect(await two.deliveries.claim(digests, { now: later(2999), leaseMs: 1000 })).toBeUndefined();
    expect(await one.deliveries.intend(first!)).toBe(true);
    const second = await two.deliveries.claim(digests, { now: later(3000), leaseMs: 1000 });
    expect(second).toMatchObject({ id: first!.id, state: 'posting', attempt: 2 });

    expect(await one.deliveries.renew(first!, { until: later(9000) })).toBe(false);
    expect(await one.deliveries.intend(first!)).toBe(false);
    expect(await one.deliveries.finish(first!, { state: 'posted', message: 'C1/1' })).toBe(false);

    expect(await two.deliveries.release(second!, { until: later(5000), error: 'away' })).toBe(true);
    const third = await one.deliveries.claim(digests, { now: later(5000), leaseMs: 1000 });
    expect(third).toMatchObject({ attempt: 3, state: 'posting', error: 'away' });
    expect(await one.deliveries.finish(third!, { state: 'posted', message: 'C1/1' })).toBe(true);
    expect(await one.deliveries.finish(third!, { state: 'failed', error: 'late' })).toBe(false);
    expect(await two.deliveries.claim(digests, { now: later(1e9), leaseMs: 1000 })).toBeUndefined();
    expect(await two.deliveries.list('monday-sales')).toMatchObject([{ state: 'posted', message: 'C1/1', attempt: 3 }]);
  });

  test('audit remembers who asked what', async () => {
    const entry = { at: monday, person: 'U1', question: 'sales country="Côte d\'Ivoire" 🦉', scannedBytes: 2 ** 45 };
    await one.audit.record(entry);
    await two.audit.record({ ...entry, at: later(1), person: 'digest' });
    expect(await one.audit.list({ since: monday })).toEqual([{ ...entry, at: later(1), person: 'digest' }, entry]);
    expect(await one.audit.list({ since: later(1) })).toMatchObject([{ person: 'digest' }]);
    expect(await one.audit.list({ since: monday, limit: 1 })).toMatchObject([{ person: 'digest' }]);
  });

  test('what was stored is there after opening it again', async () => {
    const again = await openStore(url, { log });
    expect((await again.deliveries.list('monday-sales')).length).toBe(1);
    await again.close();
  });
});

test('openStore(url) may be called by many processes at once', async () => {
  const file = join(folder, 'shared.db');
  const script = `
    import { openStore } from ${JSON.stringify(import.meta.resolve('../../src/store/store.ts'))};
    const store = await openStore(${JSON.stringify(file)}, { log: console });
    await store.deliveries.replan({ digest: 'one', cron: '* * * * *', timezone: 'UTC' }, {});
    await store.close();
  `;
  const node = promisify(execFile);
  const flags = ['--disable-warning=ExperimentalWarning', '--input-type=module', '--eval', script];
  const outputs = await Promise.all([1, 2, 3, 4].map(() => node(process.execPath, flags)));
  expect(outputs).toEqual(Array(4).fill({ stdout: '', stderr: '' }));
});

test('openStore(url) tells what it cannot open', async () => {
  const file = join(folder, 'text.db');
  writeFileSync(file, 'this is no database, but long enough to be looked at as if it were one');
  const newer = join(folder, 'newer.db');
  await openStore(newer, { log }).then((store) => store.close());
  const database = new DatabaseSync(newer);
  database.exec('INSERT INTO migrations VALUES (99, 0)');
  database.close();

  const outcomes: [url: string, message: RegExp][] = [
    [file, /text\.db cannot be opened \(file is not a database\); check OWLPOST_DATA$/],
    [newer, /^the stored state has version 99 and this Owlpost knows \d+; start the newer Owlpost that wrote it$/],
    [
      'postgres://owl:secret@127.0.0.1:1/x',
      /^the database at 127\.0\.0\.1:1 cannot be opened \(.*ECONNREFUSED.*\); check DATABASE_URL$/,
    ],
  ];
  for (const [url, message] of outcomes) {
    const error = await openStore(url, { log }).catch((reason) => reason);
    expect(error).toBeInstanceOf(UserError);
    expect(error.message).toMatch(message);
    expect(error.message).not.toContain('secret');
  }
});
