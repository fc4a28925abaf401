import type { types } from '@slack/bolt';

import type { AnswerView } from './answer-view.ts';
import type { Message } from './message.ts';

import { truncate } from '../../text/text.ts';
import { missingWords } from '../words.ts';
import { askInThreadButton } from './ask-button.ts';
import { BLOCK_LIMITS, bold, escapeText, oneLine, plain } from './limits.ts';
import { nativeChartBlock } from './native-chart.ts';

/** One answer of a digest with several, the canonical text of its question, and how it differs from when it was last sent. */
export type DigestPart = { readonly view: AnswerView; readonly text: string; readonly change?: string | undefined };

/** The longest line of words. */
const WORDS = 600;

/** The longest notes of one answer. */
const NOTES = 300;

/** The most characters of all answers together: Slack has refused a message of 11,341 as `msg_blocks_too_long`. */
const ALL_WORDS = 9600;

/** Makes one message of a digest with several questions under its title: for each its headline, its picture or chart, its notes, its receipt and a button that asks it by itself, in the thread. */
export function digestMessage(
  title: string,
  parts: readonly DigestPart[],
  { runId, notes, nonce }: { runId: string; notes: readonly string[]; nonce: string },
): Message {
  return {
    text: escapeText(oneLine([title, ...parts.map(({ view }) => view.headline)].join(' · ')), BLOCK_LIMITS.messageText),
    blocks: [
      { type: 'section', block_id: `title/${nonce}`, text: bold(title, WORDS) },
      ...parts.flatMap((part, index) => partBlocks(part, index, { nonce, longest: longestLine(parts.length) })),
      ...(notes.length > 0 ? [context('notes', nonce, notes.join(' '))] : []),
    ],
    metadata: { event_type: 'owlpost_answer', event_payload: { nonce, run_id: runId } },
  };
}

/** The longest line of each of so many answers: one has four of them, and its notes. */
function longestLine(answers: number): number {
  return Math.min(WORDS, Math.floor(ALL_WORDS / answers / 5));
}

function partBlocks(
  { view, text, change }: DigestPart,
  index: number,
  { nonce, longest }: { readonly nonce: string; readonly longest: number },
): types.KnownBlock[] {
  const button = askInThreadButton(text, index, missingWords.inDigest.ask);
  const { picture, nativeChart } = view;
  const notes = [...(change === undefined ? [] : [change]), ...view.notes];
  return [
    { type: 'divider', block_id: `line-${index}/${nonce}` },
    {
      type: 'section',
      block_id: `headline-${index}/${nonce}`,
      text: bold(view.headline, longest),
      ...(button && { accessory: button }),
    },
    ...(view.understood ? [context(`understood-${index}`, nonce, view.understood, longest)] : []),
    ...(picture ? [imageBlock(picture, `picture-${index}`, { nonce, longest })] : []),
    ...(nativeChart ? [nativeChartBlock(nativeChart, `chart-${index}`, nonce)] : []),
    ...(notes.length > 0 ? [context(`notes-${index}`, nonce, notes.join(' '), Math.min(NOTES, longest))] : []),
    ...(view.receipt ? [context(`receipt-${index}`, nonce, view.receipt, longest)] : []),
  ];
}

function imageBlock(
  { source, alt }: NonNullable<AnswerView['picture']>,
  part: string,
  { nonce, longest }: { readonly nonce: string; readonly longest: number },
): types.ImageBlock {
  return { type: 'image', block_id: `${part}/${nonce}`, alt_text: truncate(oneLine(alt), longest), ...source };
}

function context(part: string, nonce: string, text: string, longest = WORDS): types.ContextBlock {
  return { type: 'context', block_id: `${part}/${nonce}`, elements: [plain(text, longest)] };
}
