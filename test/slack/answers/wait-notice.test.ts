import { expect, test, vi } from 'vitest';

import type { Message } from '../../../src/slack/blocks/message.ts';

import { startWaitNotice } from '../../../src/slack/answers/wait-notice.ts';

const cache = { newNonce: () => 'n' };

const log = { warn: () => {} };

test('an asker who sees nothing is told alone that the question waits, once', async () => {
  vi.useFakeTimers();
  const told: string[] = [];
  const tell = async ({ text }: Message) => void told.push(text);
  startWaitNotice('sales by city', tell, { cache, log });
  vi.advanceTimersByTime(4999);
  expect(told).toEqual([]);
  vi.advanceTimersByTime(60_000);
  expect(told).toEqual(['I am busy just now. The answer to “sales by city” comes here as soon as it is there.']);
  vi.useRealTimers();
});

test('who sees something of the question is told nothing', () => {
  vi.useFakeTimers();
  const told: string[] = [];
  const onSeen = startWaitNotice('sales', async ({ text }) => void told.push(text), { cache, log });
  onSeen();
  vi.advanceTimersByTime(60_000);
  expect(told).toEqual([]);
  vi.useRealTimers();
});

test('an answer comes below the notice that was just being sent, but does not wait for it long', async () => {
  vi.useFakeTimers();
  const order: string[] = [];
  const [soon, never] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const tell = async ({ promise }: typeof soon, name: string) => {
    await promise;
    order.push(name);
  };
  const onSeen = startWaitNotice('sales', () => tell(soon, 'first notice'), { cache, log });
  const onSeenNext = startWaitNotice('sales', () => tell(never, 'second notice'), { cache, log });
  vi.advanceTimersByTime(5000);
  const first = onSeen().then(() => order.push('first answer'));
  soon.resolve();
  await first;
  const second = onSeenNext().then(() => order.push('second answer'));
  await vi.advanceTimersByTimeAsync(2000);
  await second;
  expect(order).toEqual(['first notice', 'first answer', 'second answer']);
  vi.useRealTimers();
});
