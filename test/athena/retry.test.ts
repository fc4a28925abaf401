import { expect, test, vi } from 'vitest';

import { retryThrottled } from '../../src/athena/retry.ts';

const throttle = () => Object.assign(new Error('Rate exceeded'), { name: 'ThrottlingException' });

test('retryThrottled() calls again while Athena is too busy', async () => {
  const call = vi.fn(async () => 'done').mockRejectedValueOnce(throttle());
  expect(await retryThrottled(call, new AbortController().signal)).toBe('done');
  expect(call).toHaveBeenCalledTimes(2);
});

test('retryThrottled() does not repeat what failed otherwise', async () => {
  const call = vi.fn(() => Promise.reject(new Error('no such workgroup')));
  await expect(retryThrottled(call, new AbortController().signal)).rejects.toThrow('no such workgroup');
  expect(call).toHaveBeenCalledTimes(1);
});

test('retryThrottled() ends its pause when its signal aborts', async () => {
  const controller = new AbortController();
  const waiting = retryThrottled(() => Promise.reject(throttle()), controller.signal);
  setImmediate(() => controller.abort(new Error('nobody waits any more')));
  await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
});
