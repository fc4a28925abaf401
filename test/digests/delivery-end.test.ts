import { expect, test } from 'vitest';

import type { Delivery, DeliveryState } from '../../src/digests/delivery.ts';

import { awaitEnd, isOpen } from '../../src/digests/delivery-end.ts';

const delivery = (state: DeliveryState): Delivery => {
  return { id: 'run', digest: 'monday', dueAt: new Date(0), state, attempt: 1, failures: 0 };
};

test.each([
  ['due', true],
  ['waiting', true],
  ['running', true],
  ['posting', true],
  ['posted', false],
  ['skipped', false],
  ['failed', false],
] as const)('isOpen() of what is %s', (state, expected) => expect(isOpen({ state })).toBe(expected));

/** A ledger whose delivery goes through these states, one at each look; the last one stays. */
function ledgerOf(...states: (DeliveryState | undefined)[]) {
  const pauses: number[] = [];
  let looks = 0;
  return {
    pauses,
    options: {
      ledger: {
        find: async () => {
          const state = states[Math.min(looks++, states.length - 1)];
          return state && delivery(state);
        },
      },
      setTimer: (callback: () => void, ms: number) => {
        pauses.push(ms);
        queueMicrotask(callback);
        return () => {};
      },
    },
  };
}

test('awaitEnd() does not wait for what has ended, or is not there', async () => {
  for (const state of ['posted', 'failed', undefined] as const) {
    const { pauses, options } = ledgerOf(state);
    expect((await awaitEnd('run', options))?.state).toBe(state);
    expect(pauses).toEqual([]);
  }
});

test('awaitEnd() looks every two seconds until another instance has ended it', async () => {
  const { pauses, options } = ledgerOf('running', 'posting', 'posted');
  expect((await awaitEnd('run', options))?.state).toBe('posted');
  expect(pauses).toEqual([2000, 2000]);
});

test('awaitEnd() resolves to what is still open after two minutes', async () => {
  const { pauses, options } = ledgerOf('running');
  expect((await awaitEnd('run', options))?.state).toBe('running');
  expect(pauses.reduce((sum, ms) => sum + ms, 0)).toBe(120_000);
});
