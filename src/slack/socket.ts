import { setTimeout as sleep } from 'node:timers/promises';
import type { webApi } from '@slack/bolt';
import { SocketModeReceiver } from '@slack/bolt';
import type { Logger } from 'pino';

import { UserError } from '../error.ts';
import { codeOf, reasonOf } from './clients.ts';

/** The bot's Socket Mode connection. It reconnects for as long as it is open. */
export type Socket = {
  readonly receiver: SocketModeReceiver;
  /** Connects for the first time. Throws a UserError when Slack refuses the app token. */
  readonly connect: () => Promise<void>;
  /** When the connection was lost; undefined while there is one. */
  readonly lostSince: () => Date | undefined;
  readonly stop: () => Promise<void>;
};

/** The shortest and the longest pause between two attempts to connect, in milliseconds. */
const PAUSE = { first: 500, longest: 30_000 };

/**
 * Opens a receiver with an app-level token. It reconnects by itself, as the SDK gives up after a few failures and
 * ends the process: at once when Slack refreshes the socket, else with growing pauses.
 */
export function openSocket({
  appToken,
  options,
  log,
}: {
  appToken: string;
  options: webApi.WebClientOptions;
  log: Logger;
}): Socket {
  const receiver = new SocketModeReceiver({
    appToken,
    ...(options.logger && { logger: { ...options.logger, error: options.logger.debug } }),
    autoReconnectEnabled: false,
    installerOptions: { clientOptions: { ...options, retryConfig: { retries: 0 } } },
  });
  let lostSince: Date | undefined = new Date();
  let isStopping = false;

  const reconnect = async (): Promise<void> => {
    for (let pause = PAUSE.first; !isStopping; pause = Math.min(2 * pause, PAUSE.longest)) {
      try {
        await receiver.client.start();
        return;
      } catch (error) {
        log.warn({ reason: reasonOf(error), lostSince }, 'Slack cannot be reached by socket; trying again');
        await sleep(pause, undefined, { ref: false });
      }
    }
  };

  let isConnecting = false;
  receiver.client.on('connected', () => {
    const since = lostSince;
    lostSince = undefined;
    log.info({ since }, 'connected to Slack by socket');
  });
  receiver.client.on('disconnected', () => {
    lostSince ??= new Date();
    if (isStopping || isConnecting) return;
    isConnecting = true;
    void reconnect().finally(() => {
      isConnecting = false;
    });
  });

  return {
    receiver,
    connect: async () => {
      isConnecting = true;
      await connectFirst(receiver).finally(() => {
        isConnecting = false;
      });
    },
    lostSince: () => lostSince,
    stop: async () => {
      isStopping = true;
      await receiver.client.disconnect();
    },
  };
}

async function connectFirst({ client }: SocketModeReceiver): Promise<void> {
  try {
    await client.start();
  } catch (error) {
    const code = codeOf(error);
    if (!code) throw error;
    throw new UserError(
      `Slack does not take SLACK_APP_TOKEN (${code}): make an app-level token with the scope connections:write`,
      { cause: error },
    );
  }
}
