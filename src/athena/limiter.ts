import { UserError } from '../error.ts';

/** Lets so much work run at once; the rest waits for its turn, in order. */
export type Limiter = <T>(signal: AbortSignal, work: () => Promise<T>) => Promise<T>;

/**
 * Opens a limiter for `running` pieces of work at once. Waiting work leaves, with the signal's reason, when its signal
 * aborts. Work beyond `waiting` others is refused with a UserError.
 */
export function openLimiter({ running, waiting }: { running: number; waiting: number }): Limiter {
  const queue = new Set<() => void>();
  let active = 0;

  const takeTurn = (signal: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      const leave = () => {
        queue.delete(start);
        reject(signal.reason);
      };
      const start = () => {
        queue.delete(start);
        signal.removeEventListener('abort', leave);
        resolve();
      };
      queue.add(start);
      signal.addEventListener('abort', leave, { once: true });
    });

  return async (signal, work) => {
    signal.throwIfAborted();
    if (active >= running) {
      if (queue.size >= waiting) {
        throw new UserError(`${waiting} queries wait for Athena already; ask again in a minute`, { isTemporary: true });
      }
      await takeTurn(signal); // whoever ends hands its place on, so that nobody comes in between
    } else {
      active += 1;
    }
    try {
      return await work();
    } finally {
      const [next] = queue;
      if (next) next();
      else active -= 1;
    }
  };
}
