import type { types } from '@slack/bolt';

import type { Digest } from '../../digests/digest.ts';
import type { Help } from '../../question/help.ts';

import { askButton } from './answer.ts';
import { queryBlocks } from './help.ts';
import { bold, mrkdwn, named, plain } from './limits.ts';

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
  const rows = digests.slice(0, DIGESTS).flatMap((digest, index): types.KnownBlock[] => {
    const button = askButton(digest.questions[0], index, 'Ask now');
    const when = `cron ${digest.cron}, ${digest.timezone}`;
    return [
      {
        type: 'section',
        block_id: `digest-${index}/${nonce}`,
        text: named(digest.name, digest.questions.join(' · '), 400),
        ...(button && { accessory: { ...button, action_id: `${button.action_id}/digest` } }),
      },
      {
        type: 'context',
        block_id: `due-${index}/${nonce}`,
        elements: [channelText(digest.channel), plain(when, 150)],
      },
    ];
  });
  return [
    { type: 'divider', block_id: `line/${nonce}` },
    { type: 'section', block_id: `digests/${nonce}`, text: bold('Posted by itself', 200) },
    ...rows,
  ];
}

function channelText(channel: string): types.ContextBlockElement {
  return channel.startsWith('#') ? plain(`to ${channel}`, 150) : mrkdwn(`to <#${channel}>`);
}
