import pino from 'pino';
import { expect, test } from 'vitest';

import type { TextMemory } from '../../../src/answer/text-memory.ts';

import { openLastQuestions } from '../../../src/slack/answers/last-questions.ts';

const log = pino({ level: 'silent' });

function openMap(): TextMemory {
  const texts = new Map<string, string>();
  return { get: async (key) => texts.get(key), put: async (key, text) => void texts.set(key, text) };
}

const IN_CHANNEL = { channel: 'C1', user: 'U1' };

test('a question is found by who asked it in its channel, and by its thread', async () => {
  const { note, find } = openLastQuestions(openMap(), { log });
  await note('sales', { channel: 'C1', ts: '1.1' }, 'U1');
  expect(await find(IN_CHANNEL)).toBe('sales');
  expect(await find({ ...IN_CHANNEL, thread: '1.1', user: 'U2' })).toBe('sales');
  expect(await find({ channel: 'C1', user: 'U2' })).toBe(undefined);
  expect(await find({ channel: 'C2', user: 'U1' })).toBe(undefined);
});

test('what is asked in a thread does not follow a person out of it', async () => {
  const { note, find } = openLastQuestions(openMap(), { log });
  await note('sales', { channel: 'C1', ts: '1.1' }, 'U1');
  await note('customers', { channel: 'C1', ts: '1.2', thread: '1.1' }, 'U1');
  expect(await find(IN_CHANNEL)).toBe('sales');
  expect(await find({ ...IN_CHANNEL, thread: '1.1' })).toBe('customers');
});

test('a digest is followed up in its thread, and is nobody’s own', async () => {
  const { note, find, recent } = openLastQuestions(openMap(), { log });
  await note('sales', { channel: 'C1', ts: '1.1' }, undefined);
  expect(await find({ ...IN_CHANNEL, thread: '1.1' })).toBe('sales');
  expect(await find(IN_CHANNEL)).toBe(undefined);
  expect(await recent('U1')).toEqual([]);
});

test('recent() has a person’s last five, each once, the latest first', async () => {
  const { note, recent } = openLastQuestions(openMap(), { log });
  for (const text of ['a', 'b', 'c', 'd', 'e', 'f', 'b']) await note(text, { channel: 'C1', ts: '1.1' }, 'U1');
  expect(await recent('U1')).toEqual(['b', 'f', 'e', 'd', 'c']);
});

test('while the memory fails, this process still knows what it was asked', async () => {
  const fails = async () => {
    throw new Error('no database');
  };
  const { note, find, recent } = openLastQuestions({ get: fails, put: fails }, { log });
  await note('sales', { channel: 'C1', ts: '1.1' }, 'U1');
  expect(await find(IN_CHANNEL)).toBe('sales');
  expect(await recent('U1')).toEqual([]);
});
