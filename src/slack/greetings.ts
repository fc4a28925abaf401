import type { BotContext } from './bot-context.ts';

import { help } from '../question/help.ts';
import { greetingMessage } from './blocks/greeting.ts';
import { helpWords } from './words.ts';

/** Posts what the bot is and what can be asked. `mention` is how it is called in that channel, in mrkdwn. */
export async function greet(
  { answerContext, messages, command, cache }: BotContext,
  channel: string,
  mention: string,
): Promise<void> {
  const told = help(answerContext.catalogue());
  await messages.post(channel, greetingMessage(told, { command: command.get(), mention, nonce: cache.newNonce() }));
}

/** Greets a person who opens the conversation with the bot for the first time, unless something was said there already. */
export async function greetOnce(
  context: BotContext,
  { user, channel }: { readonly user: string; readonly channel: string },
): Promise<void> {
  if (await context.memory.get(keyOf(user))) return;
  await skipGreeting(context, user);
  const { messages: said = [] } = await context.clients.reading.conversations.history({ channel, limit: 1 });
  if (said.length === 0) await greet(context, channel, helpWords.writeToMe);
}

/** Stores that a person needs no greeting: they were greeted, or have asked in App Home, whose answer is still to come. */
export async function skipGreeting({ memory }: Pick<BotContext, 'memory'>, user: string): Promise<void> {
  await memory.put(keyOf(user), new Date().toISOString());
}

function keyOf(user: string): string {
  return `greeted/${user}`;
}
