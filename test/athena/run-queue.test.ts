import { expect, test } from 'vitest';

import type { Asked } from '../../src/answer/context.ts';

import { openRunQueue } from '../../src/athena/run-queue.ts';

const never = new AbortController().signal;

const turns = () => new Promise<void>((resolve) => setImmediate(resolve));

/** A queue whose work ends when it is told to, with the order in which pieces began. */
function openWork(limits: { running: number; waiting: number }) {
  const queue = openRunQueue(limits);
  const began: string[] = [];
  const places: [string, number][] = [];
  const ends = new Map<string, PromiseWithResolvers<string>>();
  return {
    began,
    places,
    waiting: queue.waiting,
    ask: (name: string, asked?: Partial<Asked>, signal = never) =>
      queue.run(
        signal,
        asked && { person: name[0]!, onQueued: (place) => places.push([name, place]), ...asked },
        () => {
          began.push(name);
          ends.set(name, Promise.withResolvers<string>());
          return ends.get(name)!.promise;
        },
      ),
    end: async (name: string) => {
      ends.get(name)!.resolve(name);
      await turns();
    },
    fail: async (name: string) => {
      ends.get(name)!.reject(new Error(name));
      await turns();
    },
    /** Ends whatever runs until nothing does. */
    endAll: async () => {
      for (let ended = 0; ended < began.length; ended++) {
        ends.get(began[ended]!)!.resolve(began[ended]!);
        await turns();
      }
    },
  };
}

test('so many run at once, people take turns, and each is told the place', async () => {
  const { ask, began, places, waiting, endAll } = openWork({ running: 1, waiting: 10 });
  const all = ['a1', 'a2', 'a3', 'b1', 'c1', 'b2'].map((name) => ask(name, {}));
  expect(began).toEqual(['a1']);
  expect(waiting()).toBe(5);
  expect(places).toEqual([
    ['a2', 1],
    ['a3', 2],
    ['b1', 1],
    ['c1', 2],
    ['b2', 4],
  ]);
  await endAll();
  expect(began).toEqual(['a1', 'b1', 'c1', 'a2', 'b2', 'a3']);
  expect(await Promise.all(all)).toEqual(['a1', 'a2', 'a3', 'b1', 'c1', 'b2']);
});

test('channels take turns, too, however many people ask in one', async () => {
  const { ask, began, endAll } = openWork({ running: 1, waiting: 10 });
  const busy = ['a1', 'b1', 'c1', 'd1'].map((name) => ask(name, { channel: 'busy' }));
  const quiet = ask('e1', { channel: 'quiet' });
  await endAll();
  expect(began).toEqual(['a1', 'e1', 'b1', 'c1', 'd1']);
  await Promise.all([...busy, quiet]);
});

test('digests wait behind people who come later, and nobody waits for ever', async () => {
  const { ask, began, end } = openWork({ running: 1, waiting: 10 });
  const all = [ask('a1', {}), ask('digest', { person: 'digest weekly', isDigest: true }), ask('a2', {})];
  await end('a1');
  all.push(ask('b1', {}), ask('c1', {}));
  for (const name of ['a2', 'b1', 'c1', 'digest']) await end(name);
  expect(began).toEqual(['a1', 'a2', 'b1', 'c1', 'digest']);
  await Promise.all(all);
});

test('work that waits leaves when its signal aborts, and a failure hands its turn on', async () => {
  const { ask, began, fail, end } = openWork({ running: 1, waiting: 10 });
  const failing = ask('a1', {});
  const failed = expect(failing).rejects.toThrow('a1');
  const leaver = new AbortController();
  const left = ask('b1', {}, leaver.signal);
  const last = ask('c1');
  leaver.abort(new Error('changed my mind'));
  await expect(left).rejects.toThrow('changed my mind');
  await fail('a1');
  await failed;
  await end('c1');
  expect(await last).toBe('c1');
  expect(began).toEqual(['a1', 'c1']);
});

test('more than may wait is refused as what it is, and ten thousand are all served', async () => {
  const { ask, began, endAll } = openWork({ running: 5, waiting: 10_000 });
  const all = Array.from({ length: 10_005 }, (_, index) => ask(`${index}`, { person: `U${index % 100}` }));
  await expect(ask('late', {})).rejects.toMatchObject({
    message: '10000 queries wait for Athena already; ask again in a minute',
    isTemporary: true,
  });
  await endAll();
  expect((await Promise.all(all)).length).toBe(10_005);
  expect(new Set(began).size).toBe(10_005);
});
