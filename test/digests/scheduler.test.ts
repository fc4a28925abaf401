import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';

import type { DigestAnswers, DigestBot, Marks } from '../../src/digests/deliver.ts';
import type { DeliveryLedger } from '../../src/digests/delivery.ts';
import type { Digest } from '../../src/digests/digest.ts';
import type { SchedulerOptions } from '../../src/digests/scheduler.ts';
import type { Store } from '../../src/store/store.ts';
import type { TestPostgres } from '../support/postgres.ts';

import { openScheduler } from '../../src/digests/scheduler.ts';
import { UserError } from '../../src/error.ts';
import { openStore } from '../../src/store/store.ts';
import { MONDAY as digest, DUE as monday } from '../support/claimed-delivery.ts';
import { openPostgres, openSchema } from '../support/postgres.ts';

const folder = mkdtempSync(join(tmpdir(), 'owlpost-schedule-'));

const stores: Store[] = [];

const schemas: TestPostgres[] = [];

let files = 0;

const postgres = await openPostgres();

if (typeof postgres === 'string') console.warn(`no race on Postgres: there is ${postgres}`);

const engines: [name: string, url: string][] = [['SQLite', join(folder, 'race.db')]];

if (typeof postgres !== 'string') engines.push(['Postgres', postgres.url]);

afterEach(async () => {
  for (const { close } of [...stores.splice(0), ...schemas.splice(0)]) await close();
});

afterAll(async () => {
  rmSync(folder, { recursive: true });
  if (typeof postgres !== 'string') await postgres.close();
});

const minute = 60_000;

const hour = 60 * minute;

const week = 7 * 24 * hour;

const later = (ms: number) => new Date(monday.getTime() + ms);

const newFile = () => join(folder, `${++files}.db`);

/** Where stores are opened that are not told a place: what depends on the store runs on both engines. */
let newStore: () => string | Promise<string> = newFile;

async function open(file?: string): Promise<Store> {
  const store = await openStore(file ?? (await newStore()), { log: { warn() {} } });
  stores.push(store);
  return store;
}

type World = {
  readonly posts: { digest: string; runId: string; notes: readonly string[] }[];
  /** What owners were told. */
  readonly told: string[];
  /** The notices that stand in the channel, by their `ts`. */
  readonly notices: Map<string, string>;
  /** What was said in threads, by the message. */
  readonly replies: string[];
  readonly bot: DigestBot;
  readonly options: Omit<SchedulerOptions<DigestAnswers>, 'ledger' | 'bot'>;
  at: Date;
  /** The answers that questions have. */
  answers: DigestAnswers;
};

/** All that a message says beside its answers. */
function allOf({ notes, changes = [] }: Pick<Marks, 'notes' | 'changes'>): readonly string[] {
  return [...notes, ...changes.flatMap((change) => change ?? [])];
}

/** A channel that remembers what was posted by run id, and a clock that is set by hand. */
function openWorld(at = later(-hour)): World {
  const posts: World['posts'] = [];
  const told: string[] = [];
  const replies: string[] = [];
  const notices = new Map<string, string>();
  const replied = new Set<string>();
  const world: World = {
    posts,
    told,
    replies,
    notices,
    at,
    answers: { facts: [{ rows: [['1']] }] },
    bot: {
      answer: async () => world.answers,
      post: async ({ name }, _, { runId, ...said }) => {
        const ts = String(posts.push({ digest: name, runId, notes: allOf(said) }));
        return { channel: 'C1', ts };
      },
      find: async (_, runId) => {
        const index = posts.findIndex((post) => post.runId === runId);
        return index < 0 ? undefined : { channel: 'C1', ts: String(index + 1) };
      },
      edit: async ({ name }, _, { delivery, runId, ...said }) => {
        const index = posts.findIndex((post) => post.runId === delivery.id);
        if (index < 0) return undefined;
        posts[index] = { digest: name, runId, notes: allOf(said) };
        return { channel: 'C1', ts: String(index + 1) };
      },
      reply: async ({ message }, line, id) => {
        if (!replied.has(id)) replies.push(`${message}: ${line}`);
        replied.add(id);
      },
      findContact: async () => '#operators',
      remove: async ({ ts }) => void (notices.delete(ts) || posts.splice(Number(ts) - 1, 1)),
      localeOf: async () => undefined,
      notify: async (target, lines) => void told.push(`${target}: ${lines.join(' ')}`),
      showNotice: async ({ name }, delivery, { kind, reason }) => {
        const ts = delivery.notice?.ts ?? `notice-${notices.size + 1}`;
        notices.set(ts, `${name} ${kind}: ${reason}`);
        return { channel: 'C1', ts };
      },
      isTemporary: (error) => error instanceof UserError && error.isTemporary,
    },
    options: {
      digests: () => [digest],
      now: () => world.at,
      setTimer: () => () => {},
      log: { info() {}, warn() {}, error() {} },
    },
  };
  return world;
}

