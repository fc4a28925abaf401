import type { types } from '@slack/bolt';

import type { Message } from './message.ts';

import { truncate } from '../../text/text.ts';
import { progressWords } from '../words.ts';
import { ACTIONS } from './filter-ids.ts';
import { BLOCK_LIMITS, escapeText, oneLine, plain } from './limits.ts';
import { sectionBlock } from './message.ts';
import { formatState } from './state.ts';

/** The longest words of a question, so that what is said behind them is not cut off. */
const QUESTION = 160;

/** What a progress message is about, and how far its question is. */
export type WorkingOptions = {
  readonly nonce: string;
  /** Sentences on how far it is, each after a space. */
  readonly progress?: string;
  /** Whether the answer comes below, for its asker alone. */
  readonly isPrivate?: boolean;
};

/** Makes the progress message that stands in the channel until the first answer comes. `words` says the question as people do. */
export function workingMessage(
  { text, asker, words = text }: { readonly text: string; readonly asker: string; readonly words?: string },
  { nonce, progress = '', isPrivate = false }: WorkingOptions,
): Message {
  const where = isPrivate ? progressWords.comesBelow : '';
  const sentence = `${progressWords.lookingUp(truncate(oneLine(words), QUESTION))}${where}${progress}`;
  const value = formatState({ text, asker }, BLOCK_LIMITS.buttonValue);
  return { text: escapeText(sentence, BLOCK_LIMITS.messageText), blocks: [workingBlock(sentence, value, nonce)] };
}

/** Makes the section that says that a question is worked on, with a Cancel button that carries `value`. */
export function workingBlock(text: string, value: string | undefined, nonce: string): types.SectionBlock {
  const cancel: types.Button = {
    type: 'button',
    action_id: ACTIONS.cancel,
    text: plain(progressWords.cancel, BLOCK_LIMITS.buttonText),
    ...(value && { value }),
  };
  return { ...sectionBlock('working', nonce, plain(text, 300)), accessory: cancel };
}
