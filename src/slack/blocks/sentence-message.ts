import type { CostError } from '../../error.ts';
import type { Message } from './message.ts';

import { separate } from '../../text/separators.ts';
import { truncate } from '../../text/text.ts';
import { errorWords } from '../words.ts';
import { askButton } from './ask-button.ts';
import { ACTIONS } from './filter-ids.ts';
import { BLOCK_LIMITS, escapeText, oneLine, plain } from './limits.ts';
import { actionsBlock, LONGEST_LINE, sectionBlock } from './message.ts';

/** Makes a message of one sentence, with buttons that ask questions. */
export function sentenceMessage(
  sentence: string,
  { ask = [], nonce }: { ask?: readonly string[]; nonce: string },
): Message {
  const line = truncate(oneLine(sentence).trim() || '–', LONGEST_LINE);
  const buttons = ask.slice(0, 5).flatMap((text, index) => askButton(text, index) ?? []);
  return {
    text: escapeText(line, BLOCK_LIMITS.messageText),
    blocks: [
      sectionBlock('sentence', nonce, plain(line, BLOCK_LIMITS.sectionText)),
      ...(buttons.length > 0 ? [actionsBlock('ask', nonce, buttons)] : []),
    ],
  };
}

/**
 * Makes the message of a question that is asked back for its cost, with buttons to run it all the same or to ask for less.
 * `locale` is the language tag for its numbers.
 */
export function costMessage(
  { message, confirmable, cheaper }: CostError,
  { nonce, locale }: { readonly nonce: string; readonly locale?: string | undefined },
): Message {
  const run = confirmable === undefined ? undefined : askButton(confirmable, 0, errorWords.run);
  const less = cheaper && askButton(cheaper.text, 1, sentenceCase(cheaper.label).replace(/\.$/, ''));
  const buttons = [run && { ...run, action_id: `${ACTIONS.run}/0` }, less].filter((button) => button !== undefined);
  const { text, blocks } = sentenceMessage(sentenceCase(separate(message, locale)), { nonce });
  return { text, blocks: [...blocks, ...(buttons.length > 0 ? [actionsBlock('cost', nonce, buttons)] : [])] };
}

/** Capitalizes a UserError's lower-case sentence and ends it with a full stop. */
export function sentenceCase(text: string): string {
  const line = oneLine(text).trim();
  const first = line.match(/^./u)?.[0] ?? '';
  return `${first.toUpperCase()}${line.slice(first.length)}${/[.!?…]$/.test(line) ? '' : '.'}`;
}
