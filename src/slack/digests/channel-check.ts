import type { Logger } from 'pino';

import type { Digest } from '../../digests/digest.ts';
import type { Channels } from '../people/channels.ts';

import { UserError } from '../../error.ts';
import { clientOptions, openClients, reasonOf } from '../connection/clients.ts';
import { slackLog } from '../connection/log.ts';
import { openChannels } from '../people/channels.ts';
import { digestRefusalWords } from '../words.ts';
import { explainRefusal } from './digest-refusals.ts';

/** Throws a UserError when nothing can be posted in the digest's channel. Called before any statement runs for it. */
export async function checkChannel(digest: Digest, channels: Channels): Promise<void> {
  try {
    await channels.checkJoined(await channels.idOf(digest.channel));
  } catch (error) {
    throw explainRefusal(error, digest);
  }
}

/** Throws a UserError when nothing can be posted in the channel of a declared digest, or when Slack does not tell. */
export async function checkDeclaredChannel(digest: Digest, channels: Channels): Promise<void> {
  try {
    await checkChannel(digest, channels);
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(digestRefusalWords.notTold(reasonOf(error)), { cause: error });
  }
}

/** Creates `checkDeclaredChannel` for a workspace without opening its bot. */
export function openChannelCheck(
  { token, apiUrl }: { readonly token: string; readonly apiUrl?: string },
  { log }: { readonly log: Logger },
): (digest: Digest) => Promise<void> {
  const clients = openClients(token, clientOptions(apiUrl, slackLog(log)));
  const channels = openChannels(clients, { get: async () => undefined, put: async () => {} });
  return (digest) => checkDeclaredChannel(digest, channels);
}
