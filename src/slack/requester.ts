import type { RespondFn } from '@slack/bolt';

import type { Message } from './blocks/answer.ts';
import type { SlackClients } from './clients.ts';
import type { Messages } from './messages.ts';

/** A person at a place, and how to say something to them alone. */
export type Requester = {
  readonly user: string;
  /** The channel's id; the person's own for what they do in the app's home. */
  readonly channel: string;
  readonly thread?: string | undefined;
  readonly reply: (message: Message) => Promise<void>;
};

/**
 * Makes a reply that one person alone sees: through a response URL, which works in every conversation, or as the bot
 * when the URL is worn out or there is none.
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

/** Who submitted a form, and where the answer goes: a channel, a message's thread, or the person's own messages. */
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
