import type { types } from '@slack/bolt';
import { z } from 'zod';

import type { MessageRef } from './state.ts';

import { truncate } from '../../text/text.ts';
import { askFormWords, formWords } from '../words.ts';
import { BLOCK_LIMITS, plain, unescapeText } from './limits.ts';

/** The callback id of the form in which a question is typed. */
export const ASK_FORM = 'ask';

const QUESTION = 'ask/question';

const CHANNEL = 'ask/channel';

/** What a submitted form asks: a question, and where its answer goes. */
export type AskedQuestion = {
  readonly question: string;
  /** The channel's id; missing when nothing was chosen. */
  readonly channel?: string | undefined;
  /** The message that the question is about; the answer goes into its thread. */
  readonly about?: MessageRef | undefined;
};

/** The id of the input at which a question that cannot be answered is named. */
export const QUESTION_INPUT = QUESTION;

/** Makes the form in which a question is typed: about a message, or for a channel that is chosen in it. */
export function askForm({
  about,
  text = '',
  example,
}: {
  about?: MessageRef;
  text?: string;
  example: string;
}): types.ModalView {
  const typed = truncate(text.trim(), 500);
  const question: types.InputBlock = {
    type: 'input',
    block_id: QUESTION,
    label: plain(askFormWords.question, BLOCK_LIMITS.inputLabel),
    hint: plain(askFormWords.example(example), BLOCK_LIMITS.inputLabel),
    element: {
      type: 'plain_text_input',
      action_id: QUESTION,
      max_length: 2000,
      focus_on_load: true,
      ...(typed && { initial_value: typed }),
    },
  };
  const channel: types.InputBlock = {
    type: 'input',
    block_id: CHANNEL,
    optional: true,
    label: plain(askFormWords.where, BLOCK_LIMITS.inputLabel),
    hint: plain(askFormWords.whereHint, BLOCK_LIMITS.inputLabel),
    element: {
      type: 'conversations_select',
      action_id: CHANNEL,
      placeholder: plain(askFormWords.channel, BLOCK_LIMITS.placeholder),
      filter: { include: ['public', 'private'], exclude_bot_users: true },
    },
  };
  return {
    type: 'modal',
    callback_id: ASK_FORM,
    private_metadata: about ? JSON.stringify(about) : '',
    title: plain(askFormWords.title, BLOCK_LIMITS.modalTitle),
    submit: plain(askFormWords.ask, BLOCK_LIMITS.modalTitle),
    close: plain(formWords.cancel, BLOCK_LIMITS.modalTitle),
    blocks: about ? [question] : [question, channel],
  };
}

const ABOUT = z.object({ channel: z.string().min(1), ts: z.string().min(1) });

/** Reads, from a form's private metadata, the message that it was opened about; undefined when there is none. */
export function parseAbout(metadata: string): MessageRef | undefined {
  if (!metadata.startsWith('{')) return undefined;
  try {
    return ABOUT.safeParse(JSON.parse(metadata)).data;
  } catch {
    return undefined;
  }
}

/** Reads what a submitted form asks. */
export function readAskForm(
  values: Readonly<
    Record<string, Readonly<Record<string, { value?: string | null; selected_conversation?: string | null }>>>
  >,
  metadata: string,
): AskedQuestion {
  const about = parseAbout(metadata);
  return {
    question: unescapeText(values[QUESTION]?.[QUESTION]?.value ?? ''),
    channel: values[CHANNEL]?.[CHANNEL]?.selected_conversation ?? undefined,
    about,
  };
}
