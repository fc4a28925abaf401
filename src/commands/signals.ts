import { UserError } from '../error.ts';

/** A signal that aborts, with a UserError, when the process gets SIGINT or SIGTERM. */
export function interruptSignal(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.once(name, () => controller.abort(new UserError('stopped before the answer was there: ask again')));
  }
  return controller.signal;
}

/** Resolves when the process is asked to stop. */
export function interrupted(): Promise<void> {
  const signal = interruptSignal();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
