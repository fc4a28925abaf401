import { flushCompileCache } from 'node:module';
import { Worker } from 'node:worker_threads';

import type { Picture } from '../chart/picture.ts';
import type { RenderJob } from './job.ts';

import { messageOf, UserError } from '../error.ts';
import { drawPicture } from './picture.ts';

/** The worker's message after each job, and once when it can take the first. */
export type WorkerReport =
  | { readonly kind: 'ready' }
  | { readonly kind: 'drawn'; readonly picture: Picture }
  | { readonly kind: 'failed'; readonly message: string; readonly isUserError: boolean };

const report = (message: WorkerReport) => process.send!(message);

process.on('message', async (job: RenderJob) => {
  try {
    report({ kind: 'drawn', picture: await drawPicture(job) });
  } catch (error) {
    const message = messageOf(error);
    report({ kind: 'failed', message, isUserError: error instanceof UserError });
  }
});

process.on('disconnect', () => process.exit());

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {}); // whoever started it decides

report({ kind: 'ready' });

watchParent();

flushCompileCache(); // a worker is killed and never ends by itself

/** Ends this process when whoever started it is gone, even while a job keeps the event loop from hearing of it. */
function watchParent(): void {
  const program = `const parent = process.ppid; setInterval(() => process.ppid === parent || process.kill(process.pid, 'SIGKILL'), 1000)`;
  new Worker(program, {
    eval: true,
    resourceLimits: { maxOldGenerationSizeMb: 8, maxYoungGenerationSizeMb: 1 },
  }).unref();
}
