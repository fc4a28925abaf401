import { parentPort, workerData } from 'node:worker_threads';
import type { Logger as SlackLogger } from '@slack/bolt';
import { LogLevel, SocketModeReceiver } from '@slack/bolt';

import type { SlackBody } from './admission.ts';
import type { FromSocket, SocketSettings, ToSocket } from './socket-message.ts';

import { clientOptions, codeOf, reasonOf } from './clients.ts';
import { acknowledgedReport, waitsForAnswer } from './passed-request.ts';

/** A thread with nothing to do but to hold the socket; see `startSocketThread`. */
const { appToken, apiUrl } = workerData as SocketSettings;

/** Requests that the bot has not taken yet; more are not acknowledged, and Slack says so to who sent them. */
const MOST_WAITING = 5000;

/** What the SDK tells of a request. */
type Envelope = {
  readonly body: SlackBody;
  readonly ack: (response?: unknown) => Promise<void>;
  readonly retry_num?: number;
  readonly retry_reason?: string;
};

const bot = parentPort!;

const tell = (message: FromSocket) => bot.postMessage(message);

const say = (level: 'debug' | 'warn', parts: readonly unknown[]) => tell({ kind: 'log', level, text: parts.join(' ') });

/** What the SDK says; its errors are those that lead to another attempt. */
const logger: SlackLogger = {
  debug: () => {},
  info: () => {},
  warn: (...parts) => say('warn', parts),
  error: (...parts) => say('debug', parts),
  setLevel: () => {},
  getLevel: () => LogLevel.INFO,
  setName: () => {},
};

const { client } = new SocketModeReceiver({
  appToken,
  logger,
  autoReconnectEnabled: false, // the SDK gives up after a few failures
  installerOptions: { clientOptions: { ...clientOptions(apiUrl, logger), retryConfig: { retries: 0 } } },
});

const waiting = new Map<number, Envelope['ack']>();

let requests = 0;

/** An acknowledgement that does not reach Slack makes Slack send the request again, which the bot takes once. */
const lose = (error: unknown) => say('debug', ['an acknowledgement was lost:', reasonOf(error)]);

client.on('slack_event', ({ body, ack: send, retry_num, retry_reason }: Envelope) => {
  if (waiting.size >= MOST_WAITING) return;
  requests += 1;
  const since = performance.now();
  const ack: Envelope['ack'] = async (response) => {
    await send(response);
    tell(acknowledgedReport(body, since));
  };
  const isAnswered = waitsForAnswer(body);
  waiting.set(requests, isAnswered ? ack : async () => undefined);
  tell({ kind: 'request', id: requests, body, retryNum: retry_num, retryReason: retry_reason });
  if (!isAnswered) ack().catch(lose);
});

client.on('connected', () => tell({ kind: 'connected' }));

client.on('disconnected', () => tell({ kind: 'disconnected' }));

async function start(): Promise<void> {
  try {
    await client.start();
    tell({ kind: 'started' });
  } catch (error) {
    tell({ kind: 'failed', reason: reasonOf(error), code: codeOf(error) });
  }
}

function answer({ id, isServed, json }: Extract<ToSocket, { kind: 'answer' }>): void {
  const ack = waiting.get(id);
  waiting.delete(id);
  if (isServed) ack?.(json === undefined ? undefined : JSON.parse(json)).catch(lose);
}

bot.on('message', (message: ToSocket) => {
  if (message.kind === 'start') void start();
  else if (message.kind === 'answer') answer(message);
  else void client.disconnect().then(() => tell({ kind: 'stopped' }));
});
