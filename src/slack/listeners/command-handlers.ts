import type { SettingsChange } from '../blocks/settings.ts';
import type { BotContext } from '../bot-context.ts';
import type { Requester } from '../people/requester.ts';
import type { ChatCommand } from './chat-commands.ts';
import type { Handler } from './click-handlers.ts';

import { wordsOfText } from '../../answer/question-words.ts';
import { UserError } from '../../error.ts';
import { sentenceMessage } from '../blocks/sentence-message.ts';
import { filtersMessage, SETTINGS_CHANGES, settingsMessage } from '../blocks/settings.ts';
import { parseState } from '../blocks/state.ts';
import { makeAlert } from '../digests/make-alert.ts';
import { listSubscriptions, subscribe } from '../digests/subscribing.ts';
import { showReport } from '../operator-reports.ts';
import { filtersInWords, inWords, readSettings, removeFilters, setFilters, setPrivate } from '../place-settings.ts';
import { forgetSaved, listSaved, saveQuestion } from '../saved-questions.ts';
import { refusalWords, settingsWords } from '../words.ts';

/** Carries out a command that a person gave the bot, and replies to them. */
export async function doCommand(context: BotContext, command: ChatCommand, requester: Requester): Promise<void> {
  const { preferences, answerContext, lastQuestions, messages, cache } = context;
  const { user, channel } = requester;
  const say = (sentence: string, ask: readonly string[] = []) =>
    requester.reply(sentenceMessage(sentence, { ask, nonce: cache.newNonce() }));
  if (command.kind === 'settings') return showSettings(context, requester);
  if (command.kind === 'subscribe') return subscribe(context, command, requester);
  if (command.kind === 'alert') return makeAlert(context, command, requester);
  if (command.kind === 'report') return showReport(context, command.report, requester);
  if (command.kind === 'digests') return listSubscriptions(context, requester);
  if (command.kind === 'here') {
    if (command.filters === '') return showSettings(context, requester);
    const filters = await setFilters(preferences, channel, command.filters, answerContext);
    const message = filtersMessage(await filtersInWords(filters, answerContext), { user, nonce: cache.newNonce() });
    return void (await messages.post(channel, message, { thread: requester.thread }));
  }
  if (command.kind === 'forget here') {
    await removeFilters(preferences, channel);
    return say(settingsWords.filtersGone);
  }
  if (command.kind === 'forget') {
    const name = await forgetSaved(preferences, command.name, user);
    return say(settingsWords.forgotten(name));
  }
  const text = await lastQuestions.find(requester);
  if (text === undefined) throw new UserError(settingsWords.nothingToSave);
  const name = await saveQuestion(preferences, { name: command.name, text, person: user }, answerContext.catalogue());
  const words = await wordsOfText(text, await context.askers.contextFor({ user, isPrivate: true }));
  return say(settingsWords.saved(context.command.get(), name, words), [name]);
}

/** Changes the setting of a button, and shows all settings again. */
export const changeSetting: Handler = async (context, body) => {
  const { preferences, requester, action, respond, cache } = context;
  const change = SETTINGS_CHANGES.find((name) => name === action.value);
  if (!change) throw new UserError(refusalWords.oldSetting);
  await applyChange(change, context, requester);
  if (!body.container.is_ephemeral) {
    const sentence = settingsWords.filtersGone;
    const { text, blocks } = sentenceMessage(sentence, { nonce: cache.newNonce() });
    return void (await respond({ replace_original: true, text, blocks }));
  }
  const { text, blocks } = await settingsOf({ ...context, preferences }, requester);
  await respond({ replace_original: true, text, blocks });
};

/** Posts a private answer for everybody and removes the private one. */
export const shareAnswer: Handler = async ({ action, conversation, requester, respond }) => {
  const state = parseState(action.value ?? undefined);
  if (!state) throw new UserError(refusalWords.cannotPost);
  await conversation.ask(state.text, requester);
  await respond({ delete_original: true });
};

async function applyChange(
  change: SettingsChange,
  { preferences }: Pick<BotContext, 'preferences'>,
  { user, channel }: Requester,
): Promise<void> {
  if (change === 'no-filters') return removeFilters(preferences, channel);
  const owner = change.startsWith('person') ? (`person/${user}` as const) : (`channel/${channel}` as const);
  await setPrivate(preferences, owner, change.endsWith('private'));
}

async function showSettings(context: BotContext, requester: Requester): Promise<void> {
  await requester.reply(await settingsOf(context, requester));
}

async function settingsOf({ preferences, command, cache, askers }: BotContext, requester: Requester) {
  const [settings, all, own] = await Promise.all([
    readSettings(preferences, requester),
    listSaved(preferences),
    askers.contextFor({ user: requester.user, isPrivate: true }),
  ]);
  const saved = await inWords(all, own);
  const filters = settings.filters && (await filtersInWords(settings.filters, own));
  return settingsMessage({ ...settings, filters }, { saved, command: command.get(), nonce: cache.newNonce() });
}
