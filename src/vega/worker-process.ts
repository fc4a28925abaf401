import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import type { RenderJob } from './job.ts';
import type { WorkerReport } from './worker.ts';

import { UserError } from '../error.ts';
import { workerEnvironment } from './worker-environment.ts';

/** A worker process that draws one job after the other. */
export type WorkerProcess = {
  /** Whether it can take a job. */
  readonly isReady: () => boolean;
  /** Sends it a job. Only allowed when it is ready and has finished the job before. */
  readonly send: (job: RenderJob) => void;
  /** Sets whether it keeps this process alive: true while it is busy. */
  readonly hold: (isBusy: boolean) => void;
  /** Kills it and resolves when it has ended; no listener is called any more. */
  readonly kill: () => Promise<void>;
};

/** The callbacks of a worker process. */
export type WorkerListeners = {
  readonly onReport: (report: WorkerReport) => void;
  /** Called when the process ended by itself; with a UserError when it ran out of memory. */
  readonly onEnd: (error: Error) => void;
};

/**
 * Threads that collect garbage beside the drawing would take a third of two cores, and save it nothing. With the last three,
 * the worker keeps 40 MB less after some hundred charts, in the same time.
 */
const FLAGS = [
  `--import=${new URL('../../loader.mjs', import.meta.url)}`,
  '--single-threaded-gc',
  '--max-semi-space-size=2',
  '--optimize-for-size',
  '--v8-pool-size=1',
];

const WORKER = fileURLToPath(new URL('./worker.ts', import.meta.url));

/** Starts a worker that may use `memoryMb` megabytes. It does not keep this process alive until `hold(true)`. */
export function startWorkerProcess(memoryMb: number, { onReport, onEnd }: WorkerListeners): WorkerProcess {
  const child = fork(WORKER, {
    execArgv: [...FLAGS, `--max-old-space-size=${memoryMb}`],
    env: workerEnvironment(process.env),
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  let isReady = false;
  let isKilled = false;
  const tell = (error: Error) => isKilled || onEnd(error);
  child.on('message', (report: WorkerReport) => {
    isReady = true;
    if (!isKilled) onReport(report);
  });
  child.on('error', (cause) => tell(new Error('the drawing worker broke', { cause })));
  child.on('exit', (code, signal) => tell(endingOf(code, signal, memoryMb)));
  holdChild(child, false);
  return {
    isReady: () => isReady,
    send: (job) => void child.send(job),
    hold: (isBusy) => holdChild(child, isBusy),
    kill: async () => {
      isKilled = true;
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.ref();
      await new Promise((resolve) => child.once('exit', resolve).kill('SIGKILL'));
    },
  };
}

/** Creates the UserError of a chart that takes too much to be drawn: `takes longer than 5 seconds`. */
export function tooMuchToDraw(excess: string): UserError {
  return new UserError(`the chart ${excess} to draw: show fewer rows or use a simpler spec`);
}

function holdChild(child: ChildProcess, isBusy: boolean): void {
  const change = isBusy ? 'ref' : 'unref';
  child[change]();
  child.channel?.[change]();
}

function endingOf(code: number | null, signal: NodeJS.Signals | null, memoryMb: number): Error {
  const isOutOfMemory = signal === 'SIGABRT' || signal === 'SIGTRAP' || code === 134;
  return isOutOfMemory
    ? tooMuchToDraw(`needs more than ${memoryMb} MB`)
    : new Error(`the drawing worker ended: ${signal ?? code}`);
}
