import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';

import type { AlertBot, AlertCheck } from '../../src/digests/check-alert.ts';
import type { Digest } from '../../src/digests/digest.ts';
import type { Store } from '../../src/store/store.ts';

import { acknowledged } from '../../src/digests/alert-state.ts';
import { changeAlert } from '../../src/digests/check-alert.ts';
import { openScheduler } from '../../src/digests/scheduler.ts';
import { openStore } from '../../src/store/store.ts';
import { digestBot } from '../support/digest-bot.ts';
import { openPostgres } from '../support/postgres.ts';

const folder = mkdtempSync(join(tmpdir(), 'owlpost-alerts-'));

const postgres = await openPostgres();

if (typeof postgres === 'string') console.warn(`no alerts on Postgres: there is ${postgres}`);

const engines: [name: string, url: string][] = [['SQLite', join(folder, 'alerts.db')]];

if (typeof postgres !== 'string') engines.push(['Postgres', postgres.url]);

const stores: Store[] = [];

let alerts = 0;

afterEach(async () => {
  for (const store of stores.splice(0)) await store.close();
});

afterAll(async () => {
  rmSync(folder, { recursive: true });
  if (typeof postgres !== 'string') await postgres.close();
});

const HOUR = 3_600_000;

const start = new Date('2026-11-27T00:30:00Z');

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

const posts = digestBot({
  answer: async () => ({ facts: [] }),
  post: async () => ({ channel: 'C1', ts: '0' }),
});

/** An alert on a number that is `values[hour]`, and everything that is told of it. */
async function opened(url: string, values: readonly (number | undefined)[]) {
  const name = `alert-${alerts++}`;
  const store = await openStore(url, { log: silent });
  stores.push(store);
  const digest: Digest = {
    name,
    questions: ['sales yesterday under 1000'],
    channel: 'C1',
    cron: '0 * * * *',
    timezone: 'UTC',
    onlyIf: [],
    isAlert: true,
  };
  let now = start;
  const told: string[] = [];
  const checked: string[] = [];
  const withdrawn: string[] = [];
  const world = { beforeDecision: async () => undefined as unknown, beforeTelling: async () => undefined as unknown };
  const bot: AlertBot = {
    read: async (_, { now: due }): Promise<AlertCheck> => {
      checked.push(due.toISOString());
      const value = values[due.getUTCHours()];
      await world.beforeDecision();
      return {
        rule: { subject: 'value', operator: '<', limit: 1000 },
        readings: [{ name: '', value, shown: String(value) }],
        words: { title: 'Sales', limit: 'below $1,000', question: 'sales', isEach: false },
        facts: [{ rows: [], asOf: '2026-11-26' }],
        remindMs: 4 * HOUR,
      };
    },
    report: async (_, { pending, state, message }, { isRepeated }) => {
      await world.beforeTelling();
      told.push(`${pending.kind} ${state.breaches.map(({ shown }) => shown)}${isRepeated ? ' again' : ''}`.trim());
      const posted = { channel: 'C1', ts: String(told.length) };
      return { message: message ?? posted, posted };
    },
    withdraw: async ({ ts }) => void withdrawn.push(ts),
  };
  const schedulerOf = (own: AlertBot = bot) =>
    openScheduler({
      digests: () => [digest],
      ledger: store.deliveries,
      bot: posts,
      alerts: { store: store.alerts, bot: own },
      log: silent,
      now: () => now,
    });
  const scheduler = schedulerOf();
  await scheduler.tick();
  return {
    name,
    store,
    told,
    checked,
    withdrawn,
    world,
    scheduler,
    schedulerOf,
    bot,
    /** Lets time pass, and does what is due then. */
    pass: async (ms: number) => {
      now = new Date(now.getTime() + ms);
      await scheduler.tick();
    },
    /** Lets time pass without anything being done. */
    skip: (ms: number) => {
      now = new Date(now.getTime() + ms);
    },
  };
}

