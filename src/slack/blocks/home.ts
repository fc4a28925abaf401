import type { types } from '@slack/bolt';

import type { Digest } from '../../digests/digest.ts';
import type { Help } from '../../question/help.ts';

import { askButton } from './answer.ts';
import { queryBlocks } from './help.ts';
import { bold, escapeText, plain } from './limits.ts';

const DIGESTS = 20;

/** The App Home tab: the queries from `start` on with a button each, and what is posted by itself. */
export function homeView(
  help: Help,
  digests: readonly Digest[],
  { nonce, start = 0 }: { nonce: string; start?: number },
): types.HomeView {
  return {
    type: 'home',
    blocks: [
      { type: 'section', block_id: `title/${nonce}`, text: bold(help.title, 200) },
      { type: 'section', block_id: `text/${nonce}`, text: plain(help.text, 1000) },
      ...queryBlocks(help, { nonce, start }),
      ...(digests.length > 0 ? digestBlocks(digests, nonce) : []),
      {
        type: 'context',
        block_id: `where/${nonce}`,
        elements: [plain('Answers to these buttons come as messages to you alone.', 200)],
      },
    ],
  };
}

function digestBlocks(digests: readonly Digest[], nonce: string): types.KnownBlock[] {
  const rows = digests.slice(0, DIGESTS).map((digest, index): types.SectionBlock => {
    const button = askButton(digest.question, index, 'Ask now');
    const when = `cron ${digest.cron}, ${digest.timezone}`;
    const text = `*${escapeText(digest.name)}*  ${escapeText(digest.question, 300)}\nto ${channelWords(digest.channel)} · ${escapeText(when, 150)}`;
    return {
      type: 'section',
      block_id: `digest-${index}/${nonce}`,
      text: { type: 'mrkdwn', text },
      ...(button && { accessory: { ...button, action_id: `${button.action_id}/digest` } }),
    };
  });
  return [
    { type: 'divider', block_id: `line/${nonce}` },
    { type: 'section', block_id: `digests/${nonce}`, text: bold('Posted by itself', 200) },
    ...rows,
  ];
}

function channelWords(channel: string): string {
  return channel.startsWith('#') ? escapeText(channel) : `<#${channel}>`;
}
