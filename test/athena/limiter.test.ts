import { expect, test } from 'vitest';

import { openLimiter } from '../../src/athena/limiter.ts';

const never = new AbortController().signal;

/** Work that ends when it is told to. */
function piece(name: string, log: string[]) {
  const { promise, resolve } = Promise.withResolvers<void>();
  const work = async () => {
    log.push(`${name} starts`);
    await promise;
    log.push(`${name} ends`);
    return name;
  };
  return { work, end: resolve };
}

const turns = () => new Promise<void>((resolve) => setImmediate(resolve));

test('so many run at once, the rest in the order in which it came', async () => {
  const log: string[] = [];
  const limit = openLimiter({ running: 2, waiting: 10 });
  const pieces = ['a', 'b', 'c', 'd'].map((name) => piece(name, log));
  const done = pieces.map(({ work }) => limit(never, work));
  await turns();
  expect(log).toEqual(['a starts', 'b starts']);
  pieces[1]!.end();
  await turns();
  expect(log.slice(2)).toEqual(['b ends', 'c starts']);
  for (const { end } of pieces) end();
  expect(await Promise.all(done)).toEqual(['a', 'b', 'c', 'd']);
});

test('work that waits leaves when its signal aborts, and a failure hands its turn on', async () => {
  const log: string[] = [];
  const limit = openLimiter({ running: 1, waiting: 10 });
  const failing = limit(never, async () => {
    await turns();
    throw new Error('no');
  });
  const leaver = new AbortController();
  const left = limit(leaver.signal, piece('left', log).work);
  const last = piece('last', log);
  last.end();
  const done = limit(never, last.work);
  leaver.abort(new Error('changed my mind'));
  await expect(left).rejects.toThrow('changed my mind');
  await expect(failing).rejects.toThrow('no');
  expect(await done).toBe('last');
  expect(log).toEqual(['last starts', 'last ends']);
  expect(await limit(never, async () => 'again')).toBe('again');
});

test('more than may wait is refused as what it is', async () => {
  const limit = openLimiter({ running: 1, waiting: 1 });
  const first = piece('first', []);
  const done = [limit(never, first.work), limit(never, async () => 'second')];
  await expect(limit(never, async () => 'third')).rejects.toMatchObject({
    message: '1 queries wait for Athena already; ask again in a minute',
    isTemporary: true,
  });
  first.end();
  expect(await Promise.all(done)).toEqual(['first', 'second']);
});
