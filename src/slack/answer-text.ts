import type { BotContext } from './bot-context.ts';
import type { Requester } from './requester.ts';

import { followUp, followUpOrNothing } from '../answer/follow-up.ts';
import { understand } from '../answer/understand.ts';
import { UserError } from '../error.ts';
import { isFollowUp } from '../question/follow-up.ts';
import { help, helpTopic } from '../question/help.ts';
import { helpMessage } from './blocks/help.ts';
import { readListedValues } from './filter-values.ts';

/** How long help waits for the values of a query's parameters, in milliseconds. */
const VALUES_WITHIN = 1000;

/** A question to answer, and when it changes one before it, that one. Both are canonical or as typed. */
export type Question = { readonly text: string; readonly previous?: string };

/**
 * Answers a text that a person typed or clicked on: help to them alone, a question in the place where they are. A text
 * that names no subject of its own changes the last question of that thread, or of that person in that channel.
 */
export async function answerText(context: BotContext, text: string, requester: Requester): Promise<void> {
  const asked = helpTopic(text);
  if (asked) return showHelp(context, asked.topic, requester);
  const { text: question, previous } = await readQuestion(context, text, requester);
  await context.conversation.ask(question, { ...requester, previous });
}

/** Answers a message that was not said to the bot, if it continues the conversation of its thread; anything else is left alone. */
export async function answerThread(context: BotContext, text: string, requester: Requester): Promise<void> {
  const previous = await context.lastQuestions.find(requester);
  if (!previous) return;
  const changed =
    (await followUpOrNothing(text, previous, context.answerContext)) ?? (await ownQuestion(context, text));
  if (changed && changed !== previous) await context.conversation.ask(changed, { ...requester, previous });
}

/** Tells which question a text asks at a place. */
async function readQuestion(context: BotContext, text: string, requester: Requester): Promise<Question> {
  const previous = await context.lastQuestions.find(requester);
  if (!previous) return { text };
  if (isFollowUp(text)) {
    const changed = await followUp(text, previous, context.answerContext);
    return changed ? { text: changed, previous } : { text };
  }
  if (!requester.thread && (await ownQuestion(context, text))) return { text };
  const changed = await followUpOrNothing(text, previous, context.answerContext);
  return changed ? { text: changed, previous } : { text };
}

async function ownQuestion({ answerContext }: BotContext, text: string): Promise<string | undefined> {
  try {
    await understand(text, answerContext);
    return text;
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

async function showHelp(context: BotContext, topic: string | undefined, requester: Requester): Promise<void> {
  const { answerContext, cache, command, now } = context;
  const catalogue = answerContext.catalogue();
  const query = topic === undefined ? undefined : catalogue.find(topic);
  const lists = query && (await readListedValues(answerContext, query, VALUES_WITHIN, now()));
  const told = help(catalogue, topic, lists);
  await requester.reply(helpMessage(told, { command: command.get(), nonce: cache.newNonce() }));
}
