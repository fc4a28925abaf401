import { expect, test } from 'vitest';

import type { Run } from '../../src/answer/context.ts';

import { openMemory } from '../../src/answer/lookup-cache.ts';

function memoryOf(results: (readonly (string | null)[] | Error)[]) {
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
  const memory = openMemory(run, {
    now: () => new Date(time),
    ttl: 1000,
    retry: 100,
    onFailure: (sql) => failures.push(sql),
  });
  return {
    column: () => memory.column('q'),
    at: (moment: number) => {
      time = moment;
    },
    readAt: () => memory.readAt('q')?.getTime(),
    asked: () => asked,
    failures,
  };
}

test('asks once, drops NULLs and repeats, and shares what is on its way', async () => {
  const memory = memoryOf([['b', null, 'a', 'b']]);
  const [first, second] = await Promise.all([memory.column(), memory.column()]);
  expect(first).toEqual(['b', 'a']);
  expect(second).toBe(first);
  expect(memory.asked()).toBe(1);
});

test('serves the old list while it fetches a new one, and keeps the same array when nothing changed', async () => {
  const memory = memoryOf([['a'], ['a', 'b'], ['a', 'b']]);
  const old = await memory.column();
  memory.at(1000);
  expect(await memory.column()).toBe(old);
  const fresh = await memory.column();
  expect(fresh).toEqual(['a', 'b']);
  memory.at(2000);
  await memory.column();
  expect(await memory.column()).toBe(fresh);
  expect(memory.asked()).toBe(3);
});

test('a failure is told, gives what there was, and is tried again soon', async () => {
  const memory = memoryOf([new Error('away'), ['a']]);
  expect(await memory.column()).toEqual([]);
  expect(await memory.column()).toEqual([]);
  expect(memory.failures).toEqual(['q']);
  memory.at(100);
  await memory.column();
  expect(await memory.column()).toEqual(['a']);
});

test('knows when the list was read, and a failure does not make it younger', async () => {
  const memory = memoryOf([['a'], new Error('away'), ['a']]);
  expect(memory.readAt()).toBeUndefined();
  memory.at(5);
  await memory.column();
  expect(memory.readAt()).toBe(5);
  memory.at(2000);
  await memory.column();
  expect(await memory.column()).toEqual(['a']);
  expect(memory.readAt()).toBe(5);
  memory.at(2100);
  await memory.column();
  expect(await memory.column()).toEqual(['a']);
  expect(memory.readAt()).toBe(2100);
});
