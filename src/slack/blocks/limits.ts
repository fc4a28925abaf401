import type { types } from '@slack/bolt';

import { truncate } from '../../text/text.ts';

/** Slack's limits, in characters or items. Sources: docs.slack.dev/reference/block-kit, and slackapi/bolt-js#2509 for `blocks`. */
export const BLOCK_LIMITS = {
  /** chat.update takes 4,000 bytes. */
  messageText: 1000,
  /** JSON characters of all blocks but the table, kept below the undocumented `msg_blocks_too_long`. */
  messageJson: 12_000,
  sectionText: 3000,
  header: 150,
  altText: 2000,
  buttonText: 75,
  buttonValue: 2000,
  optionText: 75,
  optionValue: 150,
  options: 100,
  placeholder: 150,
  modalTitle: 24,
  modalBlocks: 100,
  inputLabel: 2000,
  inputText: 3000,
  metadata: 3000,
  /** A link to an answer, of the 3,000 of an address. */
  link: 2500,
  /** `title` is also the limit of the titles of axes; `perMessage` that of such charts in one message. */
  nativeChart: { title: 50, label: 20, categories: 20, series: 6, segments: 6, perMessage: 2 },
  tableColumns: 20,
  /** Rows with the head, and characters of the cells, of Slack's 10,000 and 20,000: the words around find room beside them. */
  table: { rows: 100, text: 8000 },
  data_table: { rows: 201, text: 16_000 },
} as const;

/** Puts a text on one line, without control characters and direction overrides, which change how neighbouring text is shown. */
export function oneLine(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\u202A-\u202E\u2066-\u2069]/g, '')
    .replace(/[\u0000-\u001F\u007F-\u009F\u2028\u2029]+/g, ' ');
}

/** Escapes a text for Slack's mrkdwn, so that it cannot contain a mention or a link; shortens it to `limit` characters without cutting an entity. */
export function escapeText(text: string, limit = Number.POSITIVE_INFINITY): string {
  const whole = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  if (whole.length <= limit) return whole;
  let kept = '';
  for (const character of text) {
    const next = escapeText(character);
    if (kept.length + next.length >= limit) break;
    kept += next;
  }
  return `${kept}…`;
}

/** Undoes `escapeText`: Slack sends what people type with entities for `&`, `<` and `>`. */
export function unescapeText(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** Makes a plain_text object that is shown exactly as it is; `–` when nothing is left to show. */
export function plain(text: string, limit: number): types.PlainTextElement {
  return { type: 'plain_text', text: truncate(oneLine(text).trim() || '–', limit), emoji: false };
}

/** What mrkdwn would show otherwise than it is written: formatting characters and `:emoji:` names. */
const MARKUP = /[*~`]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|:[^\s:]+:/u;

/** Makes an mrkdwn object of text that the caller has escaped; Slack makes no links or mentions of its own in it. */
export function mrkdwn(text: string): types.MrkdwnElement {
  return { type: 'mrkdwn', text, verbatim: true };
}

/** Whether mrkdwn would show an escaped text otherwise than it is written. */
export function hasMarkup(text: string): boolean {
  return MARKUP.test(text);
}

/** Makes one bold line. Text that mrkdwn would change is shown exactly, not bold. */
export function bold(text: string, limit: number): types.TextObject {
  const line = oneLine(text).trim();
  if (line === '' || hasMarkup(line)) return plain(line, limit);
  return mrkdwn(`*${escapeText(line, limit - 2)}*`);
}

/** Makes one line of a bold name and text about it, of at most `limit` characters. Text that mrkdwn would change is shown exactly, without bold. */
export function named(name: string, text: string, limit: number): types.TextObject {
  const [left, right] = [oneLine(name).trim(), oneLine(text).trim()];
  if (left === '' || hasMarkup(left) || hasMarkup(right)) return plain(`${left}  ${right}`, limit);
  return mrkdwn(`*${escapeText(left)}*  ${escapeText(right, limit - left.length - 4)}`);
}
