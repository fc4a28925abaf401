import { expect, test } from 'vitest';

import { openInFlight } from '../../src/athena/in-flight.ts';

const never = new AbortController().signal;

const untilAborted = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(new Error('the work was aborted'))));

test('run() rejects with the reason of whatever aborted it', async () => {
  const { run } = openInFlight(60_000);
  expect(await run(never, async () => 'done')).toBe('done');
  await expect(run(never, async () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  const asker = new AbortController();
  const work = run(asker.signal, untilAborted);
  asker.abort(new Error('changed my mind'));
  await expect(work).rejects.toThrow('changed my mind');
  await expect(openInFlight(1).run(never, untilAborted)).rejects.toThrow(/stopped after a minute; ask for a shorter/);
});

test('stop() aborts all, waits for it, and refuses what comes later', async () => {
  const { run, stop } = openInFlight(60_000);
  const works = [run(never, untilAborted), run(never, untilAborted)];
  const outcomes = Promise.allSettled(works);
  let isAfter = false;
  await stop(async () => {
    isAfter = true;
  });
  expect(isAfter).toBe(true);
  expect((await outcomes).map((one) => one.status === 'rejected' && one.reason.message)).toEqual(
    Array(2).fill('Owlpost is stopping; ask again in a moment'),
  );
  await expect(run(never, async () => 'late')).rejects.toMatchObject({ isTemporary: true });
});
