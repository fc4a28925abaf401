import type { types } from '@slack/bolt';

import type { Help } from '../help.ts';
import type { Message } from './blocks.ts';

import { fold } from '../fold.ts';
import { askButton } from './blocks.ts';
import { bold, escapeText, LIMITS, plain } from './limits.ts';

/** More queries than this are only named: a message holds 50 blocks. */
const QUERIES = 40;
const WORDS = 250;

/** What can be asked, with buttons that ask it. */
export function guideMessage(help: Help, { command, nonce }: { command: string; nonce: string }): Message {
  const example = `Type ${command} ${help.examples[0] ?? 'help'}, or try one of these:`;
  const blocks: types.KnownBlock[] = [
    { type: 'section', block_id: `title/${nonce}`, text: bold(help.title, WORDS) },
    { type: 'section', block_id: `text/${nonce}`, text: plain(help.text, LIMITS.sectionText) },
    ...queryBlocks(help, nonce),
    ...paramBlocks(help, nonce),
  ];
  const buttons = help.examples.flatMap((text, index) => askButton(text, index) ?? []).slice(0, 5);
  if (help.queries.length === 0 && buttons.length > 0) {
    blocks.push({ type: 'context', block_id: `example/${nonce}`, elements: [plain(example, WORDS)] });
    blocks.push({ type: 'actions', block_id: `ask/${nonce}`, elements: buttons });
  }
  return { text: escapeText(`${help.title}. ${help.text}`, LIMITS.messageText), blocks };
}

/** One line a query, each with a button that asks its example. */
export function queryBlocks({ queries }: Help, nonce: string): types.KnownBlock[] {
  const blocks: types.KnownBlock[] = queries.slice(0, QUERIES).map(({ name, title, description, example }, index) => {
    const text = `*${escapeText(name)}*  ${escapeText(fold(title) === fold(name) || description === title ? description : `${title}: ${description}`, WORDS)}`;
    const button = askButton(example, index);
    return {
      type: 'section',
      block_id: `query-${index}/${nonce}`,
      text: { type: 'mrkdwn', text },
      ...(button && { accessory: button }),
    };
  });
  const others = queries.slice(QUERIES).map(({ name }) => name);
  if (others.length > 0)
    blocks.push({ type: 'context', block_id: `others/${nonce}`, elements: [plain(`And ${others.join(', ')}.`, 1000)] });
  return blocks;
}

function paramBlocks({ params }: Help, nonce: string): types.KnownBlock[] {
  const lines = params.map(({ name, takes }) => `• *${escapeText(name)}*  ${escapeText(takes, WORDS)}`);
  const kept: string[] = [];
  for (const line of lines) if (kept.join('\n').length + line.length < LIMITS.sectionText) kept.push(line);
  return kept.length > 0
    ? [{ type: 'section', block_id: `params/${nonce}`, text: { type: 'mrkdwn', text: kept.join('\n') } }]
    : [];
}
