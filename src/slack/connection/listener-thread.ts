import { Worker } from 'node:worker_threads';
import type { App, Receiver } from '@slack/bolt';
import type { BaseLogger } from 'pino';

import type { HttpListener } from './http.ts';
import type { FromListener, ListenerSettings, ToListener } from './listener-message.ts';
import type { PassedRequest } from './passed-request.ts';

import { UserError } from '../../error.ts';
import { faultLog, openHttpListener } from './http.ts';
import { takeRequest } from './passed-request.ts';

/** The HTTP listener of a bot that gets Slack's requests over HTTP. */
export type ListenerThread = HttpListener & {
  /** The receiver through which Bolt takes Slack's requests. */
  readonly receiver: Receiver;
};

/** Where the listener is bound, and whose requests it takes. */
export type ListenerThreadOptions = Omit<ListenerSettings, 'innerPort'> & {
  /** Called for each request that was acknowledged, with its type and after how many milliseconds. */
  readonly onAck?: ((type: string, ms: number) => void) | undefined;
  readonly log: Pick<BaseLogger, 'error' | 'warn'>;
};

const UNSIGNED = 'requests came that SLACK_SIGNING_SECRET has not signed, or long ago';

/** What requests leave in the thread's memory is soon collected. */
const SMALL = { maxYoungGenerationSizeMb: 4 };

/**
 * Opens the bot's listener in a thread of its own, so that Slack is acknowledged however busy the bot is with
 * answers. The thread checks a request, acknowledges it and passes it on; only a request whose response Slack shows
 * waits for the bot. All other requests are forwarded to the routes of this thread. Throws a UserError when the port
 * is taken.
 */
export async function openListenerThread({ log, onAck, ...settings }: ListenerThreadOptions): Promise<ListenerThread> {
  const inner = await openHttpListener({ host: '127.0.0.1', port: 0, onFault: faultLog(log) });
  const workerData: ListenerSettings = { ...settings, innerPort: Number(new URL(inner.url).port) };
  const worker = new Worker(new URL('./listener-worker.ts', import.meta.url), {
    workerData,
    execArgv: [`--import=${new URL('../../../loader.mjs', import.meta.url)}`],
    env: {},
    resourceLimits: SMALL,
  });
  const tell = (message: ToListener) => worker.postMessage(message);
  const closed = Promise.withResolvers<void>();
  let app: App | undefined;
  const take = (request: PassedRequest) => {
    const answer = (status: number, response?: unknown) =>
      tell({
        kind: 'answer',
        id: request.id,
        status,
        json: response === undefined ? undefined : JSON.stringify(response),
      });
    void takeRequest(request, { app, answer, log });
  };

  const url = await new Promise<string>((resolve, reject) => {
    worker.on('message', (message: FromListener) => {
      if (message.kind === 'request') take(message);
      else if (message.kind === 'acknowledged') onAck?.(message.type, message.ms);
      else if (message.kind === 'open') resolve(message.url);
      else if (message.kind === 'failed') reject(failureOf(message));
      else if (message.kind === 'fault') log.error({ reason: message.message }, 'an HTTP request could not be served');
      else if (message.kind === 'unsigned') log.warn(UNSIGNED);
      else closed.resolve();
    });
  }).catch(async (error) => {
    await Promise.all([worker.terminate(), inner.close(Promise.resolve())]);
    throw error;
  });

  return {
    url,
    receiver: {
      init: (given) => {
        app = given;
      },
      start: async () => undefined,
      stop: async () => undefined,
    },
    serve: (routes) => {
      inner.serve(routes);
      tell({ kind: 'serve' });
    },
    close: async (drained) => {
      tell({ kind: 'close' });
      await drained;
      tell({ kind: 'end' });
      await closed.promise;
      await Promise.all([worker.terminate(), inner.close(Promise.resolve())]);
    },
  };
}

function failureOf({ message, isUserError }: Extract<FromListener, { kind: 'failed' }>): Error {
  return isUserError ? new UserError(message) : new Error(message);
}
