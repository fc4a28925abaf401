import { expect, test } from 'vitest';

import { abortable } from '../../src/answer/abortable.ts';

test('settles as the promise does while the signal is silent', async () => {
  const { signal } = new AbortController();
  await expect(abortable(signal, Promise.resolve(1))).resolves.toBe(1);
  await expect(abortable(signal, Promise.reject(new Error('failed')))).rejects.toThrow('failed');
});

test('rejects with the reason of the signal as soon as it aborts, and leaves the work alone', async () => {
  const controller = new AbortController();
  const work = Promise.withResolvers<number>();
  const waiting = abortable(controller.signal, work.promise);
  controller.abort(new Error('cancelled'));
  await expect(waiting).rejects.toThrow('cancelled');
  await expect(abortable(controller.signal, work.promise)).rejects.toThrow('cancelled');
  work.resolve(2);
  await expect(work.promise).resolves.toBe(2);
});
