import { App } from '@slack/bolt';
import type { Logger } from 'pino';

import type { SlackClients } from './clients.ts';
import type { HttpListener } from './http.ts';
import type { Identity } from './identity.ts';
import type { Socket } from './socket.ts';

import { clientOptions, openClients } from './clients.ts';
import { faultLog, openHttpListener } from './http.ts';
import { readIdentity } from './identity.ts';
import { openListenerThread } from './listener-thread.ts';
import { slackLog } from './log.ts';
import { openSocket } from './socket.ts';

/** Which Slack is connected to, as which bot, and where its requests arrive. */
export type SlackOptions = {
  readonly token: string;
  /** Empty in Socket Mode, where nothing is signed. */
  readonly signingSecret: string;
  /** An app-level token. With it, events come through a socket that the bot opens, and no address of the bot need be reachable. */
  readonly appToken?: string | undefined;
  /** The address of Slack's Web API, when it is not Slack's own. */
  readonly apiUrl?: string | undefined;
  readonly host: string;
  readonly port: number;
  /** Called for each request of Slack that was acknowledged, with its type and after how many milliseconds. */
  readonly onAck?: (type: string, ms: number) => void;
  readonly log: Logger;
};

/** The ways to Slack and from it, before anything listens to what Slack tells. */
export type SlackConnection = {
  readonly clients: SlackClients;
  readonly identity: Identity;
  readonly app: App;
  /** The HTTP listener, whose routes are not set yet. */
  readonly http: HttpListener;
  /** The connection of Socket Mode, which is still to be made; undefined where Slack's requests come over HTTP. */
  readonly socket: Socket | undefined;
};

/** The path of Slack's requests. */
export const EVENTS_PATH = '/slack/events';

/**
 * Asks Slack which bot the token belongs to, and binds the HTTP listener meanwhile. Throws a UserError for what the operator
 * can mend: a token that Slack refuses, a Slack that cannot be reached, a port that is taken.
 */
export async function connectSlack(options: SlackOptions): Promise<SlackConnection> {
  const { token, signingSecret, appToken, apiUrl, host, port, onAck, log } = options;
  const logger = slackLog(log);
  const shared = clientOptions(apiUrl, logger);
  const clients = openClients(token, shared);
  const bound = { host, port };
  const thread = appToken
    ? undefined
    : openListenerThread({ ...bound, signingSecret, eventsPath: EVENTS_PATH, onAck, log });
  const listening: Promise<HttpListener> = thread ?? openHttpListener({ ...bound, onFault: faultLog(log) });
  listening.catch(() => undefined); // told below, after what Slack says
  const identity = await readIdentity(clients, apiUrl).catch(async (error) => {
    await listening.then(({ close }) => close(Promise.resolve())).catch(() => undefined);
    throw error;
  });
  const http = await listening;
  const socket = appToken ? openSocket({ appToken, apiUrl, onAck, log }) : undefined;
  const authorize = async () => ({ botToken: token, botId: identity.botId, botUserId: identity.userId });
  const receiver = socket?.receiver ?? (await thread)!.receiver;
  const app = new App({ receiver, logger, clientOptions: shared, authorize });
  return { clients, identity, app, http, socket };
}
