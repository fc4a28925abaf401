import type { types } from '@slack/bolt';

import type { Help } from '../../question/help.ts';
import type { Message } from './message.ts';

import { helpWords } from '../words.ts';
import { askButton } from './ask-button.ts';
import { BLOCK_LIMITS, escapeText, mrkdwn, plain } from './limits.ts';

/**
 * Makes the message with which the bot introduces itself, in a channel or to one person: three lines and three
 * example questions as buttons. `mention` is how the bot is called there, in mrkdwn.
 */
export function greetingMessage(
  { queries, examples }: Help,
  { command, mention, nonce }: { command: string; mention: string; nonce: string },
): Message {
  const names = queries.map(({ title }) => title).join(', ');
  const lines = [helpWords.greeting, queries.length > 0 ? helpWords.canBeAsked(names) : helpWords.nothingYet];
  const how = helpWords.how(escapeText(command), escapeText(examples[0] ?? 'help'), mention);
  const buttons = examples.slice(0, 3).flatMap((text, index) => askButton(text, index) ?? []);
  const section = (part: string, text: types.TextObject): types.SectionBlock => ({
    type: 'section',
    block_id: `${part}/${nonce}`,
    text,
  });
  return {
    text: escapeText(lines[0]!, BLOCK_LIMITS.messageText),
    blocks: [
      section('hello', plain(lines[0]!, BLOCK_LIMITS.sectionText)),
      section('queries', plain(lines[1]!, 1000)),
      section('how', mrkdwn(how)),
      ...(buttons.length > 0 ? [{ type: 'actions' as const, block_id: `ask/${nonce}`, elements: buttons }] : []),
    ],
  };
}
