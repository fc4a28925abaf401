import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, expect, test } from 'vitest';

import type { Deliveries } from '../../src/digests/delivery.ts';
import type { Digest } from '../../src/digests/digest.ts';
import type { SchedulerOptions } from '../../src/digests/scheduler.ts';
import type { Store } from '../../src/store/store.ts';

import { openScheduler } from '../../src/digests/scheduler.ts';
import { openStore } from '../../src/store/store.ts';
import { openPostgres } from '../support/postgres.ts';

const folder = mkdtempSync(join(tmpdir(), 'owlpost-schedule-'));

const stores: Store[] = [];

let files = 0;

const postgres = await openPostgres();

if (typeof postgres === 'string') console.warn(`no race on Postgres: there is ${postgres}`);

const engines: [name: string, url: string][] = [['SQLite', join(folder, 'race.db')]];

if (typeof postgres !== 'string') engines.push(['Postgres', postgres.url]);

afterEach(async () => {
  for (const store of stores.splice(0)) await store.close();
});

afterAll(async () => {
  rmSync(folder, { recursive: true });
  if (typeof postgres !== 'string') await postgres.close();
});

const digest: Digest = { name: 'monday', question: 'sales', channel: '#sales', cron: '0 9 * * 1', timezone: 'UTC' };

const monday = new Date('2026-11-23T09:00:00Z');

const minute = 60_000;

const hour = 60 * minute;

const week = 7 * 24 * hour;

const after = (ms: number) => new Date(monday.getTime() + ms);

const newFile = () => join(folder, `${++files}.db`);

async function open(file = newFile()): Promise<Store> {
  const store = await openStore(file, { log: { warn() {} } });
  stores.push(store);
  return store;
}

type World = {
  readonly posts: { digest: string; runId: string }[];
  readonly options: Omit<SchedulerOptions, 'deliveries'>;
  at: Date;
};

/** A channel that remembers what was posted by run id, and a clock that is set by hand. */
function openWorld(at = after(-hour)): World {
  const posts: World['posts'] = [];
  const world: World = {
    posts,
    at,
    options: {
      digests: () => [digest],
      post: async ({ name }, runId) => `message ${posts.push({ digest: name, runId })}`,
      find: async (_, runId) => {
        const index = posts.findIndex((post) => post.runId === runId);
        return index < 0 ? undefined : `message ${index + 1}`;
      },
      now: () => world.at,
      setTimer: () => () => {},
      log: { info() {}, warn() {}, error() {} },
    },
  };
  return world;
}

async function ledger({ deliveries }: Store, name = 'monday') {
  const rows = await deliveries.list(name);
  return rows.map(({ dueAt, state }) => `${dueAt.toISOString().slice(0, 16)} ${state}`).reverse();
}

test('tick() posts at each due time, once, and nothing from before it knew the digest', async () => {
  const store = await open();
  const world = openWorld(after(hour));
  const { tick } = openScheduler({ ...world.options, deliveries: store.deliveries });
  for (const ms of [hour, 24 * hour, week - 1, week, week, week + minute, 2 * week + 1]) {
    world.at = after(ms);
    await tick();
  }
  expect(await ledger(store)).toEqual(['2026-11-30T09:00 posted', '2026-12-07T09:00 posted']);
  expect(world.posts.length).toBe(2);
  expect(await store.deliveries.list('monday')).toMatchObject([{ message: 'message 2' }, { message: 'message 1' }]);
});

const absences: [name: string, cron: string, back: number, ledger: string[], posts: number][] = [
  ['an hour late', '0 9 * * 1', hour, ['2026-11-23T09:00 posted'], 1],
  ['six hours late', '0 9 * * 1', 6 * hour, ['2026-11-23T09:00 posted'], 1],
  ['too late', '0 9 * * 1', 6 * hour + 1, ['2026-11-23T09:00 skipped'], 0],
  ['three weeks late, but on time for the last', '0 9 * * 1', 3 * week + minute, ['2026-12-14T09:00 posted'], 1],
  ['three weeks and a day late', '0 9 * * 1', 3 * week + 24 * hour, ['2026-12-14T09:00 skipped'], 0],
  ['a month late for every minute', '* * * * *', 30 * 24 * hour, ['2026-12-23T09:00 posted'], 1],
];

