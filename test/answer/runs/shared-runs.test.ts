import { expect, test } from 'vitest';

import { openSharedRuns } from '../../../src/answer/runs/shared-runs.ts';

const never = new AbortController().signal;

/** Work that ends when it is told to, and remembers whether it was stopped. */
function openWork() {
  const outcomes: PromiseWithResolvers<string>[] = [];
  const signals: AbortSignal[] = [];
  return {
    outcomes,
    signals,
    work: (signal: AbortSignal) => {
      signals.push(signal);
      outcomes.push(Promise.withResolvers<string>());
      return outcomes.at(-1)!.promise;
    },
  };
}

test('work of one key is done once for all who ask while it is under way', async () => {
  const shared = openSharedRuns<string>();
  const { work, outcomes } = openWork();
  const all = [shared.run('a', never, work), shared.run('a', never, work), shared.run('b', never, work)];
  expect(outcomes).toHaveLength(2);
  expect([shared.has('a'), shared.has('b'), shared.has('c')]).toEqual([true, true, false]);
  outcomes[0]!.resolve('A');
  outcomes[1]!.resolve('B');
  expect(await Promise.all(all)).toEqual(['A', 'A', 'B']);
  expect(shared.has('a')).toBe(false);
});

test("work stops only when the last of its askers has left, with that asker's reason", async () => {
  const shared = openSharedRuns<string>();
  const { work, signals } = openWork();
  const [first, second] = [new AbortController(), new AbortController()];
  const outcomes = [shared.run('a', first.signal, work), shared.run('a', second.signal, work)];
  first.abort('cancelled');
  await expect(outcomes[0]).rejects.toBe('cancelled');
  expect(signals[0]!.aborted).toBe(false);
  second.abort('newer');
  await expect(outcomes[1]).rejects.toBe('newer');
  expect(signals[0]!.reason).toBe('newer');
});

test('who asks after all have left begins anew, and who has stopped asking begins nothing', async () => {
  const shared = openSharedRuns<string>();
  const { work, outcomes } = openWork();
  const leaver = new AbortController();
  const left = shared.run('a', leaver.signal, work);
  leaver.abort('cancelled');
  await expect(left).rejects.toBe('cancelled');
  const next = shared.run('a', never, work);
  outcomes[1]!.resolve('again');
  outcomes[0]!.reject(new Error('stopped'));
  expect(await next).toBe('again');
  await expect(shared.run('a', leaver.signal, work)).rejects.toBe('cancelled');
  expect(outcomes).toHaveLength(2);
});

test('a failure is told to all who share it, and the next one tries again', async () => {
  const shared = openSharedRuns<string>();
  const { work, outcomes } = openWork();
  const both = Promise.allSettled([shared.run('a', never, work), shared.run('a', never, work)]);
  outcomes[0]!.reject(new Error('no'));
  expect((await both).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  const next = shared.run('a', never, work);
  outcomes[1]!.resolve('yes');
  expect(await next).toBe('yes');
});

test('nobody joins what was detached, and those who wait still get it', async () => {
  const shared = openSharedRuns<string>();
  const { work, outcomes } = openWork();
  const before = shared.run('sales/1', never, work);
  const other = shared.run('orders/1', never, work);
  shared.detach((key) => key.startsWith('sales/'));
  const after = [shared.run('sales/1', never, work), shared.run('orders/1', never, work)];
  expect(outcomes).toHaveLength(3);
  for (const [index, { resolve }] of outcomes.entries()) resolve(String(index));
  expect(await Promise.all([before, other, ...after])).toEqual(['0', '1', '2', '1']);
});
