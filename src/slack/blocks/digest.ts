import type { types } from '@slack/bolt';

import type { AnswerView } from './answer-view.ts';
import type { Message } from './message.ts';

import { truncate } from '../../text/text.ts';
import { askButton } from './ask-button.ts';
import { BLOCK_LIMITS, bold, escapeText, oneLine, plain } from './limits.ts';

/** One answer of a digest with several, and the canonical text of its question. */
export type DigestPart = { readonly view: AnswerView; readonly text: string };

/** The longest line of words, so that eight answers stay below what one message may hold. */
const WORDS = 600;

/** Makes one message of a digest with several questions: for each its headline, its picture, its receipt and a button that asks it by itself. */
export function digestMessage(
  name: string,
  parts: readonly DigestPart[],
  { runId, notes, nonce }: { runId: string; notes: readonly string[]; nonce: string },
): Message {
  const title = `${name}: ${parts.length} answers`;
  return {
    text: escapeText(oneLine([title, ...parts.map(({ view }) => view.headline)].join(' · ')), BLOCK_LIMITS.messageText),
    blocks: [
      { type: 'section', block_id: `title/${nonce}`, text: bold(title, WORDS) },
      ...parts.flatMap((part, index) => partBlocks(part, index, nonce)),
      ...(notes.length > 0 ? [context('notes', nonce, notes.join(' '))] : []),
    ],
    metadata: { event_type: 'owlpost_answer', event_payload: { nonce, run_id: runId } },
  };
}

function partBlocks({ view, text }: DigestPart, index: number, nonce: string): types.KnownBlock[] {
  const button = askButton(text, index, 'Ask by itself');
  const { picture } = view;
  return [
    { type: 'divider', block_id: `line-${index}/${nonce}` },
    {
      type: 'section',
      block_id: `headline-${index}/${nonce}`,
      text: bold(view.headline, WORDS),
      ...(button && { accessory: button }),
    },
    ...(view.understood ? [context(`understood-${index}`, nonce, view.understood)] : []),
    ...(picture
      ? [
          {
            type: 'image' as const,
            block_id: `picture-${index}/${nonce}`,
            alt_text: truncate(oneLine(picture.alt), WORDS),
            ...picture.source,
          },
        ]
      : []),
    ...(view.receipt ? [context(`receipt-${index}`, nonce, view.receipt)] : []),
  ];
}

function context(part: string, nonce: string, text: string): types.ContextBlock {
  return { type: 'context', block_id: `${part}/${nonce}`, elements: [plain(text, WORDS)] };
}
