import { expect, test } from 'vitest';

import type { WorkerReport } from '../../src/vega/worker.ts';
import type { WorkerProcess } from '../../src/vega/worker-process.ts';

import { UserError } from '../../src/error.ts';
import { startWorkerProcess, tooMuchToDraw } from '../../src/vega/worker-process.ts';

const JOB = {
  spec: { data: { values: [{ a: 1 }] }, mark: 'bar', encoding: {} },
  theme: 'light',
  isGuest: true,
} as const;

/** A worker, and what it says next: a report, or the error that it ended with. */
function start(memoryMb: number): { worker: WorkerProcess; next: () => Promise<WorkerReport | Error> } {
  const told: (WorkerReport | Error)[] = [];
  let wake = () => {};
  const tell = (message: WorkerReport | Error) => {
    told.push(message);
    wake();
  };
  const worker = startWorkerProcess(memoryMb, { onReport: tell, onEnd: tell });
  worker.hold(true);
  const next = async () => {
    if (told.length === 0) await new Promise<void>((resolve) => (wake = resolve));
    return told.shift()!;
  };
  return { worker, next };
}

test('startWorkerProcess(memoryMb, listeners) is ready, draws, and is silent once it was killed', async () => {
  const { worker, next } = start(256);
  expect(worker.isReady()).toBe(false);
  expect(await next()).toEqual({ kind: 'ready' });
  expect(worker.isReady()).toBe(true);
  worker.send(JOB);
  expect(await next()).toMatchObject({ kind: 'drawn', picture: { png: expect.anything() } });
  worker.send({ ...JOB, spec: { mark: 'no such mark' } });
  expect(await next()).toMatchObject({ kind: 'failed', isUserError: true });
  let isTold = false;
  void next().then(() => {
    isTold = true;
  });
  await worker.kill();
  await worker.kill();
  expect(isTold).toBe(false);
});

test('startWorkerProcess(memoryMb, listeners) tells of a worker that needs more memory than it may use', async () => {
  const { worker, next } = start(60);
  expect(await next()).toEqual({ kind: 'ready' });
  const values = Array.from({ length: 400_000 }, (_, index) => ({ a: index, b: `name ${index}`, c: [index] }));
  worker.send({ ...JOB, spec: { ...JOB.spec, data: { values } } });
  expect(await next()).toEqual(tooMuchToDraw('needs more than 60 MB'));
});

test('tooMuchToDraw(excess) is a sentence for people', () => {
  expect(tooMuchToDraw('takes longer than 5 seconds')).toBeInstanceOf(UserError);
  expect(tooMuchToDraw('takes longer than 5 seconds').message).toBe(
    'the chart takes longer than 5 seconds to draw: show fewer rows or use a simpler spec',
  );
});
