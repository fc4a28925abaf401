import type { ServerResponse } from 'node:http';

import type { Route } from './http.ts';
import type { Socket } from './socket.ts';

import { pathOf, sendJson } from './http.ts';

/** What tells whether this process can do its work. */
export type HealthOptions = {
  /** Why nothing can be stored, such as a full disk or a silent database; undefined when all is well. */
  readonly checkStore?: () => Promise<string | undefined>;
};

/** `/health`: whether this process can do its work; a supervisor may start it anew when it cannot. */
export function healthRoute({ checkStore }: HealthOptions): Route {
  return async (request, response) => {
    if (pathOf(request) !== '/health') return false;
    sendState(response, await checkStore?.());
    return true;
  };
}

/** `/ready`: whether the bot is also connected to Slack. */
export function readyRoute(socket: Socket | undefined, { checkStore }: HealthOptions): Route {
  return async (request, response) => {
    if (pathOf(request) !== '/ready') return false;
    const since = socket?.lostSince();
    const lost = since && `no connection to Slack since ${since.toISOString()}`;
    sendState(response, lost ?? (await checkStore?.()));
    return true;
  };
}

function sendState(response: ServerResponse, reason: string | undefined): void {
  if (reason === undefined) sendJson(response, 200, { ok: true });
  else sendJson(response, 503, { ok: false, reason });
}
