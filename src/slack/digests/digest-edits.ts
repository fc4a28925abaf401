import type { Delivery } from '../../digests/delivery.ts';
import type { PictureSource } from '../blocks/answer-view.ts';
import type { Message } from '../blocks/message.ts';
import type { MessageRef } from '../blocks/state.ts';
import type { SlackClients } from '../connection/clients.ts';
import type { Messages } from '../messages/messages.ts';

import { CLOCK_MARGIN_MS } from '../../digests/occurrences.ts';
import { findPost } from '../messages/find-post.ts';
import { isFixed } from '../messages/messages.ts';

/** Puts a message with its pictures where it belongs; resolves to its address. */
export type PutMessage = (message: Message, pictures: readonly (PictureSource | undefined)[]) => Promise<MessageRef>;

/** Finds the message of a posted delivery, also when a click has posted it anew at another address; undefined when it was deleted. */
export async function findStanding(
  { id, dueAt, channel, message }: Delivery,
  { messages, clients }: { readonly messages: Messages; readonly clients: Pick<SlackClients, 'background'> },
): Promise<MessageRef | undefined> {
  if (channel === undefined || message === undefined) return undefined;
  const ref = { channel, ts: message };
  if (await messages.find(ref)) return ref;
  return findPost(clients, channel, id, new Date(dueAt.getTime() - CLOCK_MARGIN_MS));
}

/**
 * Changes a message in its place. chat.update shows a new private file as "file not found"
 * (https://github.com/slackapi/node-slack-sdk/issues/2100), so a message with one is posted anew, as is one that is too old.
 */
export function updateOf(ref: MessageRef, messages: Messages): PutMessage {
  return async (message, pictures) => {
    if (pictures.some((source) => source && 'slack_file' in source)) return messages.replace(ref, message);
    try {
      await messages.update(ref, message);
      return ref;
    } catch (error) {
      if (!isFixed(error)) throw error;
      return messages.replace(ref, message);
    }
  };
}
