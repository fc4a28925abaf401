import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { AuditEntry } from '../../src/answer/audit.ts';
import type { Store } from '../../src/store/store.ts';
import type { TestPostgres } from '../support/postgres.ts';

import { runIdOf } from '../../src/digests/delivery.ts';
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

const schedule = { digest: 'monday-sales', cron: '0 9 * * 1', timezone: 'UTC', since: monday };

const due = { dueAt: monday, state: 'due' } as const;

const ENTRY = {
  person: 'U1',
  channel: 'C1',
  question: 'sales',
  outcome: 'answered',
  reason: null,
  query: 'sales',
  executionId: '00000000-0000-0000-0000-000000000001',
  scannedBytes: 2 ** 45,
  dollars: 160.5,
  rows: 3,
  isReused: true,
  elapsedMs: 1200,
} as const;

const posted = { state: 'posted', channel: 'C1', message: '1.1', postedAt: monday, fingerprint: 'f' } as const;

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

  test('enter() notes a schedule, and what is due once', async () => {
    expect(await one.deliveries.findSchedules(['monday-sales'])).toEqual(new Map());
    await Promise.all(
      [one, two, one].map(({ deliveries }) => deliveries.enter([{ schedule, occurrences: [due] }], monday)),
    );
    expect(await two.deliveries.findSchedules(['monday-sales', 'none'])).toEqual(new Map([['monday-sales', schedule]]));
    expect(await one.deliveries.list({ digest: 'monday-sales' })).toEqual([
      { id: runIdOf('monday-sales', monday), digest: 'monday-sales', ...due, attempt: 0, failures: 0 },
    ]);
    await one.deliveries.enter(
      [{ schedule: { ...schedule, since: later(1) }, occurrences: [{ ...due, state: 'skipped', reason: 'late' }] }],
      monday,
    );
    expect(await two.deliveries.findSchedules(['monday-sales'])).toEqual(
      new Map([['monday-sales', { ...schedule, since: later(1) }]]),
    );
    expect(await two.deliveries.list()).toMatchObject([{ state: 'due' }]);
  });

  test('enter() makes due again what a clock far ahead has marked as missed', async () => {
    const missed = { dueAt: later(1000), state: 'skipped', reason: 'missed' } as const;
    const other = { ...schedule, digest: 'clock' };
    await one.deliveries.enter([{ schedule: other, occurrences: [missed] }], later(365 * 86_400_000));
    await one.deliveries.enter([{ schedule: other, occurrences: [{ dueAt: later(1000), state: 'due' }] }], later(1000));
    expect(await one.deliveries.list({ digest: 'clock' })).toMatchObject([{ state: 'due', reason: undefined }]);
    const [jumped] = await one.deliveries.claim(['clock'], { now: later(365 * 86_400_000), leaseMs: 1000, limit: 1 });
    expect(jumped).toMatchObject({ attempt: 1 });
    expect(await two.deliveries.claim(['clock'], { now: later(2000), leaseMs: 1000, limit: 1 })).toMatchObject([
      { attempt: 2 },
    ]);
    expect(await two.deliveries.claim(['clock'], { now: later(999), leaseMs: 1000, limit: 1 })).toEqual([]);
  });

  test('claim() gives a delivery to one instance until its lease is over', async () => {
    const digests = ['other', 'monday-sales'];
    expect(await one.deliveries.claim(['other'], { now: monday, leaseMs: 1000, limit: 1 })).toEqual([]);
    expect(await one.deliveries.claim([], { now: monday, leaseMs: 1000, limit: 1 })).toEqual([]);
    const claims = await Promise.all(
      [one, two, one, two].map(({ deliveries }) => deliveries.claim(digests, { now: monday, leaseMs: 1000, limit: 1 })),
    );
    const [first, ...others] = claims.flat();
    expect(others).toEqual([]);
    expect(first).toMatchObject({ digest: 'monday-sales', state: 'running', attempt: 1 });

    expect(await one.deliveries.renew(first!, { until: later(3000) })).toBe(true);
    expect(await two.deliveries.claim(digests, { now: later(2999), leaseMs: 1000, limit: 1 })).toEqual([]);
    expect(await one.deliveries.advance(first!, 'posting')).toBe(true);
    const [second] = await two.deliveries.claim(digests, { now: later(3000), leaseMs: 1000, limit: 1 });
    expect(second).toMatchObject({ id: first!.id, state: 'running', attempt: 2 });

    expect(await one.deliveries.renew(first!, { until: later(9000) })).toBe(false);
    expect(await one.deliveries.advance(first!, 'posting')).toBe(false);
    expect(await one.deliveries.finish(first!, posted)).toBe(false);

    expect(await two.deliveries.release(second!, { until: later(5000), reason: 'away', failures: 1 })).toBe(true);
    const [third] = await one.deliveries.claim(digests, { now: later(5000), leaseMs: 1000, limit: 1 });
    expect(third).toMatchObject({ attempt: 3, state: 'running', reason: 'away', failures: 1 });
    expect(await one.deliveries.finish(third!, posted)).toBe(true);
    expect(await one.deliveries.finish(third!, { state: 'failed', reason: 'late' })).toBe(false);
    expect(await two.deliveries.claim(digests, { now: later(1e9), leaseMs: 1000, limit: 1 })).toEqual([]);
    expect(await two.deliveries.list({ digest: 'monday-sales' })).toMatchObject([{ ...posted, attempt: 3 }]);
    expect(await two.deliveries.find(first!.id)).toMatchObject({ ...posted, reason: undefined });
    expect(await two.deliveries.tellOnce(first!, monday)).toBe(true);
    expect(await one.deliveries.tellOnce(first!, monday)).toBe(false);
  });

  test('skipOpen() ends what is open of one digest, but no message that is on its way', async () => {
    const open = { ...schedule, digest: 'paused' };
    const dues = [later(0), later(1000), later(2000)].map((dueAt) => ({ dueAt, state: 'due' }) as const);
    await one.deliveries.enter([{ schedule: open, occurrences: dues }], monday);
    const [held] = await one.deliveries.claim(['paused'], { now: later(3000), leaseMs: 1000, limit: 1 });
    const [posting] = await one.deliveries.claim(['paused'], { now: later(3000), leaseMs: 1000, limit: 1 });
    await one.deliveries.advance(posting!, 'posting');
    await two.deliveries.skipOpen('paused', 'it was paused');
    const states = (await one.deliveries.list({ digest: 'paused' })).map(({ state, reason }) => [state, reason]);
    const skipped = ['skipped', 'it was paused'];
    expect(states).toEqual([skipped, ['posting', undefined], skipped]);
    expect(await one.deliveries.advance(held!, 'posting')).toBe(false);
    expect(await one.deliveries.finish(posting!, posted)).toBe(true);
  });

  test('skipOrphans() ends what is old and belongs to no digest', async () => {
    for (const digest of ['gone', 'kept']) {
      await one.deliveries.enter(
        [{ schedule: { ...schedule, digest }, occurrences: [due, { dueAt: later(5000), state: 'due' }] }],
        monday,
      );
    }
    await one.deliveries.claim(['gone'], { now: later(1), leaseMs: 1000, limit: 1 });
    const options = { before: later(5000), reason: 'there is no such digest any more' };
    const statesOf = async (digest: string) => (await two.deliveries.list({ digest })).map(({ state }) => state);
    await two.deliveries.skipOrphans(['kept'], { ...options, now: later(1000) });
    expect(await statesOf('gone'), 'somebody holds it').toEqual(['due', 'running']);
    await two.deliveries.skipOrphans(['kept'], { ...options, now: later(1001) });
    expect(await statesOf('gone')).toEqual(['due', 'skipped']);
    expect(await statesOf('kept')).toEqual(['due', 'due']);
    await two.deliveries.skipOrphans([], { ...options, now: later(1001) });
    expect(await statesOf('kept')).toEqual(['due', 'skipped']);
  });

  test('retry() makes due what failed or waits, and nothing else; notices are known by their digest', async () => {
    const { deliveries } = one;
    const name = 'retried';
    const moments = [later(0), later(1000), later(2000)];
    const occurrences = moments.map((dueAt) => ({ dueAt, state: 'due' as const }));
    await deliveries.enter([{ schedule: { ...schedule, digest: name }, occurrences }], monday);
    const options = { now: later(5000), leaseMs: 1000, limit: 3 };
    const [failed, put, done] = await deliveries.claim([name], options);
    expect(await deliveries.retry(failed!.id, later(5000)), 'it is being worked on').toBe(false);
    await deliveries.finish(failed!, { state: 'failed', reason: 'a fault' });
    await deliveries.release(put!, { until: later(3_600_000), reason: 'Athena is away' });
    await deliveries.finish(done!, posted);
    for (const each of [failed!, put!]) await deliveries.noteNotice(each, { channel: 'C1', ts: each.id });
    expect(await deliveries.noticesOf(name)).toHaveLength(2);
    for (const [each, isRetried] of [[failed, true] as const, [put, true] as const, [done, false] as const]) {
      expect(await deliveries.retry(each!.id, later(6000))).toBe(isRetried);
    }
    const again = await deliveries.claim([name], { ...options, now: later(6000) });
    expect(again).toMatchObject([
      { id: failed!.id, retriedAt: later(6000), notice: { channel: 'C1', ts: failed!.id } },
      { id: put!.id, retriedAt: later(6000) },
    ]);
    await deliveries.clearNotices(name);
    expect(await deliveries.noticesOf(name)).toEqual([]);
  });

  test('findLater() and hasten() find what has overtaken a delivery, and have it tried at once', async () => {
    const digest = 'overtaken';
    const occurrences = [
      due,
      { dueAt: later(1000), state: 'due' } as const,
      { dueAt: later(9000), state: 'due' } as const,
    ];
    await one.deliveries.enter([{ schedule: { ...schedule, digest }, occurrences }], later(9000));
    const [first, second] = await one.deliveries.claim([digest], { now: later(2000), leaseMs: 60_000, limit: 2 });
    expect(await one.deliveries.findLater(first!, later(2000))).toMatchObject({ id: second?.id });
    expect(await one.deliveries.findLater(second!, later(2000))).toBeUndefined();
    await one.deliveries.release(second!, { until: later(600_000), reason: 'away' });
    const claim = () => one.deliveries.claim([digest], { now: later(3000), leaseMs: 60_000, limit: 2 });
    expect(await claim()).toEqual([]);
    await one.deliveries.hasten(second!.id);
    expect(await claim()).toMatchObject([{ id: second?.id, attempt: 2 }]);
  });

  test('noteClick() and usesOf() tell how digests were used', async () => {
    const { deliveries } = one;
    const day = 24 * 3_600_000;
    const names = ['used', 'unused', 'never'];
    const occurrences = [later(0), later(10 * day)].map((dueAt) => ({ dueAt, state: 'due' as const }));
    for (const digest of names) await deliveries.enter([{ schedule: { ...schedule, digest }, occurrences }], monday);
    for (const name of ['used', 'unused']) {
      const claimed = await deliveries.claim([name], { now: later(11 * day), leaseMs: 1000, limit: 5 });
      for (const each of claimed) {
        await deliveries.finish(each, { ...posted, message: `${name}.${each.dueAt.getTime()}`, postedAt: each.dueAt });
      }
    }
    await deliveries.noteClick({ channel: 'C1', ts: `used.${monday.getTime()}` }, later(12 * day));
    await deliveries.noteClick({ channel: 'C2', ts: `unused.${monday.getTime()}` }, later(12 * day));
    await deliveries.noteClick({ channel: 'C1', ts: 'of nobody' }, later(12 * day));
    expect(await deliveries.usesOf(names, later(5 * day))).toEqual(
      new Map([
        ['used', { firstPostedAt: monday, clickedAt: later(12 * day), posts: 1 }],
        ['unused', { firstPostedAt: monday, clickedAt: undefined, posts: 1 }],
      ]),
    );
  });

  test('claimRevisits() gives what was posted and is to be looked at again to one instance, and revisit() notes it', async () => {
    const entry = { schedule: { ...schedule, digest: 'again' }, occurrences: [due] };
    await one.deliveries.enter([entry], monday);
    expect(await one.deliveries.lastPosted('again')).toBeUndefined();
    const [held] = await one.deliveries.claim(['again'], { now: monday, leaseMs: 1000, limit: 1 });
    const figures = [[{ name: 'Sales', value: 1.5, format: '$,.0f' }], []];
    const shown = { figures, period: '2026-11-16', late: 'the data ends on 20 Nov 2026' };
    await one.deliveries.finish(held!, { ...posted, ...shown, revisitAt: later(5000) });
    const { late, ...kept } = shown;
    expect(await two.deliveries.lastPosted('again')).toMatchObject({ state: 'posted', ...kept, reason: late });
    const claims = { leaseMs: 1000, limit: 9 };
    expect(await one.deliveries.claimRevisits(['again'], { now: later(4999), ...claims })).toEqual([]);
    expect(await one.deliveries.claimRevisits([], { now: later(5000), ...claims })).toEqual([]);
    const taken = await Promise.all(
      [one, two].map(({ deliveries }) => deliveries.claimRevisits(['again'], { now: later(5000), ...claims })),
    );
    const [first, ...others] = taken.flat();
    expect(others).toEqual([]);
    expect(first).toMatchObject({ state: 'posted', attempt: 2 });
    expect(await one.deliveries.revisit(held!, { late, revisitAt: undefined }), 'of an older claim').toBe(false);
    const moved = { message: '2.2', figures: [[{ name: 'Sales', value: 2 }]] };
    expect(await one.deliveries.revisit(first!, { ...moved, late: undefined, revisitAt: later(9000) })).toBe(true);
    expect(await two.deliveries.lastPosted('again')).toMatchObject({ ...moved, reason: undefined });
    const [again] = await two.deliveries.claimRevisits(['again'], { now: later(9000), ...claims });
    await two.deliveries.revisit(again!, { late: undefined, revisitAt: undefined });
    expect(await two.deliveries.claimRevisits(['again'], { now: later(1e9), ...claims })).toEqual([]);
  });

  test('seen.claim(id) takes a request once over two instances', async () => {
    const taken = await Promise.all([one.seen.claim('trigger-1'), two.seen.claim('trigger-1')]);
    expect(taken.filter(Boolean)).toHaveLength(1);
    expect(await two.seen.claim('trigger-1')).toBe(false);
  });

  test('memory keeps the last text of a key for all instances', async () => {
    expect(await one.memory.get('thread/C1/1.1')).toBeUndefined();
    await one.memory.put('thread/C1/1.1', 'sales');
    await two.memory.put('thread/C1/1.1', 'sales by=month');
    expect(await one.memory.get('thread/C1/1.1')).toBe('sales by=month');
  });

  test('audit remembers who asked what', async () => {
    const entry: AuditEntry = {
      ...ENTRY,
      at: monday,
      question: 'sales country="Côte d\'Ivoire" 🦉',
      scannedBytes: 2 ** 45,
    };
    await one.audit.record(entry);
    await two.audit.record({ ...entry, at: later(1), person: 'digest' });
    expect(await one.audit.list({ since: monday })).toEqual([{ ...entry, at: later(1), person: 'digest' }, entry]);
    expect(await one.audit.list({ since: later(1) })).toMatchObject([{ person: 'digest' }]);
    expect(await one.audit.list({ since: monday, limit: 1 })).toMatchObject([{ person: 'digest' }]);
  });

  test('trim() forgets what is old, but nothing that has not ended', async () => {
    const old = later(-1000);
    const entry: AuditEntry = { ...ENTRY, at: old, person: 'U2' };
    await one.audit.record(entry);
    const [gone, open] = [
      { dueAt: old, state: 'skipped', reason: 'missed' } as const,
      { dueAt: later(-2000), state: 'due' } as const,
    ];
    await one.deliveries.enter([{ schedule: { ...schedule, digest: 'old' }, occurrences: [gone, open] }], monday);
    await two.trim(monday);
    expect(await one.audit.list({ since: old })).not.toContainEqual(entry);
    expect(await one.deliveries.list({ digest: 'old' })).toMatchObject([{ state: 'due' }]);
  });

  test('what was stored is there after opening it again', async () => {
    const again = await openStore(url, { log });
    expect((await again.deliveries.list({ digest: 'monday-sales' })).length).toBe(1);
    await again.close();
  });
});

test('openStore(url) may be called by many processes at once', async () => {
  const file = join(folder, 'shared.db');
  const script = `
    import { openStore } from ${JSON.stringify(import.meta.resolve('../../src/store/store.ts'))};
    const store = await openStore(${JSON.stringify(file)}, { log: console });
    await store.deliveries.enter([{ schedule: { digest: 'one', cron: '* * * * *', timezone: 'UTC', since: new Date() }, occurrences: [] }], new Date());
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
