import { afterEach, beforeEach, expect, test } from 'vitest';

import type { Digest } from '../../src/digests/digest.ts';
import type { Store } from '../../src/store/store.ts';

import { openDeliveryPool } from '../../src/digests/delivery-pool.ts';
import { openStore } from '../../src/store/store.ts';
import { digestBot } from '../support/digest-bot.ts';

let store: Store;

beforeEach(async () => {
  store = await openStore(':memory:', { log: { warn() {} } });
});

afterEach(() => store.close());

const now = new Date('2026-11-23T09:00:00Z');

/** Digests that are all due now, each in the channel that is named. */
async function dueIn(channels: readonly string[]): Promise<readonly Digest[]> {
  const digests = channels.map((channel, index): Digest => {
    const timing = { cron: '0 9 * * 1', timezone: 'UTC' };
    return { name: `digest-${index}`, questions: ['sales'], channel, ...timing, onlyIf: [] };
  });
  const entries = digests.map(({ name, cron, timezone }) => ({
    schedule: { digest: name, cron, timezone, since: now },
    occurrences: [{ dueAt: now, state: 'due' as const }],
  }));
  await store.deliveries.enter(entries, now);
  return digests;
}

/** A pool over digests whose posts in `#slow` hang until `release`; `posted` has the channels of those that were posted. */
function openPool(digests: readonly Digest[], { post = async () => {} } = {}) {
  const posted: string[] = [];
  const slow = Promise.withResolvers<void>();
  let [running, most] = [0, 0];
  const bot = digestBot({
    answer: async () => {
      running += 1;
      most = Math.max(most, running);
      return { facts: [] };
    },
    post: async ({ channel }) => {
      if (channel === '#slow') await slow.promise;
      await post();
      running -= 1;
      posted.push(channel);
      return { channel, ts: String(posted.length) };
    },
  });
  const log = { info() {}, warn() {}, error() {} };
  const pool = openDeliveryPool({
    ledger: store.deliveries,
    bot,
    digests: () => digests,
    now: () => now,
    setTimer: () => () => {},
    log,
  });
  return { pool, posted, release: slow.resolve, most: () => most };
}

test('fill() posts all that is due, many at once but not all', async () => {
  const { pool, posted, most } = openPool(await dueIn(Array.from({ length: 200 }, (_, index) => `#channel-${index}`)));
  await pool.fill();
  await pool.settle();
  expect(new Set(posted).size).toBe(200);
  expect(most()).toBeLessThanOrEqual(60);
});

test('what was begun is posted before more is begun, while that keeps the process busy', async () => {
  const post = async () => {
    for (let turns = 0; turns < 3; turns++) {
      await new Promise(setImmediate);
      const until = performance.now() + 3;
      while (performance.now() < until);
    }
  };
  const digests = await dueIn(Array.from({ length: 60 }, (_, index) => `#channel-${index}`));
  const { pool, posted, most } = openPool(digests, { post });
  await pool.fill();
  await pool.settle();
  expect(posted).toHaveLength(60);
  expect(most()).toBeLessThan(50);
});

test('a channel that Slack puts off holds back no other one', async () => {
  const digests = await dueIn([
    ...Array(100).fill('#slow'),
    ...Array.from({ length: 100 }, (_, index) => `#c-${index}`),
  ]);
  const { pool, posted, release } = openPool(digests);
  await pool.fill();
  for (let looks = 0; posted.length < 100 && looks < 10_000; looks++) await new Promise(setImmediate);
  expect(posted).toHaveLength(100);
  expect(posted).not.toContain('#slow');
  const states = (await store.deliveries.list({ limit: 500 })).map(({ state }) => state);
  expect(states.filter((state) => state === 'posting').length, 'few of the slow channel are begun').toBeLessThan(15);
  release();
  await pool.settle();
  expect(posted.filter((channel) => channel === '#slow')).toHaveLength(100);
});

test('stop() begins nothing more', async () => {
  const { pool, posted, release } = openPool(await dueIn(Array(20).fill('#slow')));
  await pool.fill();
  pool.stop();
  release();
  await pool.settle();
  expect(pool.isStopping()).toBe(true);
  expect(posted.length).toBeLessThan(15);
});
