import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import type { Draw } from '../chart/chart.ts';
import type { Picture } from '../chart/picture.ts';
import type { RenderJob } from './job.ts';
import type { Report } from './worker.ts';

import { UserError } from '../error.ts';
import { workerEnvironment } from './worker-environment.ts';

/** Draws charts and specs in a worker that can be killed. */
export type Renderer = {
  readonly draw: Draw;
  /** Draws any Vega-Lite spec whose data stands in it. Throws a UserError when it cannot. */
  readonly drawSpec: (spec: Readonly<Record<string, unknown>>) => Promise<Picture>;
  readonly close: () => Promise<void>;
};

/** What one picture may take. */
export type RendererOptions = {
  /** A picture that takes longer is given up, and its worker with it. */
  readonly timeoutMs?: number;
  readonly memoryMb?: number;
};

type Waiting = {
  readonly job: RenderJob;
  readonly resolve: (picture: Picture) => void;
  readonly reject: (error: Error) => void;
};

/** Threads that collect garbage beside the drawing would take a third of two cores, and save it nothing. */
const WORKER_FLAGS = [
  `--import=${new URL('../../strip.mjs', import.meta.url)}`,
  '--single-threaded-gc',
  '--max-semi-space-size=16',
];

const WORKER = fileURLToPath(new URL('./worker.ts', import.meta.url));

/**
 * Opens the way from chart to PNG: one worker process that may be killed, one job at a time, in order, so that only the
 * culprit fails when it hangs or runs out of memory, and the next finds a new worker. A thread will not do: V8 ends the
 * whole process when one allocation of a thread goes past its limit. The worker's time zone is UTC, whatever ours is.
 */
export function openRenderer({ timeoutMs = 5000, memoryMb = 256 }: RendererOptions = {}): Renderer {
  const queue: Waiting[] = [];
  let current: Waiting | undefined;
  let timer: NodeJS.Timeout | undefined;
  let worker: ChildProcess | undefined;
  let isReady = false;
  let isClosed = false;

  const start = () => {
    const started = fork(WORKER, {
      execArgv: [...WORKER_FLAGS, `--max-old-space-size=${memoryMb}`],
      env: workerEnvironment(process.env),
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    worker = started;
    isReady = false;
    hold(false);
    started.on('message', (report: Report) => worker === started && heed(report));
    started.on('error', (cause) => worker === started && replace(new Error('the drawing worker broke', { cause })));
    started.on('exit', (code, signal) => worker === started && replace(endingOf(code, signal, memoryMb)));
  };

  /** An idle worker does not keep the process alive; a busy one does. */
  const hold = (isBusy: boolean) => {
    const change = isBusy ? 'ref' : 'unref';
    worker?.[change]();
    worker?.channel?.[change]();
  };

  const heed = (report: Report) => {
    if (report.kind === 'ready') isReady = true;
    else if (report.kind === 'drawn') finish()?.resolve(report.picture);
    else finish()?.reject(report.isUserError ? new UserError(report.message) : new Error(report.message));
    next();
  };

  const finish = () => {
    clearTimeout(timer);
    const finished = current;
    current = undefined;
    if (queue.length === 0) hold(false);
    return finished;
  };

  const replace = (error: Error) => {
    const neverWorked = !isReady;
    worker?.kill('SIGKILL');
    worker = undefined;
    finish()?.reject(error);
    if (neverWorked) for (const { reject } of queue.splice(0)) reject(error);
    next();
  };

  const next = () => {
    if (isClosed || current || queue.length === 0) return;
    if (!worker) start();
    hold(true);
    if (!isReady) return;
    current = queue.shift()!;
    timer = setTimeout(() => replace(tooMuch(`takes longer than ${timeoutMs / 1000} seconds`)), timeoutMs);
    worker!.send(current.job);
  };

  const draw = (job: RenderJob): Promise<Picture> =>
    new Promise((resolve, reject) => {
      if (isClosed) return reject(new Error('the renderer is closed'));
      queue.push({ job, resolve, reject });
      next();
    });

  start();
  return {
    draw: ({ spec, rows, frame, theme }) => draw({ spec, rows, frame, theme, isGuest: false }),
    drawSpec: (spec) => draw({ spec, theme: 'light', isGuest: true }),
    async close() {
      isClosed = true;
      const closing = worker;
      worker = undefined;
      for (const waiting of [finish(), ...queue.splice(0)]) waiting?.reject(new Error('the renderer is closed'));
      if (!closing || closing.exitCode !== null) return;
      closing.ref();
      await new Promise((resolve) => closing.once('exit', resolve).kill('SIGKILL'));
    },
  };
}

function endingOf(code: number | null, signal: NodeJS.Signals | null, memoryMb: number): Error {
  const isOutOfMemory = signal === 'SIGABRT' || signal === 'SIGTRAP' || code === 134;
  return isOutOfMemory
    ? tooMuch(`needs more than ${memoryMb} MB`)
    : new Error(`the drawing worker ended: ${signal ?? code}`);
}

function tooMuch(excess: string): UserError {
  return new UserError(`the chart ${excess} to draw: show fewer rows or use a simpler spec`);
}