test.each(absences)('tick() after an absence: %s', async (_, cron, back, expected, posts) => {
  const store = await open();
  const world = openWorld();
  const digests = () => [{ ...digest, cron }];
  const { tick } = openScheduler({ ...world.options, digests, deliveries: store.deliveries });
  await tick();
  world.at = after(back);
  await tick();
  await tick();
  expect(await ledger(store)).toEqual(expected);
  expect(world.posts.length).toBe(posts);
});

test('tick() posts nothing twice when the clock goes back', async () => {
  const store = await open();
  const world = openWorld();
  const { tick } = openScheduler({ ...world.options, deliveries: store.deliveries });
  for (const ms of [-hour, minute, -hour, 0, minute, 2 * hour]) {
    world.at = after(ms);
    await tick();
  }
  expect(await ledger(store)).toEqual(['2026-11-23T09:00 posted']);
  expect(world.posts.length).toBe(1);
});

test('tick() follows a digest whose time was changed', async () => {
  const store = await open();
  const world = openWorld();
  await openScheduler({ ...world.options, deliveries: store.deliveries }).tick();
  const digests = () => [{ ...digest, cron: '30 9 * * 1' }];
  const changed = openScheduler({ ...world.options, digests, deliveries: store.deliveries });
  for (const ms of [-minute, 0, 29 * minute, 30 * minute, hour]) {
    world.at = after(ms);
    await changed.tick();
  }
  expect(await ledger(store)).toEqual(['2026-11-23T09:30 posted']);
});

test.each(engines)('tick() of two instances that race on %s posts once', async (_, url) => {
  const world = openWorld();
  const digests = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => ({ ...digest, name, cron: '0 * * * *' }));
  const both = [];
  for (const store of [await open(url), await open(url)]) {
    both.push(openScheduler({ ...world.options, digests: () => digests, deliveries: store.deliveries }));
  }
  for (let hours = -1; hours < 10; hours++) {
    world.at = after(hours * hour);
    await Promise.all(both.map(({ tick }) => tick()));
  }
  expect(world.posts.length).toBe(60);
  expect(new Set(world.posts.map(({ runId }) => runId)).size).toBe(60);
});

/** Runs an action, but dies before or after the step of that number; who is dead does nothing any more. */
function openMortal(last: number, when: 'before' | 'after') {
  let steps = 0;
  const mortal =
    <Arguments extends unknown[], Result>(action: (...given: Arguments) => Promise<Result>) =>
    async (...given: Arguments): Promise<Result> => {
      steps += 1;
      if (steps > last || (steps === last && when === 'before')) throw new Error('dead');
      const result = await action(...given);
      if (steps === last) throw new Error('dead');
      return result;
    };
  return { mortal, isAlive: () => steps < last };
}

test.each(['before', 'after'] as const)('tick() posts once though an instance dies %s any step', async (when) => {
  for (let last = 1; ; last++) {
    const file = newFile();
    const store = await open(file);
    const world = openWorld();
    await openScheduler({ ...world.options, deliveries: store.deliveries }).tick();

    world.at = monday;
    const { mortal, isAlive } = openMortal(last, when);
    const deliveries = Object.fromEntries(
      Object.entries(store.deliveries).map(([name, method]) => [name, mortal(method as () => Promise<unknown>)]),
    ) as unknown as Deliveries;
    const { post, find } = world.options;
    await openScheduler({ ...world.options, post: mortal(post), find: mortal(find), deliveries }).tick();
    if (isAlive()) {
      expect(last).toBeGreaterThan(6);
      break;
    }

    world.at = after(2 * minute);
    await openScheduler({ ...world.options, deliveries: store.deliveries }).tick();
    expect(world.posts.length, `${when} step ${last}`).toBe(1);
    expect(await ledger(store), `${when} step ${last}`).toEqual(['2026-11-23T09:00 posted']);
  }
});

