import type { types } from '@slack/bolt';

import { truncate } from '../../text/text.ts';

/** What Slack accepts, in characters or items. Sources: docs.slack.dev/reference/block-kit, and slackapi/bolt-js#2509 for `blocks`. */
export const BLOCK_LIMITS = {
  /** chat.update takes 4,000 bytes. */
  messageText: 1000,
  messageBlocks: 50,
  /** JSON characters of all blocks but the table, kept below the undocumented `msg_blocks_too_long`. */
  messageJson: 12_000,
  sectionText: 3000,
  altText: 2000,
  imageUrl: 3000,
  buttonText: 75,
  buttonValue: 2000,
  optionText: 75,
  optionValue: 150,
  options: 100,
  actionElements: 25,
  placeholder: 150,
  modalTitle: 24,
  modalBlocks: 100,
  inputLabel: 2000,
  inputText: 3000,
  metadata: 3000,
  tableRows: 100,
  tableColumns: 20,
  /** Of Slack's 10,000, so that the words around it find room beside it. */
  tableText: 8000,
} as const;

/** Text on one line that cannot change how its neighbours read: no control characters, no direction overrides. */
export function oneLine(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\u202A-\u202E\u2066-\u2069]/g, '')
    .replace(/[\u0000-\u001F\u007F-\u009F\u2028\u2029]+/g, ' ');
}

/** Text as Slack's mrkdwn wants it, so that no `<!channel>` or link can come out of it; cut without cutting an entity. */
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

/** What `escapeText` did, undone. */
export function unescapeText(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** Text shown exactly as it is, without formatting, mentions or `:emoji:` names; `–` when nothing is left to show. */
export function plain(text: string, limit: number): types.PlainTextElement {
  return { type: 'plain_text', text: truncate(oneLine(text).trim() || '–', limit), emoji: false };
}

/** One bold line. Text that holds formatting characters is shown exactly, not bold. */
export function bold(text: string, limit: number): types.TextObject {
  const line = oneLine(text).trim();
  if (line === '' || /[*_~`]/.test(line)) return plain(line, limit);
  return { type: 'mrkdwn', text: `*${escapeText(line, limit - 2)}*` };
}
