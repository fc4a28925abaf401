import { setTimeout as sleep } from 'node:timers/promises';
import type { Receiver } from '@slack/bolt';

import type { SocketSettings } from './socket-message.ts';
import type { ConnectAttempt, SocketThreadOptions } from './socket-thread.ts';

import { UserError } from '../../error.ts';
import { startSocketThread } from './socket-thread.ts';

/** The bot's Socket Mode connection. It reconnects for as long as it is open. */
export type Socket = {
  /** The receiver through which Bolt takes Slack's requests. */
  readonly receiver: Receiver;
  /** Connects for the first time. Throws a UserError when Slack refuses the app token. */
  readonly connect: () => Promise<void>;
  /** When the connection was lost; undefined while there is one. */
  readonly lostSince: () => Date | undefined;
  readonly stop: () => Promise<void>;
};

/** The shortest and the longest pause between two attempts to connect, in milliseconds. */
const PAUSE = { first: 500, longest: 30_000 };

/**
 * Opens a receiver with an app-level token, whose connection a thread of its own holds. It reconnects by itself, as the
 * SDK gives up after a few failures and ends the process: at once when Slack refreshes the socket, else with growing pauses.
 */
export function openSocket({
  log,
  onAck,
  ...settings
}: SocketSettings & Pick<SocketThreadOptions, 'onAck' | 'log'>): Socket {
  let lostSince: Date | undefined = new Date();
  let isStopping = false;
  let isConnecting = false;

  const reconnect = async (): Promise<void> => {
    for (let pause = PAUSE.first; !isStopping; pause = Math.min(2 * pause, PAUSE.longest)) {
      const outcome = await thread.connect();
      if (outcome.kind === 'failed')
        log.warn({ reason: outcome.reason, lostSince }, 'Slack cannot be reached by socket; trying again');
      else if (lostSince === undefined) return;
      await sleep(pause, undefined, { ref: false });
    }
  };

  const onChange = (isConnected: boolean) => {
    if (isConnected) log.info({ since: lostSince }, 'connected to Slack by socket');
    lostSince = isConnected ? undefined : (lostSince ?? new Date());
    if (isConnected || isStopping || isConnecting) return;
    isConnecting = true;
    void reconnect().finally(() => {
      isConnecting = false;
    });
  };

  const thread = startSocketThread(settings, { onChange, onAck, log });
  return {
    receiver: thread.receiver,
    connect: async () => {
      isConnecting = true;
      const outcome = await thread.connect();
      isConnecting = false;
      if (outcome.kind === 'failed') throw refusalOf(outcome);
    },
    lostSince: () => lostSince,
    stop: async () => {
      isStopping = true;
      await thread.stop();
    },
  };
}

function refusalOf({ code, reason }: Extract<ConnectAttempt, { kind: 'failed' }>): Error {
  if (code === undefined) return new Error(`Slack cannot be reached by socket: ${reason}`);
  return new UserError(
    `Slack does not take SLACK_APP_TOKEN (${code}): make an app-level token with the scope connections:write`,
  );
}
