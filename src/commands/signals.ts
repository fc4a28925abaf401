import { UserError } from '../error.ts';

export function interruption(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.once(name, () => controller.abort(new UserError('stopped before the answer was there: ask again')));
  }
  return controller.signal;
}

export function stopped(): Promise<void> {
  const signal = interruption();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
