import type { types } from '@slack/bolt';

import type { Query } from '../../catalogue/query.ts';
import type { Request } from '../../question/request.ts';
import type { AnswerView } from './answer-view.ts';
import type { Message } from './message.ts';
import type { AnswerState } from './state.ts';

import { truncate } from '../../text/text.ts';
import { answerWords, moreWords } from '../words.ts';
import { askButton } from './ask-button.ts';
import { filterBar } from './filter-bar.ts';
import { ACTIONS } from './filter-ids.ts';
import { external } from './filter-menu.ts';
import { BLOCK_LIMITS, bold, escapeText, mrkdwn, oneLine, plain } from './limits.ts';
import { lookInside } from './look-inside.ts';
import { actionsBlock, contextBlock, controlsOf, LONGEST_LINE, sectionBlock } from './message.ts';
import { nativeChartBlock } from './native-chart.ts';
import { formatState } from './state.ts';
import { subscriptionBlock } from './subscription-buttons.ts';
import { tableBlock } from './table-block.ts';
import { workingBlock } from './working-message.ts';

/** What can be done with an answer, in the order of the "More" menu, which holds five at a time. */
export type More = keyof typeof moreWords;

/** What an answer's message is made with beside the view. */
export type AnswerOptions = {
  readonly query: Query;
  readonly request: Request;
  readonly state: AnswerState;
  /** Marks this rendering in every block id, as Slack wants new ids for new content. */
  readonly nonce: string;
  /** Set while the next answer is computed: the words to show, and the state to return to on Cancel. */
  readonly progress?: { readonly text: string; readonly back: AnswerState };
};

/** Makes an answer's message: headline, how it was understood, picture or table, filters, receipt. Always within Slack's limits. */
export function answerMessage(shown: AnswerView, options: AnswerOptions): Message {
  const { query, request, state, nonce, progress } = options;
  const value = formatState(state, BLOCK_LIMITS.buttonValue);
  const notes =
    value === undefined
      ? [...shown.notes, answerWords.tooLongForFilters]
      : [...(state.doubtedBy ? [answerWords.underReview] : []), ...shown.notes];
  const inside = progress ? {} : lookInside(query, request, shown.rows);
  const blocks = [
    sectionBlock('headline', nonce, bold(shown.headline, LONGEST_LINE)),
    ...(shown.understood ? [contextBlock('understood', nonce, [plain(shown.understood, LONGEST_LINE)])] : []),
    ...(progress ? [workingBlock(progress.text, formatState(progress.back, BLOCK_LIMITS.buttonValue), nonce)] : []),
    ...(shown.picture ? [image(shown.picture, nonce)] : []),
    ...(shown.nativeChart ? [nativeChartBlock(shown.nativeChart, 'chart', nonce)] : []),
    ...(shown.table ? [tableBlock(shown.table, shown.title, nonce)] : []),
    ...(notes.length > 0 ? [contextBlock('notes', nonce, [plain(notes.join(' '), LONGEST_LINE)])] : []),
    ...(value === undefined
      ? []
      : [
          ...(shown.alternatives?.length ? [actionsBlock('alternatives', nonce, alternatives(shown))] : []),
          actionsBlock('controls', nonce, [
            ...filterBar(query, request, { value, inside, last: more(shown, query, state), locale: shown.locale }),
          ]),
        ]),
    ...(shown.receipt ? [contextBlock('receipt', nonce, receipt(shown.receipt, state))] : []),
    ...(state.digest && !progress ? [subscriptionBlock(state.digest, nonce)] : []),
  ];
  return {
    text: escapeText(oneLine(shown.headline), BLOCK_LIMITS.messageText),
    blocks: shrink(blocks),
    ...metadata(state, nonce),
  };
}

/** Makes the message of an answer that was posted anew, when the old message has a thread. */
export function retiredMessage(shown: AnswerView, nonce: string): Message {
  return {
    text: escapeText(oneLine(shown.headline), BLOCK_LIMITS.messageText),
    blocks: [
      sectionBlock('headline', nonce, bold(shown.headline, LONGEST_LINE)),
      ...(shown.picture ? [image(shown.picture, nonce)] : []),
      contextBlock('notes', nonce, [plain(answerWords.newerBelow, LONGEST_LINE)]),
    ],
  };
}

/** Makes the message of an answer whose blocks Slack refuses: the headline alone. */
export function textMessage(view: AnswerView): Message {
  return { text: escapeText(oneLine(view.headline), BLOCK_LIMITS.messageText), blocks: [] };
}

/** The blocks with their largest menus made external until their JSON is short enough for one message. */
function shrink(blocks: types.KnownBlock[]): types.KnownBlock[] {
  const size = (part: unknown) => JSON.stringify(part).length;
  const total = blocks.reduce((sum, block) => sum + (isTableBlock(block) ? 0 : size(block)), 0);
  if (total <= BLOCK_LIMITS.messageJson) return blocks;
  const menus = blocks.flatMap(controlsOf).filter(external);
  const [largest] = menus.sort((left, right) => size(right) - size(left));
  if (!largest) return blocks;
  const swap = <T>(element: T): T => (element === largest ? (external(element) as T) : element);
  return shrink(
    blocks.map((block) => (block.type === 'actions' ? { ...block, elements: block.elements.map(swap) } : block)),
  );
}

function isTableBlock({ type }: types.KnownBlock): boolean {
  return type === 'table' || type === 'data_table';
}

function image(picture: NonNullable<AnswerView['picture']>, nonce: string): types.ImageBlock {
  return {
    type: 'image',
    block_id: `picture/${nonce}`,
    alt_text: truncate(oneLine(picture.alt), BLOCK_LIMITS.altText),
    ...picture.source,
  };
}

/** What a word could have meant instead, each a click away. */
function alternatives({ alternatives: others = [] }: AnswerView): types.Button[] {
  return others.slice(0, 3).flatMap(({ word, meaning, text }, index) => {
    const button = askButton(text, index, answerWords.instead(truncate(oneLine(word), 20), meaning));
    return button ? [{ ...button, action_id: `${ACTIONS.instead}/${index}` }] : [];
  });
}

/** What else can be done with an answer: five things, as a menu of this kind has no more. */
function more(shown: AnswerView, { dataset }: Query, { isPrivate }: AnswerState): types.Overflow {
  const isExplained = dataset && !shown.isReused;
  const choices: readonly More[] = [
    shown.table ? 'chart' : 'table',
    'subscribe',
    ...(isPrivate ? [] : (['csv'] as const)),
    ...(isExplained ? (['explain'] as const) : []),
    'details',
    ...(isPrivate || !isExplained ? (['refresh'] as const) : []),
  ];
  return {
    type: 'overflow',
    action_id: ACTIONS.more,
    options: choices.map((choice) => ({ text: plain(moreWords[choice], BLOCK_LIMITS.optionText), value: choice })),
  };
}

/** The receipt, and who asked, where others see it too. */
function receipt(text: string, { asker, isPrivate }: AnswerState): types.ContextBlockElement[] {
  const line = plain(text, LONGEST_LINE);
  return asker && !isPrivate ? [line, mrkdwn(answerWords.askedBy(asker))] : [line];
}

function metadata({ runId }: AnswerState, nonce: string): { metadata: types.MessageMetadata } {
  return { metadata: { event_type: 'owlpost_answer', event_payload: { nonce, ...(runId && { run_id: runId }) } } };
}
