import { expect, test } from 'vitest';

import type { SubscriptionStore } from '../../src/digests/subscriptions.ts';

import { openSubscriptions } from '../../src/digests/subscriptions.ts';

const NOW = new Date('2026-11-20T12:00:00Z');

const GIVEN = {
  questions: ['sales period="last week"'],
  channel: 'C1',
  cron: '0 9 * * 1',
  when: 'every Monday at 09:00',
  timezone: 'Europe/Berlin',
  owner: 'U1',
  onlyIf: ['changed'],
} as const;

/** A store in memory: what it does is what the tests of the real one hold it to. */
function storeWith(
  texts: readonly (readonly [string, string])[] = [],
): SubscriptionStore & { kept: Map<string, string> } {
  const kept = new Map(texts);
  return {
    kept,
    list: async () => kept,
    put: async (_, name, value) => void kept.set(name, value),
    remove: async (_, name) => void kept.delete(name),
  };
}

test('a subscription is kept, paused, seen by another instance, and removed', async () => {
  const store = storeWith();
  const [one, two] = [openSubscriptions(store), openSubscriptions(store)];
  const added = await one.add({ ...GIVEN, questions: [...GIVEN.questions], onlyIf: [...GIVEN.onlyIf] }, NOW);
  expect(added).toEqual({
    ...GIVEN,
    name: expect.stringMatching(/^subscription-[\da-f]{8}$/),
    isPaused: false,
    since: NOW,
  });
  expect(one.all()).toEqual([added]);
  expect(two.all()).toEqual([]);
  expect(await two.refresh()).toEqual([added]);
  await two.pause(added.name);
  expect(await one.refresh()).toEqual([{ ...added, isPaused: true }]);
  const later = new Date('2026-11-23T12:00:00Z');
  await one.resume(added.name, later);
  expect(await two.refresh()).toEqual([{ ...added, since: later }]);
  await one.pause('subscription-none');
  await one.change(added.name, { owner: 'U0TOMAS002' });
  expect(await two.refresh()).toMatchObject([{ name: added.name, owner: 'U0TOMAS002' }]);
  await one.remove(added.name);
  expect(one.all()).toEqual([]);
  expect(await two.refresh()).toEqual([]);
});

test.each([
  ['another shape', { questions: [] }],
  ['a cron that never comes', { ...GIVEN, cron: '0 9 31 2 *', isPaused: false }],
  ['a time zone that is none', { ...GIVEN, timezone: 'Moon/Base', isPaused: false }],
])('what was stored as %s is left out', async (_, stored) => {
  const subscriptions = openSubscriptions(storeWith([['subscription-1', JSON.stringify(stored)]]));
  expect(await subscriptions.refresh()).toEqual([]);
});

test('what was stored as half a text is left out, and the others stay', async () => {
  const whole = JSON.stringify({ ...GIVEN, isPaused: false });
  const subscriptions = openSubscriptions(
    storeWith([
      ['subscription-1', whole.slice(0, -5)],
      ['subscription-2', whole],
    ]),
  );
  expect((await subscriptions.refresh()).map(({ name }) => name)).toEqual(['subscription-2']);
});
