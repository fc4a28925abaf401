import type { types } from '@slack/bolt';

import type { Message } from './message.ts';

import { truncate } from '../../text/text.ts';
import { ACTIONS } from './filter-ids.ts';
import { BLOCK_LIMITS, escapeText, oneLine, plain } from './limits.ts';
import { sectionBlock } from './message.ts';
import { formatState } from './state.ts';

/** The longest words of a question, so that what is said behind them is not cut off. */
const QUESTION = 160;

/** Makes the progress message that stands in the channel until the first answer comes. `words` says the question as people do. */
export function workingMessage(
  { text, asker, words = text }: { readonly text: string; readonly asker: string; readonly words?: string },
  {
    nonce,
    usualMs,
    queuePlace,
  }: { readonly nonce: string; readonly usualMs?: number | undefined; readonly queuePlace?: number | undefined },
): Message {
  const sentence = `Looking up ${truncate(oneLine(words), QUESTION)} …${queueWords(queuePlace)}${usualWords(usualMs)}`;
  const value = formatState({ text, asker }, BLOCK_LIMITS.buttonValue);
  return { text: escapeText(sentence, BLOCK_LIMITS.messageText), blocks: [workingBlock(sentence, value, nonce)] };
}

/** Says where a question stands among those that wait for Athena. */
function queueWords(place: number | undefined): string {
  if (place === undefined) return '';
  return place === 1 ? ' It is the next in the queue.' : ` It is number ${place} in the queue.`;
}

/** Writes a sentence on how long something usually takes, given in milliseconds; empty below a second. */
export function usualWords(usualMs: number | undefined): string {
  if (usualMs === undefined || usualMs < 1000) return '';
  return ` It usually takes ${Math.round(usualMs / 1000)} s.`;
}

/** Makes the section that says that a question is worked on, with a Cancel button that carries `value`. */
export function workingBlock(text: string, value: string | undefined, nonce: string): types.SectionBlock {
  const cancel: types.Button = {
    type: 'button',
    action_id: ACTIONS.cancel,
    text: plain('Cancel', BLOCK_LIMITS.buttonText),
    ...(value && { value }),
  };
  return { ...sectionBlock('working', nonce, plain(text, 300)), accessory: cancel };
}
