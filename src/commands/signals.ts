import { UserError } from '../error.ts';

/** Creates a signal that aborts with a UserError when the process gets SIGINT or SIGTERM. */
export function interruptSignal(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.once(name, () => controller.abort(new UserError('stopped before the answer was there: ask again')));
  }
  return controller.signal;
}

/** How often it is looked whether npm is still there, in milliseconds. */
const LOOK_MS = 500;

/**
 * Resolves when the process is asked to stop: by a signal, or because npm has ended. npm passes SIGTERM to the shell
 * of its script, which ends without passing it on, so that the process gets another parent.
 */
export function interrupted(environment: Readonly<Record<string, string | undefined>> = process.env): Promise<void> {
  const signal = interruptSignal();
  const parent = process.ppid;
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
    if (environment.npm_lifecycle_event === undefined) return;
    const timer = setInterval(() => {
      if (process.ppid === parent) return;
      clearInterval(timer);
      resolve();
    }, LOOK_MS).unref();
  });
}
