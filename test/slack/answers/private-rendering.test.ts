import { expect, test } from 'vitest';

import type { Message } from '../../../src/slack/blocks/message.ts';

import { readCatalogue } from '../../../src/catalogue/catalogue.ts';
import { parse } from '../../../src/question/parse.ts';
import { findPrivately, privateKey, writePrivately } from '../../../src/slack/answers/private-rendering.ts';
import { createKeyedQueue } from '../../../src/slack/keyed-queue.ts';
import { openMessageCache } from '../../../src/slack/messages/message-cache.ts';

const { query, request } = parse('sales', await readCatalogue('queries'), () => []);

const view = { title: 'Sales', headline: 'USA leads', understood: 'Sales', notes: [], receipt: '' };

const RENDERING = { view, query, request, state: { text: 'sales', asker: 'U1' } };

function open() {
  const texts = new Map<string, string>();
  const sent: Message[] = [];
  const world = {
    cache: openMessageCache(),
    memory: {
      get: async (key: string) => texts.get(key),
      put: async (key: string, text: string) => void texts.set(key, text),
    },
    queue: createKeyedQueue(),
  };
  return { texts, sent, world, send: async (message: Message) => void sent.push(message) };
}

test('what was written is found again by its nonce, with its view in this process', async () => {
  const { world, send, sent } = open();
  const nonce = await writePrivately(RENDERING, { channel: 'C1', send }, world);
  expect(sent).toHaveLength(1);
  expect(await findPrivately('C1', nonce, world)).toEqual({
    state: RENDERING.state,
    shown: { view, state: RENDERING.state },
  });
});

test('another process finds the question alone', async () => {
  const { world, send } = open();
  const nonce = await writePrivately(RENDERING, { channel: 'C1', send }, world);
  const found = await findPrivately('C1', nonce, { memory: world.memory, cache: openMessageCache() });
  expect(found).toEqual({ state: RENDERING.state, shown: undefined });
});

test('a run that was stopped writes nothing', async () => {
  const { world, send, sent, texts } = open();
  await writePrivately(RENDERING, { channel: 'C1', send, run: { signal: AbortSignal.abort() } }, world);
  expect([sent.length, texts.size]).toEqual([0, 0]);
});

test('findPrivately() is undefined for what is not known, or is no question', async () => {
  const { world, texts } = open();
  expect(await findPrivately('C1', 'none', world)).toBe(undefined);
  texts.set(privateKey('broken'), '{');
  expect(await findPrivately('C1', 'broken', world)).toBe(undefined);
});
