import type { BotContext } from './bot-context.ts';
import type { Requester } from './requester.ts';

import { help, helpTopic } from '../question/help.ts';
import { helpMessage } from './blocks/help.ts';
import { readListedValues } from './filter-values.ts';

/** How long help waits for the values of a query's parameters, in milliseconds. */
const VALUES_WITHIN = 1000;

/** Answers a text that a person typed or clicked on: help to them alone, a question in the place where they are. */
export async function answerText(context: BotContext, text: string, requester: Requester): Promise<void> {
  const { answerContext, conversation, cache, command, now } = context;
  const asked = helpTopic(text);
  if (!asked) return conversation.ask(text, requester);
  const catalogue = answerContext.catalogue();
  const query = asked.topic === undefined ? undefined : catalogue.find(asked.topic);
  const lists = query && (await readListedValues(answerContext, query, VALUES_WITHIN, now()));
  const told = help(catalogue, asked.topic, lists);
  await requester.reply(helpMessage(told, { command: command.get(), nonce: cache.newNonce() }));
}
