import { Worker } from 'node:worker_threads';

import type { Drawing, Job } from './svg.ts';
import type { Report } from './worker.ts';

import { UserError } from '../error.ts';

export type DrafterOptions = {
  /** A job that takes longer is given up, and its worker with it. */
  readonly timeoutMs: number;
  readonly memoryMb: number;
};

type Waiting = {
  readonly job: Job;
  readonly resolve: (drawing: Drawing) => void;
  readonly reject: (error: Error) => void;
};

/**
 * Draws SVG in one worker thread that may be killed: one job at a time, in order, so that only the culprit fails when it
 * hangs or runs out of memory, and the next finds a new worker.
 */
export function openDrafter({ timeoutMs, memoryMb }: DrafterOptions) {
  const queue: Waiting[] = [];
  let current: Waiting | undefined;
  let timer: NodeJS.Timeout | undefined;
  let worker: Worker | undefined;
  let isReady = false;
  let isClosed = false;

  const start = () => {
    const started = new Worker(new URL('./worker.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: memoryMb },
    });
    isReady = false;
    worker = started;
    started.unref();
    started.on('message', (report: Report) => worker === started && heed(report));
    started.on('error', (cause) => worker === started && replace(failure(cause)));
    started.on('exit', () => worker === started && replace(new Error('the drawing worker ended by itself')));
  };

  const heed = (report: Report) => {
    if (report.kind === 'ready') isReady = true;
    else if (report.kind === 'drawn') finish()?.resolve(report.drawing);
    else finish()?.reject(report.isUserError ? new UserError(report.message) : new Error(report.message));
    next();
  };

  const finish = () => {
    clearTimeout(timer);
    const finished = current;
    current = undefined;
    if (queue.length === 0) worker?.unref();
    return finished;
  };

  const replace = (error: Error) => {
    const broken = worker;
    worker = undefined;
    void broken?.terminate();
    const neverWorked = !isReady;
    finish()?.reject(error);
    if (neverWorked) for (const { reject } of queue.splice(0)) reject(error);
    next();
  };

  const next = () => {
    if (isClosed || current || queue.length === 0) return;
    if (!worker) start();
    worker!.ref();
    if (!isReady) return;
    current = queue.shift()!;
    timer = setTimeout(
      () => replace(new UserError(tooMuch(`takes longer than ${timeoutMs / 1000} seconds`))),
      timeoutMs,
    );
    worker!.postMessage(current.job);
  };

  const failure = (cause: Error & { code?: string }) =>
    cause.code === 'ERR_WORKER_OUT_OF_MEMORY'
      ? new UserError(tooMuch(`needs more than ${memoryMb} MB`), { cause })
      : new Error('the drawing worker broke', { cause });

  start();
  return {
    draw: (job: Job): Promise<Drawing> =>
      new Promise((resolve, reject) => {
        if (isClosed) return reject(new Error('the drafter is closed'));
        queue.push({ job, resolve, reject });
        next();
      }),
    async close(): Promise<void> {
      isClosed = true;
      const closing = worker;
      worker = undefined;
      for (const { reject } of [finish(), ...queue.splice(0)].filter((waiting) => waiting !== undefined))
        reject(new Error('the drafter is closed'));
      await closing?.terminate();
    },
  };
}

function tooMuch(excess: string): string {
  return `the chart ${excess} to draw: show fewer rows or use a simpler spec`;
}
