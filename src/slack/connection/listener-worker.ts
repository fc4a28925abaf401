import type { IncomingMessage, ServerResponse } from 'node:http';
import { Agent, request as openRequest } from 'node:http';
import { parentPort, workerData } from 'node:worker_threads';

import type { FromListener, ListenerSettings, ToListener } from './listener-message.ts';

import { UserError } from '../../error.ts';
import { isLoopback } from '../../http/loopback.ts';
import { openAdmission } from './admission.ts';
import { openHttpListener, pathOf, sendJson } from './http.ts';
import { acknowledgedReport, waitsForAnswer } from './passed-request.ts';

/** A thread with nothing to do but to take requests; see `openListenerThread`. */
const { host, port, signingSecret, eventsPath, innerPort, arrival } = workerData as ListenerSettings;

/** Requests that the bot has not taken yet; more are refused, and Slack says so to who sent them. */
const MOST_WAITING = 5000;

/** Slack waits so long for an answer, in milliseconds. */
const PATIENCE = 3000;

/** So often is it said that requests are not signed, in milliseconds. */
const SAID_EVERY = 60_000;

const bot = parentPort!;

const tell = (message: FromListener) => bot.postMessage(message);

let saidAt = Number.NEGATIVE_INFINITY;

const admission = openAdmission({
  signingSecret,
  onUnsigned: () => {
    if (performance.now() - saidAt < SAID_EVERY) return;
    saidAt = performance.now();
    tell({ kind: 'unsigned' });
  },
});

type Answer = Extract<ToListener, { kind: 'answer' }>;

const waiting = new Map<number, (answer: Answer) => void>();

let requests = 0;

/** Slack's requests: acknowledged as soon as they are admitted, but for those whose answer the bot has to give. */
async function takeEvent(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const since = performance.now();
  const body = await admission.admit(request, response);
  if (!body) return;
  if (body.type === 'url_verification') return sendJson(response, 200, { challenge: body.challenge });
  if (waiting.size >= MOST_WAITING) return void response.writeHead(503).end();
  requests += 1;
  const id = requests;
  const { 'x-slack-retry-num': number, 'x-slack-retry-reason': reason } = request.headers;
  const respond = ({ status, json }: Pick<Answer, 'status' | 'json'>) => {
    response.writeHead(status, json === undefined ? {} : { 'content-type': 'application/json' }).end(json);
  };
  response.once('finish', () => response.statusCode === 200 && tell(acknowledgedReport(body, since)));
  const isAnswered = waitsForAnswer(body);
  waiting.set(id, isAnswered ? respond : () => undefined);
  tell({
    kind: 'request',
    id,
    body,
    retryNum: number === undefined ? undefined : Number(number),
    retryReason: reason?.toString(),
  });
  if (isAnswered) setTimeout(() => waiting.delete(id) && respond({ status: 503 }), PATIENCE).unref();
  else respond({ status: 200 });
}

const agent = new Agent({ keepAlive: true });

/** Everything else is served by the bot's own listener; what comes from another machine says so. */
function forward(request: IncomingMessage, response: ServerResponse): void {
  const { connection: _, ...headers } = request.headers;
  const peer = request.socket.remoteAddress ?? '';
  const forwarded = [headers['x-forwarded-for'], ...(isLoopback(peer) ? [] : [peer])].filter(Boolean).join(', ');
  const inner = openRequest({
    host: '127.0.0.1',
    port: innerPort,
    agent,
    method: request.method,
    path: request.url,
    headers: { ...headers, ...(forwarded !== '' && { 'x-forwarded-for': forwarded }) },
  });
  inner.on('response', (answer) => {
    const { connection: __, 'keep-alive': ___, ...own } = answer.headers;
    response.writeHead(answer.statusCode!, own);
    answer.pipe(response);
  });
  inner.on('error', () => {
    if (!response.headersSent) response.writeHead(502);
    response.end();
  });
  response.on('close', () => inner.destroy());
  request.pipe(inner);
}

try {
  const listener = await openHttpListener({
    host,
    port,
    arrival,
    onFault: (error) => tell({ kind: 'fault', ...failureOf(error) }),
  });
  const finished = Promise.withResolvers<void>();
  const handle = (message: ToListener) => {
    if (message.kind === 'serve') listener.serve([route]);
    else if (message.kind === 'answer') answer(message);
    else if (message.kind === 'close') void listener.close(finished.promise).then(() => tell({ kind: 'closed' }));
    else finished.resolve();
  };
  bot.on('message', handle);
  tell({ kind: 'open', url: listener.url });
} catch (error) {
  tell({ kind: 'failed', ...failureOf(error) });
}

async function route(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
  if (pathOf(request) === eventsPath && request.method === 'POST') await takeEvent(request, response);
  else forward(request, response);
  return true;
}

function answer(message: Answer): void {
  waiting.get(message.id)?.(message);
  waiting.delete(message.id);
}

function failureOf(error: unknown): { message: string; isUserError: boolean } {
  return { message: String(error instanceof Error ? error.message : error), isUserError: error instanceof UserError };
}
