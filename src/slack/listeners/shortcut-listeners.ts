import { setTimeout as sleep } from 'node:timers/promises';
import type { App } from '@slack/bolt';

import type { BotContext } from '../bot-context.ts';

import { understand } from '../../answer/understand.ts';
import { UserError } from '../../error.ts';
import { help } from '../../question/help.ts';
import { answerText } from '../answers/answer-text.ts';
import { ASK_FORM, askForm, QUESTION_INPUT, readAskForm } from '../blocks/ask-form.ts';
import { unescapeText } from '../blocks/limits.ts';
import { sentenceCase } from '../blocks/sentence-message.ts';
import { fromForm, replyEphemeral } from '../people/requester.ts';
import { askFormWords } from '../words.ts';
import { openModal } from './modal.ts';

/** The callback ids of the manifest's shortcuts. */
const SHORTCUTS = { global: 'ask_owlpost', message: 'ask_about_message' } as const;

/** How long the form waits, in milliseconds, for what is wrong with a question; Slack takes 3 s at most. */
const PATIENCE = 2000;

/** Registers the shortcuts that open a form for a question, and what happens when it is submitted. */
export function listenToShortcuts(app: App, context: BotContext): void {
  app.shortcut(SHORTCUTS.global, async ({ ack, shortcut }) => {
    await ack();
    const requester = fromForm(context, shortcut.user.id);
    context.serve({ requester, id: shortcut.trigger_id, task: () => openForm(context, shortcut.trigger_id, {}) });
  });
  app.shortcut({ callback_id: SHORTCUTS.message, type: 'message_action' }, async ({ ack, shortcut, respond }) => {
    await ack();
    const { channel, message, user, trigger_id } = shortcut;
    const place = { user: user.id, channel: channel.id };
    const about = { channel: channel.id, ts: String(message.thread_ts ?? message.ts) };
    context.serve({
      requester: { ...place, reply: replyEphemeral(context.clients, place, respond) },
      id: trigger_id,
      task: () => openForm(context, trigger_id, { about, text: unescapeText(message.text ?? '') }),
    });
  });
  app.view(ASK_FORM, async ({ ack, view, body }) => {
    const { question, channel, about } = readAskForm(view.state.values, view.private_metadata);
    const error = await Promise.race([refusalOf(context, question), sleep(PATIENCE, undefined, { ref: false })]);
    if (error) return ack({ response_action: 'errors', errors: { [QUESTION_INPUT]: error } });
    await ack();
    const requester = fromForm(context, body.user.id, about ? about.channel : channel, about?.ts);
    const id = 'trigger_id' in body ? String(body.trigger_id) : undefined;
    context.serve({ requester, question, id, task: () => answerText(context, question, requester) });
  });
}

function openForm(
  context: BotContext,
  triggerId: string,
  given: Omit<Parameters<typeof askForm>[0], 'example'>,
): Promise<void> {
  const [example = 'help'] = help(context.answerContext.catalogue()).examples;
  return openModal(context, { triggerId, title: askFormWords.title }, async () => askForm({ ...given, example }));
}

/** Why a question cannot be answered, as a sentence; undefined when it can, or when only its answer will tell. */
async function refusalOf({ answerContext }: BotContext, question: string): Promise<string | undefined> {
  try {
    await understand(question, answerContext);
    return undefined;
  } catch (error) {
    if (!(error instanceof UserError)) return undefined;
    const [near] = error.suggestions;
    return sentenceCase(near ? askFormWords.instead(error.message, near) : error.message);
  }
}
