import { expect, test } from 'vitest';

import type { DeliveringOptions } from '../../../src/slack/answers/delivering.ts';

import { createKeyedQueue } from '../../../src/slack/keyed-queue.ts';
import { inPlace, isRef } from '../../../src/slack/messages/in-place.ts';
import { openMessageCache } from '../../../src/slack/messages/message-cache.ts';

const REF = { channel: 'C1', ts: '1.1' };

const open = () => {
  const cache = openMessageCache();
  const options = { cache, queue: createKeyedQueue() } as unknown as DeliveringOptions;
  return { cache, options };
};

test('writes to one message are one after the other, and each sees where it stands by then', async () => {
  const { cache, options } = open();
  const { promise, resolve } = Promise.withResolvers<void>();
  const done: string[] = [];
  const first = inPlace(REF, options, async ({ ts }) => {
    await promise;
    cache.move(REF, { channel: 'C1', ts: '2.2' });
    done.push(`first ${ts}`);
  });
  const second = inPlace(REF, options, async ({ ts }) => void done.push(`second ${ts}`));
  resolve();
  await Promise.all([first, second]);
  expect(done).toEqual(['first 1.1', 'second 2.2']);
});

test('new messages do not wait', async () => {
  const { options } = open();
  const never = inPlace({ channel: 'C1' }, options, () => new Promise(() => {}));
  expect(await inPlace({ channel: 'C1', thread: '0.1' }, options, async (now) => now)).toEqual({
    channel: 'C1',
    thread: '0.1',
  });
  expect(never).toBeInstanceOf(Promise);
});

test('isRef() tells a message from a place for one', () => {
  expect(isRef(REF)).toBe(true);
  expect(isRef({ channel: 'C1', thread: '0.1' })).toBe(false);
});
