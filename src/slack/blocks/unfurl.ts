import type { types } from '@slack/bolt';

import type { Answer } from '../../answer/answer.ts';
import type { PictureSource } from './answer-view.ts';

import { answerMessage } from './answer.ts';
import { answerViewOf, isTable } from './answer-view.ts';
import { askButton } from './ask-button.ts';
import { leftOutWords } from './table.ts';

/** The types of an answer's blocks that hold no controls. */
const SHOWN_TYPES: ReadonlySet<string> = new Set(['section', 'context', 'image']);

const ASK_HERE = 'Ask it here';

const WITHOUT_TABLE = `“${ASK_HERE}” shows its table.`;

const WITHOUT_PICTURE = `The picture could not be shown. “${ASK_HERE}” shows every number.`;

/** Makes the blocks under a link to an answer: its headline, picture and receipt, and a button that asks it as a message with filters. */
export function unfurlBlocks(
  answered: Answer,
  source: PictureSource | undefined,
  nonce: string,
): readonly types.KnownBlock[] {
  const { query, request, text } = answered;
  const view = answerViewOf(answered, source);
  const leftOut = leftOutWords(view.table);
  const missing = source ? [] : [isTable(answered) ? WITHOUT_TABLE : WITHOUT_PICTURE];
  const notes = [...missing, ...view.notes.filter((note) => !leftOut.includes(note))];
  const shown = { ...view, table: undefined, notes };
  const { blocks } = answerMessage(shown, { query, request, state: { text }, nonce });
  const button = askButton(text, 0, ASK_HERE);
  return [
    ...blocks.filter(({ type }) => SHOWN_TYPES.has(type)),
    ...(button ? [{ type: 'actions' as const, block_id: `ask/${nonce}`, elements: [button] }] : []),
  ];
}
