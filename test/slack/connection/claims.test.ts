import pino from 'pino';
import { expect, test } from 'vitest';

import { openClaims } from '../../../src/slack/connection/claims.ts';

const log = pino({ level: 'silent' });

/** The table that instances share. */
function shared() {
  const ids = new Set<string>();
  return async (id: string) => !ids.has(id) && ids.add(id).has(id);
}

test('claim(id) takes a request once in one process, even when it comes twice at once', async () => {
  const { claim } = openClaims(shared(), { log });
  expect(await Promise.all([claim('a'), claim('a'), claim('b')])).toEqual([true, false, true]);
  expect(await claim('a')).toBe(false);
});

test('claim(id) takes a request once over two instances', async () => {
  const store = shared();
  const [first, second] = [openClaims(store, { log }), openClaims(store, { log })];
  expect(await Promise.all([first.claim('a'), second.claim('a')])).toEqual([true, false]);
});

test.each([
  ['fails', () => Promise.reject(new Error('disk full'))],
  ['never answers', () => new Promise<boolean>(() => undefined)],
])('a store that %s stops nobody', async (_, store) => {
  const { claim } = openClaims(store, { log });
  expect(await claim('a')).toBe(true);
  expect(await claim('a')).toBe(false);
});