/** A scheduler on a store, with another bot or other digests where a test wants them. */
function schedulerOn(
  world: World,
  store: Store,
  {
    bot,
    ledger: given = store.deliveries,
    ...more
  }: { bot?: Partial<DigestBot>; ledger?: DeliveryLedger } & Partial<World['options']> = {},
) {
  return openScheduler({ ...world.options, ...more, ledger: given, bot: { ...world.bot, ...bot } });
}

async function ledger({ deliveries }: Store, name = 'monday') {
  const rows = await deliveries.list({ digest: name });
  return rows.map(({ dueAt, state }) => `${dueAt.toISOString().slice(0, 16)} ${state}`).reverse();
}

describe.each(engines)('on %s', (name, url) => {
  beforeEach(() => {
    if (name === 'Postgres') newStore = () => newSchema(url);
  });

  afterEach(() => {
    newStore = newFile;
  });

  test('tick() posts at each due time, once, and nothing from before it knew the digest', async () => {
    const store = await open();
    const world = openWorld(later(hour));
    const { tick } = schedulerOn(world, store);
    for (const ms of [hour, 24 * hour, week - 1, week, week, week + minute, 2 * week + 1]) {
      world.at = later(ms);
      await tick();
    }
    expect(await ledger(store)).toEqual(['2026-11-30T09:00 posted', '2026-12-07T09:00 posted']);
    expect(world.posts.length).toBe(2);
    expect(await store.deliveries.list()).toMatchObject([{ message: '2' }, { channel: 'C1', message: '1' }]);
  });

  const absences: [name: string, cron: string, back: number, ledger: string[], posts: number][] = [
    ['an hour late', '0 9 * * 1', hour, ['2026-11-23T09:00 posted'], 1],
    ['six hours late', '0 9 * * 1', 6 * hour, ['2026-11-23T09:00 posted'], 1],
    ['too late', '0 9 * * 1', 6 * hour + 1, ['2026-11-23T09:00 skipped'], 0],
    [
      'two weeks late, but on time for the last',
      '0 9 * * 1',
      2 * week + minute,
      ['2026-11-23T09:00 skipped', '2026-11-30T09:00 skipped', '2026-12-07T09:00 posted'],
      1,
    ],
    [
      'two weeks and a day late',
      '0 9 * * 1',
      2 * week + 24 * hour,
      ['2026-11-23T09:00 skipped', '2026-11-30T09:00 skipped', '2026-12-07T09:00 skipped'],
      0,
    ],
    [
      'a month late for every day',
      '0 9 * * *',
      30 * 24 * hour,
      [
        ...Array.from(
          { length: 24 },
          (_, index) =>
            `${later((6 + index) * 24 * hour)
              .toISOString()
              .slice(0, 16)} skipped`,
        ),
        '2026-12-23T09:00 posted',
      ],
      1,
    ],
  ];

  test.each(absences)('tick() after an absence: %s', async (_, cron, back, expected, posts) => {
    const store = await open();
    const world = openWorld();
    const digests = () => [{ ...digest, cron }];
    const { tick } = schedulerOn(world, store, { digests });
    await tick();
    world.at = later(back);
    await tick();
    await tick();
    expect(await ledger(store)).toEqual(expected);
    expect(world.posts.length).toBe(posts);
  });

  test('tick() posts nothing twice when the clock goes back', async () => {
    const store = await open();
    const world = openWorld();
    const { tick } = schedulerOn(world, store);
    for (const ms of [-hour, minute, -hour, 0, minute, 2 * hour]) {
      world.at = later(ms);
      await tick();
    }
    expect(await ledger(store)).toEqual(['2026-11-23T09:00 posted']);
    expect(world.posts.length).toBe(1);
  });

  test('tick() follows a digest whose time was changed', async () => {
    const store = await open();
    const world = openWorld();
    await schedulerOn(world, store).tick();
    const digests = () => [{ ...digest, cron: '30 9 * * 1' }];
    const changed = schedulerOn(world, store, { digests });
    for (const ms of [-minute, 0, 29 * minute, 30 * minute, hour]) {
      world.at = later(ms);
      await changed.tick();
    }
    expect(await ledger(store)).toEqual(['2026-11-23T09:30 posted']);
  });

  test('tick() of two instances that race posts once', async () => {
    const url = await newStore();
    const world = openWorld();
    const digests = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => ({ ...digest, name, cron: '0 * * * *' }));
    const both = [];
    for (const store of [await open(url), await open(url)]) {
      both.push(schedulerOn(world, store, { digests: () => digests }));
    }
    for (let hours = -1; hours < 10; hours++) {
      world.at = later(hours * hour);
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
      const file = await newStore();
      const store = await open(file);
      const world = openWorld();
      await schedulerOn(world, store).tick();

      world.at = monday;
      const { mortal, isAlive } = openMortal(last, when);
      const given = Object.fromEntries(
        Object.entries(store.deliveries).map(([name, method]) => [name, mortal(method as () => Promise<unknown>)]),
      ) as unknown as DeliveryLedger;
      const { answer, post, find } = world.bot;
      const bot = { answer: mortal(answer), post: mortal(post), find: mortal(find) };
      await schedulerOn(world, store, { ledger: given, bot }).tick();
      if (isAlive()) {
        expect(last).toBeGreaterThan(6);
        break;
      }

      world.at = later(2 * minute);
      await schedulerOn(world, store).tick();
      expect(world.posts.length, `${when} step ${last}`).toBe(1);
      expect(await ledger(store), `${when} step ${last}`).toEqual(['2026-11-23T09:00 posted']);
    }
  });

  test('tick() posts once though its process is killed around the post', async () => {
    const file = await newStore();
    const store = await open(file);
    await store.deliveries.enter(
      [{ schedule: { digest: digest.name, cron: digest.cron, timezone: 'UTC', since: later(-hour) }, occurrences: [] }],
      monday,
    );

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
      const now = later(start * 2 * minute).toISOString();
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
    const post: DigestBot['post'] = async (...given) => {
      await world.bot.post(...given);
      throw new UserError('the answer to the post was lost', { isTemporary: true });
    };
    const { tick } = schedulerOn(world, store, { bot: { post } });
    for (const ms of [-minute, 0, 30_000, 2 * minute]) {
      world.at = later(ms);
      await tick();
    }
    expect(await store.deliveries.list()).toMatchObject([{ state: 'posted', message: '1', attempt: 2 }]);
  });

  test('tick() gives up after five errors that time does not mend, each later than the one before, and tells the owner', async () => {
    const store = await open();
    const world = openWorld();
    const attempts: number[] = [];
    const post = async () => {
      attempts.push((world.at.getTime() - monday.getTime()) / minute);
      throw new UserError('the bot is not in #sales');
    };
    const { tick } = schedulerOn(world, store, { bot: { post } });
    for (let minutes = -1; minutes < 60; minutes++) {
      world.at = later(minutes * minute);
      await tick();
    }
    expect(attempts).toEqual([0, 1, 3, 7, 15]);
    expect(await store.deliveries.list()).toMatchObject([
      { state: 'failed', reason: 'the bot is not in #sales', attempt: 5, failures: 4 },
    ]);
    const told = 'U0000001: “Monday”, due 09:00 (UTC), was not posted: the bot is not in #sales.';
    expect(world.told).toEqual([told]);
    for (let minutes = -1; minutes < 60; minutes++) {
      world.at = later(week + minutes * minute);
      await tick();
    }
    expect(attempts.length).toBe(10);
    expect(world.told, 'the same reason is told once').toEqual([told]);
  });

  test.each([
    ['has no owner', undefined, ['#operators: ']],
    ['belongs to its channel', '#sales', ['#operators: ']],
    ['has an owner', 'U0000001', ['U0000001: ']],
  ])('tick() tells somebody of a failure that its channel takes no notice of, when it %s', async (_, owner, told) => {
    const world = openWorld();
    const post = async () => {
      throw new UserError('#sales is archived');
    };
    const { tick } = schedulerOn(world, await open(), {
      digests: () => [{ ...digest, owner } as Digest],
      bot: { post, showNotice: async () => undefined },
    });
    for (let minutes = -1; minutes < 60; minutes++) {
      world.at = later(minutes * minute);
      await tick();
    }
    const line = '“Monday”, due 09:00 (UTC), was not posted: #sales is archived.';
    expect(world.told).toEqual(told.map((target) => `${target}${line}`));
  });

  test('tick() waits through an outage of five hours, tells the owner once, and posts', async () => {
    const store = await open();
    const world = openWorld();
    let attempts = 0;
    const answer: DigestBot['answer'] = async (...given) => {
      attempts += 1;
      if (world.at < later(5 * hour)) throw new UserError('Athena cannot be reached', { isTemporary: true });
      return world.bot.answer(...given);
    };
    const { tick } = schedulerOn(world, store, { bot: { answer } });
    for (let minutes = -1; minutes < 320; minutes++) {
      world.at = later(minutes * minute);
      await tick();
    }
    expect(world.told).toEqual([
      'U0000001: “Monday”, due 09:00 (UTC), is late: Athena cannot be reached. It is tried again until 15:00.',
    ]);
    expect(attempts).toBeLessThan(50);
    expect(await ledger(store)).toEqual(['2026-11-23T09:00 posted']);
    expect(world.posts.length).toBe(1);
  });

  test('tick() posts what thirty processes were killed at, as that is no failed attempt', async () => {
    const store = await open();
    const world = openWorld();
    const never = new Promise<never>(() => {});
    await schedulerOn(world, store).tick();
    for (let minutes = 0; minutes < 60; minutes += 2) {
      world.at = later(minutes * minute);
      const killed = schedulerOn(world, store, { bot: { answer: () => never }, digests: () => [digest] });
      void killed.tick(); // whoever is killed never comes back
      for (let looks = 0; looks < 1000; looks++) {
        const [delivery] = await store.deliveries.list();
        if (delivery?.state === 'running' && delivery.attempt === minutes / 2 + 1) break;
      }
    }
    expect(await store.deliveries.list()).toMatchObject([{ state: 'running', attempt: 30, failures: 0 }]);
    world.at = later(2 * hour);
    await schedulerOn(world, store).tick();
    expect(await ledger(store)).toEqual(['2026-11-23T09:00 posted']);
  });

  test('tick() gives up what no process could post within six hours, and tells the owner', async () => {
    const store = await open();
    const world = openWorld();
    await schedulerOn(world, store).tick();
    const killed = schedulerOn(world, store, { bot: { answer: () => new Promise<never>(() => {}) } });
    world.at = monday;
    void killed.tick(); // whoever is killed never comes back
    await expect.poll(async () => (await store.deliveries.list())[0]?.state).toBe('running');
    world.at = later(6 * hour + minute);
    await schedulerOn(world, store).tick();
    expect(world.posts).toEqual([]);
    const [delivery] = await store.deliveries.list();
    expect(['failed', 'skipped']).toContain(delivery?.state);
    expect(world.told).toEqual([expect.stringContaining('U0000001: “Monday”, due 09:00 (UTC), was not posted')]);
  });

  test('tick() goes on after the clock was years ahead for a while', async () => {
    const store = await open();
    const world = openWorld();
    const { tick } = schedulerOn(world, store);
    const year = 365 * 24 * hour;
    for (const ms of [-hour, 2 * year, 2 * year + 7 * hour, -30 * minute, minute, week + minute]) {
      world.at = later(ms);
      await tick();
    }
    const rows = await ledger(store);
    expect(rows).toContain('2026-11-23T09:00 posted');
    expect(rows).toContain('2026-11-30T09:00 posted');
  });

  test('tick() finds the post of a ledger that was restored from an older copy', async () => {
    const [store, restored] = [await open(), await open()];
    const world = openWorld();
    await schedulerOn(world, store).tick();
    await schedulerOn(world, restored).tick();
    world.at = monday;
    await schedulerOn(world, store).tick();
    world.at = later(5 * minute);
    await schedulerOn(world, restored).tick();
    expect(world.posts.length).toBe(1);
    expect(await restored.deliveries.list()).toMatchObject([{ state: 'posted', message: '1' }]);
  });

  test('tick() withdraws the post of a process that was frozen while another one posted', async () => {
    const file = await newStore();
    const [store, other] = [await open(file), await open(file)];
    const world = openWorld();
    const thawed = Promise.withResolvers<void>();
    const posting = Promise.withResolvers<void>();
    const post: DigestBot['post'] = async (...given) => {
      posting.resolve();
      await thawed.promise;
      return world.bot.post(...given);
    };
    const { tick } = schedulerOn(world, store, { bot: { post } });
    await tick();
    world.at = monday;
    const ticking = tick();
    await posting.promise;
    world.at = later(2 * minute);
    await schedulerOn(world, other).tick();
    expect(world.posts.length).toBe(1);
    thawed.resolve();
    await ticking;
    expect(world.posts.length).toBe(1);
    expect(await store.deliveries.list()).toMatchObject([{ state: 'posted', message: '1', attempt: 2 }]);
  });

  /** An Athena that cannot be reached as long as `isAway`, as a digest meets it. */
  function awayAthena({ bot }: ReturnType<typeof openWorld>) {
    const answer: DigestBot['answer'] = async (...given) => {
      if (athena.isAway) throw new UserError('Athena cannot be reached', { isTemporary: true });
      return bot.answer(...given);
    };
    const athena = { isAway: true, answer };
    return athena;
  }

  test('a notice stands in the channel while a digest is late, and goes when it comes', async () => {
    const store = await open();
    const world = openWorld();
    const athena = awayAthena(world);
    const { tick } = schedulerOn(world, store, { bot: { answer: athena.answer } });
    for (let minutes = -1; minutes < 40; minutes++) {
      world.at = later(minutes * minute);
      await tick();
    }
    expect([...world.notices.values()]).toEqual(['monday late: Athena cannot be reached.']);
    athena.isAway = false;
    const [{ id } = { id: '' }] = await store.deliveries.list();
    expect(await store.deliveries.retry(id, world.at)).toBe(true);
    await tick();
    expect(world.notices.size).toBe(0);
    expect(await store.deliveries.noticesOf('monday')).toEqual([]);
    expect(await ledger(store)).toEqual(['2026-11-23T09:00 posted']);
    expect(await store.deliveries.retry(id, world.at), 'what came is not tried again').toBe(false);
  });

  test('what has failed can be tried again for six hours more, and its notice says what came of it', async () => {
    const store = await open();
    const world = openWorld();
    let reason: string | undefined = 'the bot is not in #sales';
    const answer: DigestBot['answer'] = async (...given) => {
      if (reason !== undefined) throw new UserError(reason);
      return world.bot.answer(...given);
    };
    const { tick } = schedulerOn(world, store, { bot: { answer } });
    const pass = async (from: number, to: number) => {
      for (let minutes = from; minutes < to; minutes++) {
        world.at = later(minutes * minute);
        await tick();
      }
    };
    await pass(-1, 60);
    expect([...world.notices.values()]).toEqual(['monday failed: the bot is not in #sales.']);
    const [{ id } = { id: '' }] = await store.deliveries.list();

    reason = 'no query is called sales';
    world.at = later(9 * hour);
    expect(await store.deliveries.retry(id, world.at)).toBe(true);
    await tick();
    expect([...world.notices.values()], 'one more error ends it').toEqual(['monday failed: no query is called sales.']);
    expect(world.told, 'the owner is told once').toHaveLength(1);

    reason = undefined;
    world.at = later(20 * hour);
    await store.deliveries.retry(id, world.at);
    await tick();
    expect(world.notices.size).toBe(0);
    expect(await ledger(store)).toEqual(['2026-11-23T09:00 posted']);
    expect(world.posts).toHaveLength(1);
  });

  test('an hourly digest that is late in an outage of three hours is told once, and comes once, as of the latest due time', async () => {
    const store = await open();
    const world = openWorld();
    const athena = awayAthena(world);
    const digests = () => [{ ...digest, cron: '0 * * * *' }];
    const { tick } = schedulerOn(world, store, { bot: { answer: athena.answer }, digests });
    for (let minutes = -1; minutes < 190; minutes++) {
      world.at = later(minutes * minute);
      await tick();
    }
    expect([...world.notices.values()]).toEqual(['monday late: Athena cannot be reached.']);
    expect(world.told).toEqual([
      'U0000001: “Monday”, due 09:00 (UTC), is late: Athena cannot be reached. It is tried again until 15:00.',
    ]);
    athena.isAway = false;
    for (let minutes = 190; minutes < 205; minutes++) {
      world.at = later(minutes * minute);
      await tick();
    }
    expect(world.notices.size).toBe(0);
    expect(world.posts).toHaveLength(1);
    expect(await ledger(store)).toEqual([
      '2026-11-23T09:00 skipped',
      '2026-11-23T10:00 skipped',
      '2026-11-23T11:00 skipped',
      '2026-11-23T12:00 posted',
    ]);
    const [latest, before] = await store.deliveries.list();
    expect(before?.reason).toBe('missed; a later one was due');
    expect(world.posts[0]?.runId).toBe(latest?.id);
  });

  test('an outage of a later day is told again', async () => {
    const store = await open();
    const world = openWorld();
    const athena = awayAthena(world);
    const digests = () => [{ ...digest, cron: '0 * * * *' }];
    const { tick } = schedulerOn(world, store, { bot: { answer: athena.answer }, digests });
    for (const day of [0, 1]) {
      athena.isAway = true;
      for (let minutes = -1; minutes < 130; minutes++) {
        world.at = later(day * 4 * hour + minutes * minute);
        await tick();
      }
      athena.isAway = false;
      world.at = later(day * 4 * hour + 140 * minute);
      await tick();
    }
    expect(world.told).toHaveLength(2);
    expect(world.notices.size).toBe(0);
  });

  test('what was missed in an outage is skipped also when its process died, but not what it has posted', async () => {
    const store = await open();
    const world = openWorld();
    const digests = () => [{ ...digest, cron: '0 * * * *' }];
    await schedulerOn(world, store, { digests }).tick();
    const dead = { ...store.deliveries, finish: async () => Promise.reject(new Error('dead')) };
    world.at = monday;
    await schedulerOn(world, store, { digests, ledger: dead }).tick(); // it is posted, and nobody could note that
    world.at = later(hour);
    const post = async () => Promise.reject(new UserError('Slack is away', { isTemporary: true }));
    await schedulerOn(world, store, { digests, bot: { post, find: post } }).tick();
    world.at = later(2 * hour + 5 * minute);
    await schedulerOn(world, store, { digests }).tick();
    expect(await ledger(store)).toEqual([
      '2026-11-23T09:00 posted',
      '2026-11-23T10:00 skipped',
      '2026-11-23T11:00 posted',
    ]);
    expect(world.posts).toHaveLength(2);
  });

  test('an hourly digest that waits for data is posted late all the same, each time at the end of its wait', async () => {
    const store = await open();
    const world = openWorld();
    world.answers = { facts: [{ rows: [['1']], asOf: '2026-11-20' }] };
    const digests = () => [{ ...digest, cron: '0 * * * *', onlyIf: ['fresh' as const] }];
    const { tick } = schedulerOn(world, store, { digests });
    for (let minutes = -1; minutes < 185; minutes++) {
      world.at = later(minutes * minute);
      await tick();
    }
    expect(world.posts.map(({ notes }) => notes[0])).toEqual([
      'Late: the data ends on 20 Nov 2026. This message changes when newer data is there.',
    ]);
    world.answers = { facts: [{ rows: [['1']], asOf: '2026-11-22' }] };
    for (let minutes = 185; minutes < 200; minutes++) {
      world.at = later(minutes * minute);
      await tick();
    }
    expect(
      (await ledger(store)).map((line) => line.slice(17)),
      'of those that waited the latest',
    ).toEqual(['posted', 'skipped', 'skipped', 'posted']);
  });

  test('the notice of a delivery that failed goes with the next one that comes, and the same failure brings no second one', async () => {
    const store = await open();
    const world = openWorld();
    let isBroken = true;
    const answer: DigestBot['answer'] = async (...given) => {
      if (isBroken) throw new UserError('no query is called sales');
      return world.bot.answer(...given);
    };
    const { tick } = schedulerOn(world, store, { bot: { answer } });
    for (const weeks of [0, 1]) {
      for (let minutes = -1; minutes < 30; minutes++) {
        world.at = later(weeks * week + minutes * minute);
        await tick();
      }
      expect(world.notices.size).toBe(1);
    }
    isBroken = false;
    world.at = later(2 * week);
    await tick();
    expect(world.notices.size).toBe(0);
  });

  test('a notice goes though the process died that should have noted where it stands', async () => {
    const store = await open();
    const world = openWorld();
    const athena = awayAthena(world);
    const dying = { ...store.deliveries, noteNotice: async () => Promise.reject(new Error('dead')) };
    const find: DigestBot['find'] = async (given, runId, since) => {
      const isNotice = runId !== (await store.deliveries.list())[0]?.id;
      const [ts] = isNotice ? [...world.notices.keys()] : [];
      return ts === undefined ? world.bot.find(given, runId, since) : { channel: 'C1', ts };
    };
    for (let minutes = -1; minutes < 40; minutes++) {
      world.at = later(minutes * minute);
      await schedulerOn(world, store, { bot: { answer: athena.answer, find }, ledger: dying }).tick();
    }
    expect(world.notices.size).toBe(1);
    athena.isAway = false;
    world.at = later(hour);
    await schedulerOn(world, store, { bot: { answer: athena.answer, find } }).tick();
    expect(world.notices.size).toBe(0);
    expect(world.posts).toHaveLength(1);
  });

  const conditions: [onlyIf: Digest['onlyIf'], asOf: string, rows: string[][][], outcomes: string[]][] = [
    [['not empty'], '2026-11-22', [[['1']], []], ['posted', 'skipped: no question has any rows']],
    [
      ['changed'],
      '2026-11-22',
      [[['1']], [['1']], [['2']]],
      ['posted', 'skipped: nothing has changed since it was last posted', 'posted'],
    ],
    [['fresh'], '2026-11-22', [[['1']]], ['posted']],
  ];

  /** Facts of one answer whose only number is the total of Sales. */
  const total = (value: number, more: Partial<DigestAnswers['facts'][number]> = {}): DigestAnswers => ({
    facts: [{ rows: [[String(value)]], figures: [{ name: 'Sales', value }], ...more }],
  });

  /** A schema of its own in the Postgres at `url`. */
  async function newSchema(url: string): Promise<string> {
    const schema = await openSchema(url);
    schemas.push(schema);
    return schema.url;
  }

  test.each(conditions)('tick() posts only if %j', async (onlyIf, asOf, answers, outcomes) => {
    const store = await open();
    const world = openWorld();
    const { tick } = schedulerOn(world, store, { digests: () => [{ ...digest, onlyIf }] });
    await tick();
    for (const [index, rows] of answers.entries()) {
      world.answers = { facts: [{ rows, asOf }] };
      world.at = later(index * week);
      await tick();
    }
    const rows = [...(await store.deliveries.list())].reverse();
    expect(rows.map(({ state, reason }) => (reason ? `${state}: ${reason}` : state))).toEqual(outcomes);
  });

  test('tick() waits for fresh data, and posts with a note when it does not come for three hours', async () => {
    const store = await open();
    const world = openWorld();
    world.answers = { facts: [{ rows: [['1']], asOf: '2026-11-20 12:00:00', periodEnd: '2026-11-23' }] };
    const { tick } = schedulerOn(world, store, { digests: () => [{ ...digest, onlyIf: ['fresh'] }] });
    await tick();
    world.at = monday;
    await tick();
    expect(await store.deliveries.list()).toMatchObject([{ state: 'waiting', reason: 'its data ends on 20 Nov 2026' }]);
    world.at = later(3 * hour);
    await tick();
    expect(world.posts).toMatchObject([
      { notes: ['Late: the data ends on 20 Nov 2026. This message changes when newer data is there.'] },
    ]);

    world.at = later(week);
    await tick();
    world.answers = { facts: [{ rows: [['1']], asOf: '2026-11-29', periodEnd: '2026-11-30' }] };
    world.at = later(week + 10 * minute);
    await tick();
    expect(world.posts).toMatchObject([{}, { notes: [] }]);
  });

  /** A ledger that fails as long as it is away, as one does whose database cannot be reached. */
  function openFlaky(ledger: DeliveryLedger) {
    const flaky = { isAway: false, ledger };
    flaky.ledger = new Proxy(ledger, {
      get: (target, name: keyof DeliveryLedger) =>
        flaky.isAway ? async () => Promise.reject(new Error('the database is away')) : target[name],
    });
    return flaky;
  }

  test('tick() posts once what was due while the database was away', async () => {
    const store = await open();
    const world = openWorld();
    const flaky = openFlaky(store.deliveries);
    const { tick } = schedulerOn(world, store, { ledger: flaky.ledger });
    for (let minutes = -60; minutes < 120; minutes += 10) {
      flaky.isAway = minutes >= -30 && minutes < 60;
      world.at = later(minutes * minute);
      await tick();
      expect(world.posts.length).toBe(minutes < 60 ? 0 : 1);
    }
    expect(await ledger(store)).toEqual(['2026-11-23T09:00 posted']);
  });

  test('tick() posts once though the database goes away between the post and its note', async () => {
    const store = await open();
    const world = openWorld();
    const flaky = openFlaky(store.deliveries);
    const post: DigestBot['post'] = async (...given) => {
      flaky.isAway = true;
      return world.bot.post(...given);
    };
    const { tick } = schedulerOn(world, store, { ledger: flaky.ledger, bot: { post } });
    await tick();
    for (let minutes = 0; minutes < 120; minutes += 10) {
      world.at = later(minutes * minute);
      if (minutes === 60) flaky.isAway = false;
      await tick();
    }
    expect(world.posts).toHaveLength(1);
    expect(await ledger(store)).toEqual(['2026-11-23T09:00 posted']);
  });

  test('tick() says what has changed since it was last sent', async () => {
    const store = await open();
    const world = openWorld();
    const { tick } = schedulerOn(world, store);
    await tick();
    for (const [index, value] of [100, 120].entries()) {
      world.answers = total(value);
      world.at = later(index * week);
      await tick();
    }
    expect(world.posts.map(({ notes }) => notes)).toEqual([[], ['Since it was last sent: Sales 100 → 120 (+20%).']]);
  });

  test('tick() changes a late message when its data are there, and looks for three days', async () => {
    const store = await open();
    const world = openWorld();
    const stale = total(1, { asOf: '2026-11-20', periodEnd: '2026-11-23' });
    world.answers = stale;
    const digests = () => [{ ...digest, onlyIf: ['fresh' as const], waitMs: hour }];
    const { tick } = schedulerOn(world, store, { digests });
    await tick();
    for (const ms of [0, hour, 2 * hour]) {
      world.at = later(ms);
      await tick();
    }
    const late = 'the data ends on 20 Nov 2026';
    expect(await store.deliveries.list()).toMatchObject([{ state: 'posted', reason: late }]);
    world.answers = total(2, { asOf: '2026-11-22', periodEnd: '2026-11-23' });
    world.at = later(26 * hour);
    await tick();
    expect(world.posts).toMatchObject([{ notes: ['Updated: the data that was missing is there now.'] }]);
    expect(await store.deliveries.list()).toMatchObject([
      { state: 'posted', reason: undefined, figures: [[{ name: 'Sales', value: 2 }]] },
    ]);

    let asked = 0;
    const answer = async () => {
      asked += 1;
      return stale;
    };
    const never = schedulerOn(world, store, { digests, bot: { answer } });
    for (let hours = 0; hours < 100; hours++) {
      world.at = later(week + hours * hour);
      await never.tick();
    }
    expect(asked).toBeLessThan(76);
    expect(asked).toBeGreaterThan(60);
  });

  test('tick() tells the thread when later data moves a posted number by more than the digest says', async () => {
    const store = await open();
    const world = openWorld();
    world.answers = total(100);
    const { tick } = schedulerOn(world, store, { digests: () => [{ ...digest, restatedBy: 0.05 }] });
    await tick();
    for (const [day, value] of [100, 104, 110, 112, 120, 120, 500, 900].entries()) {
      world.answers = total(value);
      world.at = later(day * 24 * hour + (day < 7 ? 0 : hour));
      await tick();
    }
    expect(world.replies, 'one after a week').toEqual([
      '1: Later data changed what was posted here: Sales 100 → 110 (+10%).',
      '1: Later data changed what was posted here: Sales 110 → 120 (+9%).',
      '1: Later data changed what was posted here: Sales 120 → 500 (+317%).',
      '1: Later data changed what was posted here: Sales 500 → 900 (+80%).',
    ]);
  });

  test('tick() tells of moved numbers once though the process dies before it has noted that', async () => {
    const store = await open();
    const world = openWorld();
    world.answers = total(100);
    const digests = () => [{ ...digest, restatedBy: 0.05 }];
    await schedulerOn(world, store, { digests }).tick();
    world.at = monday;
    await schedulerOn(world, store, { digests }).tick();
    world.answers = total(110);
    const dying = { ...store.deliveries, revisit: async () => Promise.reject(new Error('dead')) };
    for (const hours of [25, 26, 27]) {
      world.at = later(hours * hour);
      await schedulerOn(world, store, { digests, ledger: dying }).tick();
    }
    world.at = later(28 * hour);
    await schedulerOn(world, store, { digests }).tick();
    expect(world.replies).toEqual(['1: Later data changed what was posted here: Sales 100 → 110 (+10%).']);
    world.answers = total(120);
    world.at = later(60 * hour);
    await schedulerOn(world, store, { digests }).tick();
    expect(world.replies).toHaveLength(2);
  });

  test('tick() keeps one message a period up to date for a living digest', async () => {
    const store = await open();
    const world = openWorld();
    const digests = () => [{ ...digest, cron: '0 * * * *', isLiving: true }];
    const { tick } = schedulerOn(world, store, { digests });
    await tick();
    const hours: [value: number, periodStart: string][] = [
      [1, '2026-11-23'],
      [2, '2026-11-23'],
      [3, '2026-11-23'],
      [4, '2026-11-30'],
      [5, '2026-11-30'],
    ];
    for (const [index, [value, periodStart]] of hours.entries()) {
      world.answers = total(value, { periodStart });
      world.at = later(index * hour);
      await tick();
    }
    expect(world.posts.map(({ notes }) => notes)).toEqual([
      ['Since it was last sent: Sales 2 → 3 (+50%).'],
      ['Since it was last sent: Sales 4 → 5 (+25%).'],
    ]);
    const rows = [...(await store.deliveries.list())].reverse();
    expect(rows.map(({ state, message }) => `${state} ${message}`)).toEqual([
      'posted 1',
      'posted 1',
      'posted 1',
      'posted 2',
      'posted 2',
    ]);
    world.posts.length = 0;
    world.at = later(5 * hour);
    await tick();
    expect(world.posts, 'a message that was deleted is posted anew').toHaveLength(1);
  });

  test('answer() is told when another instance has taken over', async () => {
    const file = await newStore();
    const [store, other] = [await open(file), await open(file)];
    const world = openWorld();
    const timers: (() => void)[] = [];
    const answering = Promise.withResolvers<void>();
    const told = Promise.withResolvers<unknown>();
    const { tick } = schedulerOn(world, store, {
      setTimer: (callback) => {
        timers.push(callback);
        return () => {};
      },
      bot: {
        answer: (_, { signal }) => {
          answering.resolve();
          return new Promise((_, reject) =>
            signal.addEventListener('abort', () => {
              told.resolve(signal.reason);
              reject(signal.reason);
            }),
          );
        },
      },
    });
    await tick();
    world.at = monday;
    const ticking = tick();
    await answering.promise;
    world.at = later(hour); // this instance was frozen
    await schedulerOn(world, other).tick();
    timers.at(-1)!();
    expect(await told.promise).toEqual(new Error('another instance has taken this delivery over'));
    await ticking;
    expect(world.posts.length).toBe(1);
    expect(await ledger(store)).toEqual(['2026-11-23T09:00 posted']);
  });

  test('stop() gives back what is not being posted yet', async () => {
    const store = await open();
    const world = openWorld();
    const answering = Promise.withResolvers<void>();
    const scheduler = schedulerOn(world, store, {
      bot: {
        answer: (_, { signal }) => {
          answering.resolve();
          return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
        },
      },
    });
    await scheduler.tick();
    world.at = monday;
    void scheduler.tick();
    await answering.promise;
    await scheduler.stop();
    expect(await store.deliveries.list()).toMatchObject([{ state: 'due', reason: 'Owlpost is stopping', failures: 0 }]);
    await schedulerOn(world, store).tick();
    expect(await ledger(store)).toEqual(['2026-11-23T09:00 posted']);
  });

  test('start() sleeps until something is due, stop() waits for what is being posted', async () => {
    const store = await open();
    const world = openWorld(later(-10_000));
    const sleeps: number[] = [];
    const armed = { next: Promise.withResolvers<() => void>() };
    const posting = Promise.withResolvers<void>();
    const sent = Promise.withResolvers<void>();
    const schedule = schedulerOn(world, store, {
      setTimer: (callback, ms) => {
        if (ms !== 20_000) {
          sleeps.push(ms);
          armed.next.resolve(callback);
        }
        return () => {};
      },
      bot: {
        post: async (...given) => {
          posting.resolve();
          await sent.promise;
          return world.bot.post(...given);
        },
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

  test('start() sees at once what became due during a round, and sleeps when it cannot be planned', async () => {
    const store = await open();
    const world = openWorld(later(-1000));
    const sleeps: number[] = [];
    const armed = { next: Promise.withResolvers<() => void>() };
    const flaky = { ...store.deliveries };
    flaky.enter = async (...given) => {
      await store.deliveries.enter(...given);
      world.at = later(5000); // a slow database
    };
    const schedule = schedulerOn(world, store, {
      ledger: flaky,
      setTimer: (callback, ms) => {
        if (ms !== 20_000) {
          sleeps.push(ms);
          armed.next.resolve(callback);
        }
        return () => {};
      },
    });
    const wake = async () => {
      const callback = await armed.next.promise;
      armed.next = Promise.withResolvers();
      callback();
      await armed.next.promise;
    };
    schedule.start();
    await wake();
    expect(sleeps).toEqual([0, 0]);
    flaky.findSchedules = async () => Promise.reject(new Error('the database is away'));
    await wake();
    expect(sleeps, 'it is not asked all the time').toEqual([0, 0, 30_000]);
    flaky.findSchedules = store.deliveries.findSchedules;
    await wake();
    await schedule.tick();
    await schedule.stop();
    expect(await ledger(store)).toEqual(['2026-11-23T09:00 posted']);
  });
});
