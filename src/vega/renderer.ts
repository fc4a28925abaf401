import type { Draw } from '../chart/chart.ts';
import type { Picture } from '../chart/picture.ts';
import type { RenderJob } from './job.ts';
import type { Report } from './worker.ts';
import type { WorkerProcess } from './worker-process.ts';

import { UserError } from '../error.ts';
import { startWorkerProcess, tooMuchToDraw } from './worker-process.ts';

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

/**
 * Opens the way from chart to PNG: one worker process that may be killed, one job at a time, in order, so that only the
 * culprit fails when it hangs or runs out of memory, and the next finds a new worker. A thread will not do: V8 ends the
 * whole process when one allocation of a thread goes past its limit. The worker's time zone is UTC, whatever ours is.
 */
export function openRenderer({ timeoutMs = 5000, memoryMb = 256 }: RendererOptions = {}): Renderer {
  const queue: Waiting[] = [];
  let current: (Waiting & { readonly timer: NodeJS.Timeout }) | undefined;
  let worker: WorkerProcess | undefined;
  let isClosed = false;

  const start = () => startWorkerProcess(memoryMb, { onReport: heed, onEnd: replace });

  const heed = (report: Report) => {
    if (report.kind !== 'ready') settle(finish(), report);
    next();
  };

  const finish = () => {
    clearTimeout(current?.timer);
    const finished = current;
    current = undefined;
    if (queue.length === 0) worker?.hold(false);
    return finished;
  };

  const replace = (error: Error) => {
    const neverWorked = !worker?.isReady();
    void worker?.kill();
    worker = undefined;
    finish()?.reject(error);
    if (neverWorked) for (const { reject } of queue.splice(0)) reject(error);
    next();
  };

  const next = () => {
    if (isClosed || current || queue.length === 0) return;
    worker ??= start();
    worker.hold(true);
    if (!worker.isReady()) return;
    const timer = setTimeout(() => replace(tooMuchToDraw(`takes longer than ${timeoutMs / 1000} seconds`)), timeoutMs);
    current = { ...queue.shift()!, timer };
    worker.send(current.job);
  };

  const draw = (job: RenderJob): Promise<Picture> =>
    new Promise((resolve, reject) => {
      if (isClosed) return reject(new Error('the renderer is closed'));
      queue.push({ job, resolve, reject });
      next();
    });

  worker = start();
  return {
    draw: ({ spec, rows, frame, theme }) => draw({ spec, rows, frame, theme, isGuest: false }),
    drawSpec: (spec) => draw({ spec, theme: 'light', isGuest: true }),
    async close() {
      isClosed = true;
      const closing = worker;
      worker = undefined;
      for (const waiting of [finish(), ...queue.splice(0)]) waiting?.reject(new Error('the renderer is closed'));
      await closing?.kill();
    },
  };
}

function settle(waiting: Waiting | undefined, report: Exclude<Report, { readonly kind: 'ready' }>): void {
  if (report.kind === 'drawn') waiting?.resolve(report.picture);
  else waiting?.reject(report.isUserError ? new UserError(report.message) : new Error(report.message));
}
