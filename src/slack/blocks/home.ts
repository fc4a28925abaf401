import type { types } from '@slack/bolt';

import type { Help } from '../../question/help.ts';
import type { SavedQuestion } from '../saved-questions.ts';
import type { ListedDigest } from './subscriptions.ts';

import { askButton } from './ask-button.ts';
import { ACTIONS } from './filter-ids.ts';
import { queryBlocks } from './help.ts';
import { BLOCK_LIMITS, bold, mrkdwn, named, plain } from './limits.ts';
import { rowBlocks } from './subscriptions.ts';

/** So many of each kind are listed. */
const MOST = { digests: 15, mine: 10, saved: 8 } as const;

/** A digest as App Home lists it. */
export type HomeDigest = {
  readonly name: string;
  readonly question: string;
  /** The channel's name with its #, or its id. */
  readonly channel: string;
  /** When it comes next: `next on Mon, 30 Nov 2026, 09:00 (UTC)`, or `paused`. */
  readonly next: string;
};

/** What the App Home tab shows a person. */
export type Home = {
  readonly help: Help;
  /** The questions that the person saved. */
  readonly saved: readonly SavedQuestion[];
  /** The questions that the person asked last, as canonical texts. */
  readonly recent: readonly string[];
  /** The subscriptions of the person. */
  readonly mine: readonly ListedDigest[];
  /** Other digests of the channels that the person is in. */
  readonly digests: readonly HomeDigest[];
  /** What does not work at present; undefined when all is well. */
  readonly trouble: string | undefined;
};

/** Makes the App Home tab: a field to ask, saved and recent questions, the queries from index `start` on, and digests. */
export function homeView(
  { help, saved, recent, mine, digests, trouble }: Home,
  { user, now, nonce, start = 0 }: { user: string; now: Date; nonce: string; start?: number },
): types.HomeView {
  const favourites = saved.slice(0, MOST.saved).flatMap(({ name, text }, index) => {
    return row(`saved-${index}/${nonce}`, named(name, text, 400), askButton(text, index, 'Ask'), 'saved');
  });
  const last = recent.flatMap((text, index) => {
    return row(`recent-${index}/${nonce}`, plain(text, 400), askButton(text, index, 'Ask again'), 'recent');
  });
  const subscribed = mine.slice(0, MOST.mine).flatMap((listed, index) => {
    return rowBlocks(listed, { user, now, id: `mine-${index}/${nonce}` });
  });
  return {
    type: 'home',
    blocks: [
      search(help.examples[0], nonce),
      ...part('Saved questions', favourites, nonce),
      ...part('Asked lately', last, nonce),
      ...part('What comes to you by itself', subscribed, nonce),
      ...part(help.title, [line(`text/${nonce}`, help.text), ...queryBlocks(help, { nonce, start })], nonce),
      ...part('Comes by itself', digests.slice(0, MOST.digests).flatMap(digestBlocks(nonce)), nonce),
      line(`where/${nonce}`, 'Answers to what you ask here come as messages to you alone.'),
      line(`status/${nonce}`, trouble === undefined ? 'Status: all is well.' : `Status: ${trouble}`),
    ],
  };
}

function search(example: string | undefined, nonce: string): types.InputBlock {
  return {
    type: 'input',
    block_id: `search/${nonce}`,
    dispatch_action: true,
    label: plain('Ask a question', BLOCK_LIMITS.inputLabel),
    element: {
      type: 'plain_text_input',
      action_id: ACTIONS.search,
      placeholder: plain(example ? `For example: ${example}` : 'Type a question', BLOCK_LIMITS.placeholder),
      dispatch_action_config: { trigger_actions_on: ['on_enter_pressed'] },
    },
  };
}

/** A headed part of the page; nothing when it is empty. */
function part(title: string, blocks: readonly types.KnownBlock[], nonce: string): types.KnownBlock[] {
  if (blocks.length === 0) return [];
  return [{ type: 'section', block_id: `${title}/${nonce}`, text: bold(title, 200) }, ...blocks];
}

function digestBlocks(nonce: string) {
  return ({ name, question, channel, next }: HomeDigest, index: number): types.KnownBlock[] => [
    ...row(`digest-${index}/${nonce}`, named(name, question, 400), askButton(question, index, 'Ask now'), 'digest'),
    {
      type: 'context',
      block_id: `due-${index}/${nonce}`,
      elements: [channelText(channel), plain(next, 150)],
    },
  ];
}

/** A text with a button beside it; `place` tells its id from those of other parts. */
function row(
  id: string,
  text: types.TextObject,
  button: types.Button | undefined,
  place: string,
): types.SectionBlock[] {
  const accessory = button && { ...button, action_id: `${button.action_id}/${place}` };
  return [{ type: 'section', block_id: id, text, ...(accessory && { accessory }) }];
}

function line(id: string, text: string): types.ContextBlock {
  return { type: 'context', block_id: id, elements: [plain(text, 1000)] };
}

function channelText(channel: string): types.ContextBlockElement {
  if (channel.startsWith('D')) return plain('to you alone', 150);
  return channel.startsWith('#') ? plain(`in ${channel}`, 150) : mrkdwn(`in <#${channel}>`);
}
