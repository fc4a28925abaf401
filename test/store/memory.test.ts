import { expect, test } from 'vitest';

import { openMemory } from '../../src/store/memory.ts';
import { openMemoryDatabase } from '../support/memory-database.ts';

const DAY_MS = 24 * 60 * 60_000;

async function open() {
  const clock = { at: 0 };
  return { clock, memory: openMemory(await openMemoryDatabase(), () => clock.at) };
}

test('get() finds the text that was put last', async () => {
  const { memory } = await open();
  expect(await memory.get('key')).toBe(undefined);
  await memory.put('key', 'one');
  await memory.put('key', '');
  expect(await memory.get('key')).toBe('');
});

test('a text is kept for 90 days after it was last put', async () => {
  const { memory, clock } = await open();
  await memory.put('old', 'text');
  await memory.put('renewed', 'text');
  clock.at = 60 * DAY_MS;
  await memory.put('renewed', 'text');
  clock.at = 90 * DAY_MS;
  await memory.put('new', 'text');
  expect(await memory.get('old')).toBe('text');
  clock.at = 91 * DAY_MS;
  await memory.put('new', 'text');
  expect(await memory.get('old')).toBe(undefined);
  expect(await memory.get('renewed')).toBe('text');
});
