import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { App, Receiver } from '@slack/bolt';
import type { Logger } from 'pino';

import type { PassedRequest } from './passed-request.ts';
import type { FromSocket, SocketSettings, ToSocket } from './socket-message.ts';

import { takeRequest } from './passed-request.ts';

/** A thread that holds the socket, so that Slack is acknowledged however busy the bot is with answers. */
export type SocketThread = {
  /** The receiver through which Bolt takes Slack's requests. */
  readonly receiver: Receiver;
  /** Tries once to connect. Never rejects. */
  readonly connect: () => Promise<ConnectAttempt>;
  /** Ends the connection and the thread. */
  readonly stop: () => Promise<void>;
};

/** The outcome of an attempt to connect. */
export type ConnectAttempt = Extract<FromSocket, { kind: 'started' | 'failed' }>;

/** Whom the thread tells what happens. */
export type SocketThreadOptions = {
  readonly onChange: (isConnected: boolean) => void;
  /** Called for each request that was acknowledged, with its type and after how many milliseconds. */
  readonly onAck?: ((type: string, ms: number) => void) | undefined;
  readonly log: Logger;
};

/** How long Slack may take to close the connection, in milliseconds. */
const CLOSE_MS = 2000;

/** The settings of the process that say how the thread reaches Slack; it gets no others. */
const PROXY_SETTINGS = ['NODE_USE_ENV_PROXY', 'HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'];

/**
 * Starts a thread that connects when it is told to. It acknowledges Slack's requests at once and passes them on; only a
 * request whose response Slack shows waits for the bot. `onChange` is called when the connection is there and when it is gone.
 */
export function startSocketThread(
  workerData: SocketSettings,
  { onChange, onAck, log }: SocketThreadOptions,
): SocketThread {
  const worker = new Worker(new URL('./socket-worker.ts', import.meta.url), {
    workerData,
    execArgv: [`--import=${new URL('../../../loader.mjs', import.meta.url)}`],
    resourceLimits: { maxYoungGenerationSizeMb: 4 }, // what requests leave is soon collected
    env: Object.fromEntries(
      Object.entries(process.env).filter(([name]) => PROXY_SETTINGS.includes(name.toUpperCase())),
    ),
  });
  worker.unref();
  const tell = (message: ToSocket) => worker.postMessage(message);
  const stopped = Promise.withResolvers<void>();
  let app: App | undefined;
  let attempted = Promise.withResolvers<ConnectAttempt>();

  const take = (request: PassedRequest) => {
    const answer = (status: number, response?: unknown) => {
      const json = response === undefined ? undefined : JSON.stringify(response);
      tell({ kind: 'answer', id: request.id, isServed: status === 200, json });
    };
    void takeRequest(request, { app, answer, log });
  };

  worker.on('message', (message: FromSocket) => {
    if (message.kind === 'request') take(message);
    else if (message.kind === 'acknowledged') onAck?.(message.type, message.ms);
    else if (message.kind === 'connected') onChange(true);
    else if (message.kind === 'disconnected') onChange(false);
    else if (message.kind === 'log') log[message.level](message.text);
    else if (message.kind === 'stopped') stopped.resolve();
    else attempted.resolve(message);
  });

  return {
    receiver: {
      init: (given) => {
        app = given;
      },
      start: async () => undefined,
      stop: async () => undefined,
    },
    connect: () => {
      attempted = Promise.withResolvers();
      tell({ kind: 'start' });
      return attempted.promise;
    },
    stop: async () => {
      tell({ kind: 'stop' });
      await Promise.race([stopped.promise, sleep(CLOSE_MS, undefined, { ref: false })]);
      await worker.terminate();
    },
  };
}
