import type { ServerResponse } from 'node:http';

import type { SlackClients } from './clients.ts';
import type { Route } from './http.ts';
import type { Socket } from './socket.ts';

import { cachedCheck } from '../../answer/runs/cached-check.ts';
import { reasonOf } from './clients.ts';
import { pathOf, sendJson } from './http.ts';

/** Checks of whether this process can do its work. */
export type HealthOptions = {
  /** Resolves to why nothing can be stored, such as a full disk or a database that does not answer; undefined when all is well. */
  readonly checkStore?: () => Promise<string | undefined>;
  /** Resolves to why no question can be answered, such as an empty catalogue or an Athena that does not answer; undefined when all is well. */
  readonly checkReady?: () => Promise<string | undefined>;
};

/** Creates the route `/health`: whether this process can do its work. A supervisor may restart it when it cannot. */
export function healthRoute({ checkStore }: HealthOptions): Route {
  return async (request, response) => {
    if (pathOf(request) !== '/health') return false;
    sendState(response, await checkStore?.());
    return true;
  };
}

/** Creates the route `/ready`: whether the bot is also connected to Slack, or can reach it, and can answer questions. */
export function readyRoute(
  { socket, checkSlack }: { socket: Socket | undefined; checkSlack: () => Promise<string | undefined> },
  { checkStore, checkReady }: HealthOptions,
): Route {
  return async (request, response) => {
    if (pathOf(request) !== '/ready') return false;
    const since = socket?.lostSince();
    const lost = since && `no connection to Slack since ${since.toISOString()}`;
    const [store, answers, slack] = await Promise.all([checkStore?.(), checkReady?.(), socket ? lost : checkSlack()]);
    sendState(response, slack ?? store ?? answers);
    return true;
  };
}

/** An outcome is good for so long, in milliseconds. */
const KEPT_MS = 30_000;

/** Creates a check that calls Slack without effect; resolves to why Slack cannot be reached, or to undefined. */
export function openSlackCheck(
  { reading }: Pick<SlackClients, 'reading'>,
  now?: () => number,
): () => Promise<string | undefined> {
  const check = () =>
    reading.auth.test().then(
      () => undefined,
      (error) => `Slack cannot be reached (${reasonOf(error)})`,
    );
  return cachedCheck(check, KEPT_MS, now);
}

function sendState(response: ServerResponse, reason: string | undefined): void {
  if (reason === undefined) sendJson(response, 200, { ok: true });
  else sendJson(response, 503, { ok: false, reason });
}
