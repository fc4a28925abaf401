import { expect, test } from 'vitest';

import { createKeyedQueue } from '../../src/slack/keyed-queue.ts';

test('work for one key is done in order, also after a failure; other keys do not wait', async () => {
  const turns = createKeyedQueue();
  const done: string[] = [];
  const gate = Promise.withResolvers<void>();
  const first = turns('a', async () => {
    await gate.promise;
    done.push('first');
    throw new Error('failed');
  });
  const second = turns('a', async () => done.push('second'));
  await turns('b', async () => done.push('other'));
  gate.resolve();
  await expect(first).rejects.toThrow('failed');
  await second;
  expect(done).toEqual(['other', 'first', 'second']);
});
