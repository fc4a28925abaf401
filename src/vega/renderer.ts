import type { Draw } from '../chart/chart.ts';
import type { Picture } from '../chart/picture.ts';
import type { RenderJob } from './job.ts';
import type { WorkerReport } from './worker.ts';
import type { WorkerProcess } from './worker-process.ts';

import { UserError } from '../error.ts';
import { startWorkerProcess, tooMuchToDraw } from './worker-process.ts';

/** Draws charts and specs in a worker process that can be killed. */
export type Renderer = {
  readonly draw: Draw;
  /** Draws any Vega-Lite spec that contains its data. Throws a UserError when it cannot be drawn. */
  readonly drawSpec: (spec: Readonly<Record<string, unknown>>) => Promise<Picture>;
  readonly close: () => Promise<void>;
};

/** The limits of one picture. */
export type RendererOptions = {
  /** Milliseconds after which a picture fails and its worker is killed. */
  readonly timeoutMs?: number;
  /** Megabytes of memory that the worker may use; a picture that needs more fails. */
  readonly memoryMb?: number;
};

type Waiting = {
  readonly job: RenderJob;
  readonly resolve: (picture: Picture) => void;
  readonly reject: (error: Error) => void;
};

/**
 * Opens a renderer with one worker process, which draws one job at a time, in order. When a job hangs or runs out of
 * memory, only that job fails, and the next gets a new worker. A thread would not do, as V8 ends the whole process
 * when a thread exceeds its memory limit. The worker's time zone is UTC.
 */
export function openRenderer({ timeoutMs = 5000, memoryMb = 256 }: RendererOptions = {}): Renderer {
  const queue: Waiting[] = [];
  let current: (Waiting & { readonly timer: NodeJS.Timeout }) | undefined;
  let worker: WorkerProcess | undefined;
  let isClosed = false;

  const start = () => startWorkerProcess(memoryMb, { onReport: handleReport, onEnd: replace });

  const handleReport = (report: WorkerReport) => {
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
    draw: ({ spec, rows, frame, theme }, { scale } = {}) => draw({ spec, rows, frame, theme, scale, isGuest: false }),
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

function settle(waiting: Waiting | undefined, report: Exclude<WorkerReport, { readonly kind: 'ready' }>): void {
  if (report.kind === 'drawn') waiting?.resolve(report.picture);
  else waiting?.reject(report.isUserError ? new UserError(report.message) : new Error(report.message));
}
