import type { types } from '@slack/bolt';

import type { Answer } from '../../answer/answer.ts';
import type { PictureSource } from './answer-view.ts';

import { missingWords } from '../words.ts';
import { answerMessage } from './answer.ts';
import { answerViewOf, isTable, nativeViewOf, withoutTable } from './answer-view.ts';
import { askButton } from './ask-button.ts';

/** The types of an answer's blocks that hold no controls. */
const SHOWN_TYPES: ReadonlySet<string> = new Set(['section', 'context', 'image', 'data_visualization']);

const WORDS = missingWords.underLink;

/** An answer under a link: where its picture is, if it is shown, and whether Slack may draw its chart where it is not. */
export type Unfurled = {
  readonly answered: Answer;
  readonly source: PictureSource | undefined;
  readonly isDrawnBySlack: boolean;
};

/**
 * Makes the blocks under a link to an answer: its headline, its picture or chart, its receipt, and a button that asks it as
 * a message with filters.
 */
export function unfurlBlocks(
  { answered, source, isDrawnBySlack }: Unfurled,
  nonce: string,
): readonly types.KnownBlock[] {
  const { query, request, text } = answered;
  const native = source || !isDrawnBySlack ? undefined : nativeViewOf(answered, [WORDS.native]);
  const missing = source ? [] : [isTable(answered) ? WORDS.table : WORDS.picture];
  const shown = native ?? withoutTable(answerViewOf(answered, source), missing);
  const { blocks } = answerMessage(shown, { query, request, state: { text }, nonce });
  const button = askButton(text, 0, WORDS.ask);
  return [
    ...blocks.filter(({ type }) => SHOWN_TYPES.has(type)),
    ...(button ? [{ type: 'actions' as const, block_id: `ask/${nonce}`, elements: [button] }] : []),
  ];
}
