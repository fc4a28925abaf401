import type { RespondFn } from '@slack/bolt';

import type { Message } from '../blocks/message.ts';
import type { SlackClients } from '../connection/clients.ts';
import type { Messages } from '../messages/messages.ts';

/** A person in a channel, with a way to reply to them alone. */
export type Requester = {
  readonly user: string;
  /** The channel's id; in App Home, the user's id. */
  readonly channel: string;
  readonly thread?: string | undefined;
  readonly reply: (message: Message) => Promise<void>;
};

/**
 * Creates a reply that only one person sees: through a response URL, which works in every conversation, or by the bot
 * when that is used up or missing.
 */
export function replyEphemeral(
  { interactive }: Pick<SlackClients, 'interactive'>,
  { user, channel, thread }: Pick<Requester, 'user' | 'channel' | 'thread'>,
  respond?: RespondFn,
): Requester['reply'] {
  const post = async ({ text, blocks }: Message) => {
    await interactive.chat.postEphemeral({ channel, user, text, blocks, ...(thread && { thread_ts: thread }) });
  };
  return async (message) => {
    if (!respond) return post(message);
    const { text, blocks } = message;
    try {
      const place = thread ? { thread_ts: thread } : {};
      await respond({ response_type: 'ephemeral', replace_original: false, text, blocks, ...place });
    } catch {
      await post(message);
    }
  };
}

/** Returns who submitted a form, and where the answer goes: a channel, a message's thread, or direct messages. */
export function fromForm(
  { clients, messages }: { readonly clients: SlackClients; readonly messages: Messages },
  user: string,
  channel = user,
  thread?: string,
): Requester {
  const place = { user, channel, thread };
  if (channel === user) return { ...place, reply: async (message) => void (await messages.post(user, message)) };
  const reply = replyEphemeral(clients, place);
  return {
    ...place,
    reply: (message) => reply(message).catch(async () => void (await messages.post(user, message))),
  };
}