describe.each(engines)('alerts on %s', (_, url) => {
  test('each hour is checked once, and only what crosses the limit is told', async () => {
    const values = [0, 1200, 900, 900, 1020, 1100, 1100];
    const { pass, told, checked, store, name } = await opened(url, values);
    for (let hours = 1; hours < values.length; hours++) await pass(HOUR);
    expect(told).toEqual(['fire 900', 'change 1020', 'recover']);
    expect(checked).toHaveLength(values.length - 1);
    expect(new Set(checked).size).toBe(checked.length);
    const ledger = (await store.deliveries.list({ digest: name })).toReversed();
    expect(ledger.map(({ state, reason }) => reason ?? state)).toEqual([
      'nothing is beyond its limit',
      'posted',
      'nothing new, it was told before',
      'posted',
      'posted',
      'nothing is beyond its limit',
    ]);
  });

  test('of the checks that an outage held up only the latest is made, and nothing of it is told twice', async () => {
    const values = [0, 900, 1200, 900, 900];
    const { bot, store, name, schedulerOf, skip, told } = await opened(url, values);
    let isAway = true;
    const read: AlertBot['read'] = async (...given) => {
      if (isAway) throw new Error('Athena is away');
      return bot.read(...given);
    };
    const { tick } = schedulerOf({ ...bot, read });
    for (let minutes = 0; minutes < 160; minutes += 5) {
      skip(5 * 60_000);
      await tick();
    }
    expect(told).toEqual([]);
    isAway = false;
    for (let minutes = 0; minutes < 20; minutes += 5) {
      skip(5 * 60_000);
      await tick();
    }
    expect(told, 'it looks for what an earlier attempt may have told').toEqual(['fire 900 again']);
    const ledger = (await store.deliveries.list({ digest: name })).toReversed();
    expect(ledger.map(({ state, reason }) => reason ?? state)).toEqual([
      'missed; a later one was due',
      'missed; a later one was due',
      'posted',
    ]);
  });

  test('it reminds until somebody has acknowledged it, and tells of numbers that are missing', async () => {
    const { pass, told, store, name } = await opened(
      url,
      Array(24).fill(900).with(20, undefined).fill(undefined, 20, 24),
    );
    for (let hours = 1; hours < 10; hours++) await pass(HOUR);
    expect(told).toEqual(['fire 900', 'remind 900', 'remind 900']);
    await changeAlert(store.alerts, name, (state) => acknowledged(state, 'U1'));
    for (let hours = 10; hours < 24; hours++) await pass(HOUR);
    expect(told).toEqual(['fire 900', 'remind 900', 'remind 900', 'blank 900']);
  });

  test('what a process that died left untold is told by the next one, and decided once', async () => {
    const { pass, skip, told, world, schedulerOf, store, name } = await opened(url, [0, 900, 900, 900]);
    world.beforeTelling = () => Promise.reject(new Error('the process has died'));
    await pass(HOUR);
    expect(told).toEqual([]);
    expect((await store.alerts.read(name)).kept.pending).toEqual({ kind: 'fire' });
    world.beforeTelling = async () => undefined;
    skip(HOUR);
    await schedulerOf().tick();
    expect(told).toEqual(['fire 900 again']);
    expect((await store.alerts.read(name)).kept.pending).toBeUndefined();
    await pass(HOUR);
    expect(told).toEqual(['fire 900 again']);
  });

  test('what a process has told that was frozen meanwhile is taken back, when another one has told the same', async () => {
    const { skip, told, withdrawn, world, schedulerOf } = await opened(url, [0, 900]);
    const [reached, thawed] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    world.beforeTelling = async () => {
      reached.resolve();
      await thawed.promise;
    };
    skip(HOUR);
    const frozen = schedulerOf().tick();
    await reached.promise;
    world.beforeTelling = async () => undefined;
    skip(2 * 60_000);
    await schedulerOf().tick();
    expect(told).toEqual(['fire 900 again']);
    expect(withdrawn).toEqual([]);
    thawed.resolve();
    await frozen;
    expect(told).toEqual(['fire 900 again', 'fire 900']);
    expect(withdrawn).toEqual(['2']);
  });

  test('a click while a check runs is not lost', async () => {
    const { pass, world, store, name, told } = await opened(url, [0, 900, 800, 1100]);
    await pass(HOUR);
    world.beforeDecision = () => changeAlert(store.alerts, name, (state) => acknowledged(state, 'U1'));
    await pass(HOUR);
    const { kept } = await store.alerts.read(name);
    expect(kept.state.acknowledgedBy).toBe('U1');
    expect(kept.state.breaches[0]?.value).toBe(800);
    await pass(HOUR);
    expect(told).toEqual(['fire 900', 'change 800', 'recover']);
    expect(await changeAlert(store.alerts, name, (state) => acknowledged(state, 'U1'))).toBeUndefined();
  });

  test('of several instances one checks and tells', async () => {
    const values = Array.from({ length: 24 }, (_, hour) => (hour % 2 === 0 ? 900 : 1100));
    const { skip, told, checked, schedulerOf } = await opened(url, values);
    const instances = [schedulerOf(), schedulerOf(), schedulerOf()];
    for (let hours = 1; hours < 12; hours++) {
      skip(HOUR);
      await Promise.all(instances.map((instance) => instance.tick()));
    }
    expect(checked).toHaveLength(11);
    expect(told).toEqual(Array.from({ length: 10 }, (_, index) => (index % 2 === 0 ? 'fire 900' : 'recover')));
  });

  test('a name is written only by whoever has read its last version', async () => {
    const { store, name } = await opened(url, []);
    const { kept, version } = await store.alerts.read(`${name}-new`);
    expect([version, await store.alerts.write(`${name}-new`, version, kept)]).toEqual([0, true]);
    expect(await store.alerts.write(`${name}-new`, version, kept)).toBe(false);
    expect(await store.alerts.write(`${name}-new`, 1, kept)).toBe(true);
    expect(await store.alerts.write(`${name}-new`, 1, kept)).toBe(false);
    await store.alerts.remove(`${name}-new`);
    expect((await store.alerts.read(`${name}-new`)).version).toBe(0);
  });
});
