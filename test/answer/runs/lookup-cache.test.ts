import { expect, test } from 'vitest';

import type { Run } from '../../../src/answer/context.ts';

import { openLookupCache } from '../../../src/answer/runs/lookup-cache.ts';

function cacheOf(results: (readonly (string | null)[] | Error)[]) {
  let time = 0;
  let asked = 0;
  const failures: string[] = [];
  const run: Run = async () => {
    const result = results[Math.min(asked++, results.length - 1)]!;
    if (result instanceof Error) throw result;
    return {
      columns: [],
      rows: result.map((cell) => [cell]),
      scannedBytes: 0,
      elapsedMs: 0,
      engine: '',
      executionId: '',
      reused: false,
    };
  };
  const cache = openLookupCache(run, {
    now: () => new Date(time),
    ttlMs: 1000,
    retryMs: 100,
    onFailure: (sql) => failures.push(sql),
  });
  return {
    column: () => cache.column('q'),
    since: (moment: number) => cache.column('q', { since: new Date(moment) }),
    at: (moment: number) => {
      time = moment;
    },
    readAt: () => cache.readAt('q')?.getTime(),
    asked: () => asked,
    failures,
  };
}

test('asks once, drops NULLs and repeats, and shares what is on its way', async () => {
  const cache = cacheOf([['b', null, 'a', 'b']]);
  const [first, second] = await Promise.all([cache.column(), cache.column()]);
  expect(first).toEqual(['b', 'a']);
  expect(second).toBe(first);
  expect(cache.asked()).toBe(1);
});

test('serves the old list while it fetches a new one, and keeps the same array when nothing changed', async () => {
  const cache = cacheOf([['a'], ['a', 'b'], ['a', 'b']]);
  const old = await cache.column();
  cache.at(1001);
  expect(await cache.column()).toBe(old);
  await expect.poll(cache.column).toEqual(['a', 'b']);
  const fresh = await cache.column();
  cache.at(2003);
  expect(await cache.column()).toBe(fresh);
  await expect.poll(cache.readAt).toBe(2003);
  expect(await cache.column()).toBe(fresh);
  expect(cache.asked()).toBe(3);
});

test('column() with since waits for what was read before it to be read again, once for all who wait, and not for what was read since', async () => {
  const cache = cacheOf([['20 Nov'], ['21 Nov'], ['22 Nov']]);
  await cache.column();
  cache.at(500);
  expect(await cache.since(0), 'it was read at that moment').toEqual(['20 Nov']);
  const both = await Promise.all([cache.since(1), cache.since(1)]);
  expect(both).toEqual([['21 Nov'], ['21 Nov']]);
  cache.at(5000);
  expect(await cache.since(5000), 'what has expired, too').toEqual(['22 Nov']);
  expect(cache.asked()).toBe(3);
});

test('column() with since has what there was when it cannot be read again, and does not try again at once', async () => {
  const cache = cacheOf([['20 Nov'], new Error('away'), ['21 Nov']]);
  await cache.column();
  cache.at(50);
  expect(await cache.since(50)).toEqual(['20 Nov']);
  expect(await cache.since(50)).toEqual(['20 Nov']);
  expect(cache.asked()).toBe(2);
  cache.at(151);
  expect(await cache.since(50)).toEqual(['21 Nov']);
});

test('a failure is told, gives what there was, and is tried again soon', async () => {
  const cache = cacheOf([new Error('away'), ['a']]);
  expect(await cache.column()).toEqual([]);
  expect(await cache.column()).toEqual([]);
  expect(cache.failures).toEqual(['q']);
  cache.at(101);
  await expect.poll(cache.column).toEqual(['a']);
  expect(cache.asked()).toBe(2);
});

test('knows when the list was read, and a failure does not make it younger', async () => {
  const cache = cacheOf([['a'], new Error('away'), ['a']]);
  expect(cache.readAt()).toBeUndefined();
  cache.at(5);
  await cache.column();
  expect(cache.readAt()).toBe(5);
  cache.at(2000);
  await cache.column();
  await expect.poll(() => cache.failures).toEqual(['q']);
  expect(await cache.column()).toEqual(['a']);
  expect(cache.readAt()).toBe(5);
  cache.at(2101);
  await cache.column();
  await expect.poll(cache.readAt).toBe(2101);
});

test.each([1000, 1500])('what took %i ms to read is read again at once', async (took) => {
  const cache = cacheOf([['a'], ['b']]);
  const first = cache.column();
  cache.at(took);
  expect(await first).toEqual(['a']);
  await expect.poll(cache.column).toEqual(['b']);
  expect(cache.readAt()).toBe(took);
});