test('tick() posts once though its process is killed around the post', async () => {
  const file = newFile();
  const store = await open(file);
  await store.deliveries.replan({ digest: digest.name, cron: digest.cron, timezone: 'UTC', nextDue: monday }, {});

  const posts: string[] = [];
  const deaths = ['before', 'before', 'after'];
  let child: ReturnType<typeof spawn> | undefined;
  const server = createServer((request, response) => {
    const runId = request.url ?? '';
    if (request.method === 'GET') {
      response.writeHead(posts.includes(runId) ? 200 : 404).end(`message at ${runId}`);
      return;
    }
    const death = deaths.shift();
    if (death !== 'before') posts.push(runId);
    if (death) child?.kill('SIGKILL');
    else response.end(`message at ${runId}`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const ends: unknown[] = [];
  for (let start = 0; start < 4; start++) {
    const script = fileURLToPath(new URL('../support/scheduler-child.ts', import.meta.url));
    const now = after(start * 2 * minute).toISOString();
    child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, file, url, now], {
      stdio: 'inherit',
    });
    const [code, signal] = await once(child, 'exit');
    ends.push(signal ?? code);
  }
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;

  expect(ends).toEqual(['SIGKILL', 'SIGKILL', 'SIGKILL', 0]);
  expect(posts.length).toBe(1);
  expect(await ledger(store)).toEqual(['2026-11-23T09:00 posted']);
});

test('tick() looks before it posts again what failed', async () => {
  const store = await open();
  const world = openWorld();
  const post: SchedulerOptions['post'] = async (...given) => {
    await world.options.post(...given);
    throw new Error('the answer to the post was lost');
  };
  const { tick } = openScheduler({ ...world.options, post, deliveries: store.deliveries });
  for (const ms of [-minute, 0, 30_000, 2 * minute]) {
    world.at = after(ms);
    await tick();
  }
  expect(await store.deliveries.list('monday')).toMatchObject([{ state: 'posted', message: 'message 1', attempt: 2 }]);
});

test('tick() gives up after five attempts, each later than the one before', async () => {
  const store = await open();
  const world = openWorld();
  const attempts: number[] = [];
  const post = async () => {
    attempts.push((world.at.getTime() - monday.getTime()) / minute);
    throw new Error('there is no channel #sales');
  };
  const { tick } = openScheduler({ ...world.options, post, deliveries: store.deliveries });
  for (let minutes = -1; minutes < 60; minutes++) {
    world.at = after(minutes * minute);
    await tick();
  }
  expect(attempts).toEqual([0, 1, 3, 7, 15]);
  expect(await store.deliveries.list('monday')).toMatchObject([
    { state: 'failed', error: 'there is no channel #sales', attempt: 5 },
  ]);
});

test('post() is told when another instance has taken over', async () => {
  const file = newFile();
  const [store, other] = [await open(file), await open(file)];
  const world = openWorld();
  const timers: (() => void)[] = [];
  const posting = Promise.withResolvers<void>();
  const told = Promise.withResolvers<unknown>();
  const { tick } = openScheduler({
    ...world.options,
    deliveries: store.deliveries,
    setTimer: (callback) => {
      timers.push(callback);
      return () => {};
    },
    post: (_, __, signal) => {
      posting.resolve();
      return new Promise((_, reject) =>
        signal.addEventListener('abort', () => {
          told.resolve(signal.reason);
          reject(signal.reason);
        }),
      );
    },
  });
  await tick();
  world.at = monday;
  const ticking = tick();
  await posting.promise;
  world.at = after(hour); // this instance was frozen
  await openScheduler({ ...world.options, deliveries: other.deliveries }).tick();
  timers.at(-1)!();
  expect(await told.promise).toEqual(new Error('another instance has taken this delivery over'));
  await ticking;
  expect(world.posts.length).toBe(1);
  expect(await ledger(store)).toEqual(['2026-11-23T09:00 posted']);
});

test('start() sleeps until something is due, stop() waits for what is being posted', async () => {
  const store = await open();
  const world = openWorld(after(-10_000));
  const sleeps: number[] = [];
  const armed = { next: Promise.withResolvers<() => void>() };
  const posting = Promise.withResolvers<void>();
  const sent = Promise.withResolvers<void>();
  const schedule = openScheduler({
    ...world.options,
    deliveries: store.deliveries,
    setTimer: (callback, ms) => {
      if (ms !== 20_000) {
        sleeps.push(ms);
        armed.next.resolve(callback);
      }
      return () => {};
    },
    post: async (...given) => {
      posting.resolve();
      await sent.promise;
      return world.options.post(...given);
    },
  });
  const wake = async () => {
    const callback = await armed.next.promise;
    armed.next = Promise.withResolvers();
    callback();
  };
  schedule.start();
  await wake();
  await armed.next.promise;
  world.at = monday;
  await wake();
  await posting.promise;
  await armed.next.promise;
  expect(sleeps).toEqual([0, 10_000, 30_000]);

  const order: string[] = [];
  const stopped = schedule.stop().then(() => order.push('stopped'));
  order.push('sending');
  sent.resolve();
  await stopped;
  expect(order).toEqual(['sending', 'stopped']);
  expect(await ledger(store)).toEqual(['2026-11-23T09:00 posted']);
});
