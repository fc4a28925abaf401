import type { AnswerContext } from '../../answer/context.ts';
import type { BotContext } from '../bot-context.ts';
import type { Requester } from '../people/requester.ts';
import type { PlaceSettings } from '../place-settings.ts';

import { followUp, followUpOrNothing } from '../../answer/follow-up.ts';
import { understandOrNothing } from '../../answer/understand.ts';
import { offering } from '../../error.ts';
import { pointsBack } from '../../question/back-reference.ts';
import { isFollowUp } from '../../question/follow-up.ts';
import { help, helpTopic } from '../../question/help.ts';
import { helpMessage } from '../blocks/help.ts';
import { readListedValues } from '../filter-values.ts';
import { skipGreeting } from '../greetings.ts';
import { formatJustMe, parseCommand, takeJustMe } from '../listeners/chat-commands.ts';
import { doCommand } from '../listeners/command-handlers.ts';
import { readSettings, withFilters } from '../place-settings.ts';
import { findSaved } from '../saved-questions.ts';
import { followsWords } from './new-answer.ts';

/** How long help waits for the values of a query's parameters, in milliseconds. */
const VALUES_WITHIN = 1000;

/** A question to answer, and the question before when it is a follow-up. Both are canonical or as typed. */
export type QuestionText = { readonly text: string; readonly previous?: string };

/**
 * Answers a text that a person typed or clicked on: help privately, a question in the channel. A text without a
 * subject of its own changes the last question of its thread, or of that person in that channel.
 */
export async function answerText(context: BotContext, text: string, requester: Requester): Promise<void> {
  if (requester.channel === requester.user) await skipGreeting(context, requester.user);
  const asked = helpTopic(text);
  if (asked) return showHelp(context, asked.topic, requester);
  const command = context.answerContext.catalogue().find(text.trim()) ? undefined : parseCommand(text);
  if (command) return doCommand(context, command, requester);
  const { text: words, isPrivate } = takeJustMe(text);
  const { text: question, previous } = await readQuestion(context, words, requester).catch((error) => {
    throw isPrivate ? offering(error, formatJustMe) : error;
  });
  await askAt(context, { text: question, previous }, requester, { isPrivate });
}

/** Asks a question in the place where a person is, with the channel's filters unless it is a follow-up, and privately where the settings say so. */
export async function askAt(
  context: BotContext,
  { text, previous, isConfirmed }: Pick<QuestionText, 'text' | 'previous'> & { readonly isConfirmed?: boolean },
  requester: Requester,
  { isPrivate }: { readonly isPrivate: boolean },
): Promise<void> {
  const { answerContext, conversation, preferences, askers } = context;
  const isOwn = isAlone(requester) && !(isPrivate && (await isShut(context, requester.channel)));
  if (isOwn) return conversation.ask(text, { ...requester, previous, isConfirmed });
  const settings = await readSettings(preferences, requester);
  const question = settings.filters && !previous ? await withFilters(text, settings.filters, answerContext) : text;
  if (!isPrivate && !(await isAnsweredPrivately(question, settings, answerContext)))
    return conversation.ask(question, { ...requester, previous, isConfirmed, onWait: requester.reply });
  const notes = previous
    ? [await followsWords(previous, text, await askers.contextFor({ ...requester, isPrivate: true }))]
    : [];
  await conversation.askPrivately(question, requester, { send: requester.reply, notes, isConfirmed });
}

/** Whether nobody else is in the conversation, so that every answer is private. */
function isAlone({ user, channel }: Requester): boolean {
  return channel === user || channel.startsWith('D');
}

/** Whether the bot may not write in a conversation, as in one between people: it can still answer who asks there. */
async function isShut({ channels }: Pick<BotContext, 'channels'>, channel: string): Promise<boolean> {
  return channels.checkWritable(channel).then(
    () => false,
    () => true,
  );
}

/** Whether a question at a place is answered to its asker alone, by the settings of both or by those of its dataset. */
export async function isKeptPrivate(
  { answerContext, preferences }: Pick<BotContext, 'answerContext' | 'preferences'>,
  text: string,
  requester: Requester,
): Promise<boolean> {
  return isAnsweredPrivately(text, await readSettings(preferences, requester), answerContext);
}

async function isAnsweredPrivately(
  text: string,
  { isPersonPrivate, isChannelPrivate }: PlaceSettings,
  answerContext: AnswerContext,
): Promise<boolean> {
  if (isPersonPrivate || isChannelPrivate) return true;
  if (!answerContext.catalogue().queries.some(({ isPrivate }) => isPrivate)) return false;
  const own = await understandOrNothing(text, answerContext);
  return own?.query.isPrivate ?? false;
}

/** Answers a message in a thread that was not addressed to the bot, if it is a follow-up to the thread's question; ignores any other. */
export async function answerThread(context: BotContext, text: string, requester: Requester): Promise<void> {
  const previous = await context.lastQuestions.find(requester);
  if (!previous) return;
  const changed =
    (await followUpOrNothing(text, previous, context.answerContext)) ??
    (pointsBack(text) ? undefined : await ownQuestion(context, text));
  if (changed && changed !== previous)
    await askAt(context, { text: changed, previous }, requester, { isPrivate: false });
}

/** Tells which question a text asks at a place. */
async function readQuestion(context: BotContext, text: string, requester: Requester): Promise<QuestionText> {
  const saved = context.answerContext.catalogue().find(text.trim())
    ? undefined
    : await findSaved(context.preferences, text);
  if (saved && (await mayBeTold(saved.text, context.answerContext))) return { text: saved.text };
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

/** Whether a question that somebody else may have asked can be repeated: to those who may not see everything, only what they may ask. */
async function mayBeTold(text: string, answerContext: AnswerContext): Promise<boolean> {
  return answerContext.contact === undefined || (await understandOrNothing(text, answerContext)) !== undefined;
}

async function ownQuestion({ answerContext }: BotContext, text: string): Promise<string | undefined> {
  return (await understandOrNothing(text, answerContext)) && text;
}

async function showHelp(context: BotContext, topic: string | undefined, requester: Requester): Promise<void> {
  const { answerContext, cache, command, now } = context;
  const catalogue = answerContext.catalogue();
  const query = topic === undefined ? undefined : catalogue.find(topic);
  const lists = query && (await readListedValues(answerContext, query, VALUES_WITHIN, now()));
  const found = help(catalogue, topic, lists);
  await requester.reply(helpMessage(found, { command: command.get(), nonce: cache.newNonce() }));
}
