import { describe, expect, test } from 'vitest';

import { openFairLimiter } from '../../../src/slack/answers/fair-limiter.ts';

/** Work that ends when it is told to, and the order in which pieces began. */
function openWork() {
  const began: string[] = [];
  const ends = new Map<string, PromiseWithResolvers<string>>();
  return {
    began,
    work: (name: string) => () => {
      began.push(name);
      ends.set(name, Promise.withResolvers<string>());
      return ends.get(name)!.promise;
    },
    end: async (name: string) => {
      ends.get(name)!.resolve(name);
      await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
    },
    fail: async (name: string) => {
      ends.get(name)!.reject(new Error(name));
      await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
    },
  };
}

describe('openFairLimiter()', () => {
  test('lets so much run at once, and people take turns', async () => {
    const limit = openFairLimiter({ running: { all: 2, person: 2 }, waiting: { all: 10, person: 10 } });
    const { began, work, end } = openWork();
    const all = ['a1', 'a2', 'a3', 'a4', 'b1', 'c1', 'c2'].map((name) => limit(name[0]!, work(name)));
    expect(began).toEqual(['a1', 'a2']);
    for (const name of ['a1', 'a2', 'a3', 'b1', 'c1', 'a4', 'c2']) await end(name);
    expect(began).toEqual(['a1', 'a2', 'a3', 'b1', 'c1', 'a4', 'c2']);
    expect(await Promise.all(all)).toEqual(['a1', 'a2', 'a3', 'a4', 'b1', 'c1', 'c2']);
  });

  test('goes on after work that fails', async () => {
    const limit = openFairLimiter({ running: { all: 1, person: 1 }, waiting: { all: 10, person: 10 } });
    const { began, work, fail, end } = openWork();
    const failing = limit('a', work('a1'));
    const failed = expect(failing).rejects.toThrow('a1');
    const next = limit('a', work('a2'));
    await fail('a1');
    await failed;
    await end('a2');
    expect(await next).toBe('a2');
    expect(began).toEqual(['a1', 'a2']);
  });

  test('refuses more than may wait, in words, and takes work again afterwards', async () => {
    const limit = openFairLimiter({ running: { all: 1, person: 1 }, waiting: { all: 1, person: 1 } });
    const { work, end } = openWork();
    const [first, second] = [limit('a', work('a1')), limit('b', work('b1'))];
    await expect(limit('c', work('c1'))).rejects.toThrow('1 question waits already: ask again in a few minutes');
    await end('a1');
    await end('b1');
    expect(await Promise.all([first, second])).toEqual(['a1', 'b1']);
    const third = limit('c', work('c2'));
    await end('c2');
    expect(await third).toBe('c2');
  });

  test('leaves room for others beside the tasks of one person, and gives it back', async () => {
    const limit = openFairLimiter({ running: { all: 3, person: 2 }, waiting: { all: 10, person: 10 } });
    const { began, work, end } = openWork();
    const all = ['a1', 'a2', 'a3', 'a4', 'b1', 'b2'].map((name) => limit(name[0]!, work(name)));
    expect(began).toEqual(['a1', 'a2', 'b1']);
    await end('a1'); // a waited first
    await end('a2');
    for (const name of ['b1', 'a3', 'b2', 'a4']) await end(name);
    expect(began).toEqual(['a1', 'a2', 'b1', 'a3', 'b2', 'a4']);
    expect(await Promise.all(all)).toHaveLength(6);
  });

  test('refuses more of one person than may wait, and nobody else', async () => {
    const limit = openFairLimiter({ running: { all: 1, person: 1 }, waiting: { all: 3, person: 1 } });
    const { work, end } = openWork();
    const all = ['a1', 'a2', 'b1'].map((name) => limit(name[0]!, work(name)));
    await expect(limit('a', work('a3'))).rejects.toThrow(
      '1 question of yours waits already: ask again when some are answered',
    );
    for (const name of ['a1', 'a2', 'b1']) await end(name);
    expect(await Promise.all(all)).toEqual(['a1', 'a2', 'b1']);
  });
});
