import type { types } from '@slack/bolt';

import type { Query } from '../../catalogue/query.ts';
import type { CostError } from '../../error.ts';
import type { Request } from '../../question/request.ts';
import type { AnswerView } from './answer-view.ts';
import type { AnswerState } from './state.ts';
import type { Grid } from './table.ts';

import { truncate } from '../../text/text.ts';
import { filterBar } from './filter-bar.ts';
import { ACTIONS, formatQuestion } from './filter-ids.ts';
import { external } from './filter-menu.ts';
import { BLOCK_LIMITS, bold, escapeText, mrkdwn, oneLine, plain } from './limits.ts';
import { lookInside } from './look-inside.ts';
import { formatState } from './state.ts';
import { subscriptionBlock } from './subscription-buttons.ts';

/** The text and blocks that chat.postMessage and chat.update take. */
export type Message = {
  readonly text: string;
  readonly blocks: types.KnownBlock[];
  readonly metadata?: types.MessageMetadata;
};

/** What can be done with an answer, in the order of the "More" menu, which holds five at a time. */
const MORE_TEXTS = {
  table: 'Show as table',
  chart: 'Show as chart',
  subscribe: 'Subscribe…',
  csv: 'Download CSV',
  explain: 'Explain this number',
  details: 'Details…',
  refresh: 'Refresh',
} as const;

/** One entry of the "More" menu. */
export type More = keyof typeof MORE_TEXTS;

/** The longest line of words in an answer; all of them together stay well below what one message may hold. */
const WORDS = 1000;

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

const UNDER_REVIEW = 'Under review: somebody has asked whether this number is right.';

/** Makes an answer's message: headline, how it was understood, picture or table, filters, receipt. Always within Slack's limits. */
export function answerMessage(shown: AnswerView, options: AnswerOptions): Message {
  const { query, request, state, nonce, progress } = options;
  const value = formatState(state, BLOCK_LIMITS.buttonValue);
  const notes =
    value === undefined
      ? [...shown.notes, 'This question is too long for filters. Ask again with the command to change it.']
      : [...(state.doubtedBy ? [UNDER_REVIEW] : []), ...shown.notes];
  const inside = progress ? {} : lookInside(query, request, shown.rows);
  const blocks = [
    section('headline', nonce, bold(shown.headline, WORDS)),
    ...(shown.understood ? [context('understood', nonce, [plain(shown.understood, WORDS)])] : []),
    ...(progress ? [working(progress.text, formatState(progress.back, BLOCK_LIMITS.buttonValue), nonce)] : []),
    ...(shown.picture ? [image(shown.picture, nonce)] : []),
    ...(shown.table ? [tableBlock(shown.table, shown.title, nonce)] : []),
    ...(notes.length > 0 ? [context('notes', nonce, [plain(notes.join(' '), WORDS)])] : []),
    ...(value === undefined
      ? []
      : [
          ...(shown.alternatives?.length ? [actions('alternatives', nonce, alternatives(shown))] : []),
          actions('controls', nonce, [
            ...filterBar(query, request, { value, inside, last: more(shown, query, state) }),
          ]),
        ]),
    ...(shown.receipt ? [context('receipt', nonce, receipt(shown.receipt, state.asker))] : []),
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
      section('headline', nonce, bold(shown.headline, WORDS)),
      ...(shown.picture ? [image(shown.picture, nonce)] : []),
      context('notes', nonce, [plain('A newer answer stands below.', WORDS)]),
    ],
  };
}

