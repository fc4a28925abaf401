import type { Message } from '../blocks/message.ts';
import type { MessageRef } from '../blocks/state.ts';
import type { SlackClients } from '../connection/clients.ts';
import type { Messages } from '../messages/messages.ts';
import type { Channels } from '../people/channels.ts';

import { findPost } from '../messages/find-post.ts';

/** What messages are posted and found with. */
type PostOptions = {
  readonly channels: Pick<Channels, 'idOf' | 'directOf'>;
  readonly clients: Pick<SlackClients, 'background'>;
  readonly messages: Pick<Messages, 'post'>;
};

/**
 * Posts a message that carries a run id in a channel or to a person, unless that was done since a moment already, by a process that died
 * before it could note it. Resolves to the address of the one or the other, and whether it is new.
 */
export async function postOnce(
  message: Message,
  { target, runId, since }: { readonly target: string; readonly runId: string; readonly since: Date },
  { channels, clients, messages }: PostOptions,
): Promise<{ readonly ref: MessageRef; readonly isNew: boolean }> {
  const isPerson = /^[UW]/.test(target);
  const channel = isPerson ? await channels.directOf(target) : await channels.idOf(target);
  const found = channel === undefined ? undefined : await findPost(clients, channel, runId, since);
  return found ? { ref: found, isNew: false } : { ref: await messages.post(channel ?? target, message), isNew: true };
}
