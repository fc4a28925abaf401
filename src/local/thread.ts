import type { MessagePort, ResourceLimits } from 'node:worker_threads';
import { parentPort, Worker } from 'node:worker_threads';

import { messageOf, UserError } from '../error.ts';

/** Functions that another thread may call by name. Arguments and results are copied between the threads. */
export type Callable = Readonly<Record<string, (...values: never[]) => unknown>>;

/** Calls a function of another thread by name and resolves to its result. Rejects with an Error of the same message when it throws; a UserError stays one. */
export type CallThread = (name: string, ...values: readonly unknown[]) => Promise<unknown>;

/** A running worker thread. */
export type Thread = {
  readonly call: CallThread;
  /** Ends the thread at once. */
  readonly end: () => Promise<void>;
};

/** The options of a worker thread. */
export type ThreadOptions = {
  /** The functions of this thread that it may call; none by default. */
  readonly callable?: Callable;
  /** The limits of its heap. */
  readonly limits: ResourceLimits;
};

type Message =
  | { readonly kind: 'call'; readonly id: number; readonly name: string; readonly values: readonly unknown[] }
  | { readonly kind: 'returned'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'threw'; readonly id: number; readonly message: string; readonly isUserError: boolean };

/** Starts a worker thread that runs `file`, which offers its functions by `serveThread`. An uncaught error in it ends the whole process. */
export function startThread(file: URL, { callable = {}, limits }: ThreadOptions): Thread {
  const worker = new Worker(file, {
    execArgv: ['--disable-warning=ExperimentalWarning', `--import=${new URL('../../loader.mjs', import.meta.url)}`],
    resourceLimits: limits,
  });
  return { call: join(worker, callable), end: async () => void (await worker.terminate()) };
}

/** Offers functions to the thread that started this one, and returns the function that calls those of that thread. */
export function serveThread(callable: Callable): CallThread {
  return join(parentPort!, callable);
}

function join(port: MessagePort | Worker, callable: Callable): CallThread {
  const calls = new Map<number, PromiseWithResolvers<unknown>>();
  let made = 0;
  const tell = (message: Message) => port.postMessage(message);

  const serve = async ({ id, name, values }: Extract<Message, { kind: 'call' }>): Promise<void> => {
    try {
      const value = await callable[name]!(...(values as never[]));
      tell({ kind: 'returned', id, value });
    } catch (error) {
      const message = messageOf(error);
      tell({ kind: 'threw', id, message, isUserError: error instanceof UserError });
    }
  };

  const take = (message: Message) => {
    if (message.kind === 'call') return void serve(message);
    const call = calls.get(message.id);
    calls.delete(message.id);
    if (message.kind === 'returned') call?.resolve(message.value);
    else call?.reject(message.isUserError ? new UserError(message.message) : new Error(message.message));
  };
  port.on('message', take);

  return (name, ...values) => {
    made += 1;
    const call = Promise.withResolvers<unknown>();
    calls.set(made, call);
    tell({ kind: 'call', id: made, name, values });
    return call.promise;
  };
}
