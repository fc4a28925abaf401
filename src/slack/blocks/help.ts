import type { types } from '@slack/bolt';

import type { Help } from '../../question/help.ts';
import type { Message } from './message.ts';

import { truncate } from '../../text/text.ts';
import { helpWords } from '../words.ts';
import { askButton } from './ask-button.ts';
import { ACTIONS } from './filter-ids.ts';
import { BLOCK_LIMITS, bold, escapeText, hasMarkup, named, oneLine, plain } from './limits.ts';
import { sectionBlock } from './message.ts';

/** So many queries are shown at a time: a message holds 50 blocks, and nobody reads more. */
const QUERIES = 20;

const WORDS = 250;

const EXAMPLE = 80;

const TITLE = 100;

/** The longest part of what can be said about a query: six of them stay below what one message may hold. */
const PART = 1200;

/** Makes the message of what can be asked, with buttons that ask it; of many queries, the page that begins at index `start`. */
export function helpMessage(
  help: Help,
  { command, nonce, start = 0 }: { command: string; nonce: string; start?: number },
): Message {
  const example = helpWords.tryThese(command, help.examples[0] ?? 'help');
  const blocks: types.KnownBlock[] = [
    { type: 'section', block_id: `title/${nonce}`, text: bold(help.title, WORDS) },
    ...(help.text.trim() === '' ? [] : [sectionBlock('text', nonce, plain(help.text, BLOCK_LIMITS.sectionText))]),
    ...queryBlocks(help, { nonce, start }),
    ...partBlocks(help, nonce),
  ];
  const buttons = help.examples.flatMap((text, index) => askButton(text, index) ?? []).slice(0, 5);
  if (help.queries.length === 0 && buttons.length > 0) {
    blocks.push({ type: 'context', block_id: `example/${nonce}`, elements: [plain(example, WORDS)] });
    blocks.push({ type: 'actions', block_id: `ask/${nonce}`, elements: buttons });
  }
  return { text: escapeText(`${help.title}. ${help.text}`, BLOCK_LIMITS.messageText), blocks };
}

/** Makes a line for each query with a button that asks its example; for many queries, also a search field and buttons that turn the page. */
export function queryBlocks({ queries }: Help, { nonce, start }: { nonce: string; start: number }): types.KnownBlock[] {
  const first = Math.max(0, Math.min(start, queries.length - 1));
  const shown = queries.slice(first, first + QUERIES);
  const lines = shown.map(({ title, description, example }, index): types.SectionBlock => {
    const heading = truncate(title, TITLE);
    const text = named(heading, description === title ? '' : description, WORDS + heading.length);
    const button = askButton(example, index, helpWords.ask);
    return {
      type: 'section',
      block_id: `query-${index}/${nonce}`,
      text: withExample(text, example),
      ...(button && {
        accessory: { ...button, accessibility_label: plain(helpWords.askThis(example), BLOCK_LIMITS.buttonText).text },
      }),
    };
  });
  if (queries.length <= QUERIES) return lines;
  const place = helpWords.page(first + 1, first + shown.length, queries.length);
  const turns = [
    ...(first > 0 ? [turnButton('back', helpWords.back, Math.max(0, first - QUERIES))] : []),
    ...(first + QUERIES < queries.length ? [turnButton('on', helpWords.more, first + QUERIES)] : []),
  ];
  return [
    { type: 'actions', block_id: `find/${nonce}`, elements: [FIND, ...turns] },
    ...lines,
    { type: 'context', block_id: `place/${nonce}`, elements: [plain(place, WORDS)] },
  ];
}

/** A text with an example question on a line of its own, unless mrkdwn would show that otherwise than it is typed. */
function withExample<T extends types.TextObject>(text: T, example: string): T {
  const words = truncate(oneLine(example).trim(), EXAMPLE);
  if (text.type === 'plain_text') return { ...text, text: `${text.text}\n${words}` };
  return hasMarkup(words) ? text : { ...text, text: `${text.text}\n_${escapeText(words)}_` };
}

const FIND: types.ExternalSelect = {
  type: 'external_select',
  action_id: ACTIONS.find,
  placeholder: plain(helpWords.find, BLOCK_LIMITS.placeholder),
  min_query_length: 0,
};

function turnButton(id: string, text: string, start: number): types.Button {
  return {
    type: 'button',
    action_id: `${ACTIONS.list}/${id}`,
    text: plain(text, BLOCK_LIMITS.buttonText),
    value: String(start),
  };
}

/** A section for each part of what can be said about a query. */
function partBlocks({ parts }: Help, nonce: string): types.SectionBlock[] {
  return parts.map(({ title, text }, index) => ({
    type: 'section',
    block_id: `part-${index}/${nonce}`,
    text: named(title, text, PART),
  }));
}