/** Makes the progress message that stands in the channel until the first answer comes. */
export function workingMessage(
  text: string,
  asker: string,
  {
    nonce,
    usualMs,
    queuePlace,
  }: { readonly nonce: string; readonly usualMs?: number | undefined; readonly queuePlace?: number | undefined },
): Message {
  const sentence = `Looking up ${oneLine(text)} …${queueWords(queuePlace)}${usualWords(usualMs)}`;
  const value = formatState({ text, asker }, BLOCK_LIMITS.buttonValue);
  return { text: escapeText(sentence, BLOCK_LIMITS.messageText), blocks: [working(sentence, value, nonce)] };
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

/** Makes the message of an answer whose blocks Slack refuses: the headline alone. */
export function textMessage(view: AnswerView): Message {
  return { text: escapeText(oneLine(view.headline), BLOCK_LIMITS.messageText), blocks: [] };
}

/** Makes a message of one sentence, with buttons that ask questions. */
export function sentenceMessage(
  sentence: string,
  { ask = [], nonce }: { ask?: readonly string[]; nonce: string },
): Message {
  const line = truncate(oneLine(sentence).trim() || '–', WORDS);
  const buttons = ask.slice(0, 5).flatMap((text, index) => askButton(text, index) ?? []);
  return {
    text: escapeText(line, BLOCK_LIMITS.messageText),
    blocks: [
      section('sentence', nonce, plain(line, BLOCK_LIMITS.sectionText)),
      ...(buttons.length > 0 ? [actions('ask', nonce, buttons)] : []),
    ],
  };
}

/** Makes the message of a question that is asked back for its cost, with buttons to run it all the same or to ask for less. */
export function costMessage({ message, confirmable, cheaper }: CostError, nonce: string): Message {
  const run = confirmable === undefined ? undefined : askButton(confirmable, 0, 'Run it');
  const less = cheaper && askButton(cheaper.text, 1, sentenceCase(cheaper.label).replace(/\.$/, ''));
  const buttons = [run && { ...run, action_id: `${ACTIONS.run}/0` }, less].filter((button) => button !== undefined);
  const { text, blocks } = sentenceMessage(sentenceCase(message), { nonce });
  return { text, blocks: [...blocks, ...(buttons.length > 0 ? [actions('cost', nonce, buttons)] : [])] };
}

/** Makes a button that asks a question; undefined when the question is too long for one. */
export function askButton(text: string, index: number, label = text): types.Button | undefined {
  const value = formatQuestion(text);
  if (value.length > BLOCK_LIMITS.buttonValue) return undefined;
  return {
    type: 'button',
    action_id: `${ACTIONS.ask}/${index}`,
    text: plain(label, BLOCK_LIMITS.buttonText),
    value,
  };
}

/** Capitalizes a UserError's lower-case sentence and ends it with a full stop. */
export function sentenceCase(text: string): string {
  const line = oneLine(text).trim();
  const first = line.match(/^./u)?.[0] ?? '';
  return `${first.toUpperCase()}${line.slice(first.length)}${/[.!?…]$/.test(line) ? '' : '.'}`;
}

/** Reads the nonce of a message's rendering from its block ids. */
export function nonceOf(blocks: readonly { block_id?: string }[] | undefined): string | undefined {
  return blocks?.map(({ block_id }) => block_id?.split('/')[1]).find(Boolean);
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

/** Lists the interactive elements of a block. */
export function controlsOf(block: types.KnownBlock): readonly types.SectionBlockAccessory[] {
  if (block.type === 'actions') return block.elements as types.SectionBlockAccessory[];
  return block.type === 'section' && block.accessory ? [block.accessory] : [];
}

function section(part: string, nonce: string, text: types.TextObject): types.SectionBlock {
  return { type: 'section', block_id: `${part}/${nonce}`, text };
}

function context(part: string, nonce: string, elements: types.ContextBlockElement[]): types.ContextBlock {
  return { type: 'context', block_id: `${part}/${nonce}`, elements };
}

function actions(part: string, nonce: string, elements: types.ActionsBlockElement[]): types.ActionsBlock {
  return { type: 'actions', block_id: `${part}/${nonce}`, elements };
}

function working(text: string, value: string | undefined, nonce: string): types.SectionBlock {
  const cancel: types.Button = {
    type: 'button',
    action_id: ACTIONS.cancel,
    text: plain('Cancel', BLOCK_LIMITS.buttonText),
    ...(value && { value }),
  };
  return { ...section('working', nonce, plain(text, 300)), accessory: cancel };
}

function image(picture: NonNullable<AnswerView['picture']>, nonce: string): types.ImageBlock {
  return {
    type: 'image',
    block_id: `picture/${nonce}`,
    alt_text: truncate(oneLine(picture.alt), BLOCK_LIMITS.altText),
    ...picture.source,
  };
}

/** So many rows of a table with pages are on one. */
const PAGE_ROWS = 8;

/** Makes the block of a table. */
export function tableBlock(grid: Grid, caption: string, nonce: string): types.TableBlock | types.DataTableBlock {
  const { kind, columns, rows, numbers } = grid;
  const raw = (text: string) => ({ type: 'raw_text' as const, text });
  if (kind === 'data_table') {
    const cell = (text: string, value: number | undefined) =>
      value === undefined ? raw(text) : { type: 'raw_number' as const, value, text };
    return {
      type: 'data_table',
      block_id: `table/${nonce}`,
      caption: truncate(oneLine(caption).trim() || '–', WORDS),
      page_size: PAGE_ROWS,
      rows: [
        columns.map(({ name }) => raw(name)),
        ...rows.map((row, index) => row.map((text, column) => cell(text, numbers[index]?.[column]))),
      ],
    };
  }
  return {
    type: 'table',
    block_id: `table/${nonce}`,
    column_settings: columns.map(({ isNumber }) => ({ align: isNumber ? 'right' : 'left', is_wrapped: !isNumber })),
    rows: [columns.map(({ name }) => raw(name)), ...rows.map((row) => row.map(raw))],
  };
}

/** What a word could have meant instead, each a click away. */
function alternatives({ alternatives: others = [] }: AnswerView): types.Button[] {
  return others.slice(0, 3).flatMap(({ word, meaning, text }, index) => {
    const button = askButton(text, index, `“${truncate(oneLine(word), 20)}” as ${meaning}`);
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
    options: choices.map((choice) => ({ text: plain(MORE_TEXTS[choice], BLOCK_LIMITS.optionText), value: choice })),
  };
}

function receipt(text: string, asker: string | undefined): types.ContextBlockElement[] {
  const line = plain(text, WORDS);
  return asker ? [line, mrkdwn(`asked by <@${asker}>`)] : [line];
}

function metadata({ runId }: AnswerState, nonce: string): { metadata: types.MessageMetadata } {
  return { metadata: { event_type: 'owlpost_answer', event_payload: { nonce, ...(runId && { run_id: runId }) } } };
}
