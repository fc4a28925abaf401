import type { types } from '@slack/bolt';

import type { Digest } from '../../digests/digest.ts';
import type { Subscription } from '../../digests/subscriptions.ts';
import type { Message } from './answer.ts';

import { nextDues } from '../../digests/digest.ts';
import { ACTIONS } from './filter-ids.ts';
import { BLOCK_LIMITS, bold, escapeText, mrkdwn, named, plain } from './limits.ts';

/** What a button does to a subscription. */
export const SUBSCRIPTION_CHANGES = ['pause', 'resume', 'stop'] as const;

/** One thing that a button does to a subscription. */
export type SubscriptionChange = (typeof SUBSCRIPTION_CHANGES)[number];

/** So many digests are shown. */
const MOST = 20;

/** Tells a channel what it gets from now on, of whom, and how to stop it. */
export function subscribedMessage(subscription: Subscription, { now, nonce }: { now: Date; nonce: string }): Message {
  const { questions, channel, owner, when, timezone } = subscription;
  const whom = channel.startsWith('D') ? 'You are subscribed' : `<@${owner}> subscribed this channel`;
  const text = `${whom} to “${escapeText(questions[0])}”: ${escapeText(when)} (${timezone}).`;
  return {
    text: escapeText(`Subscribed to “${questions[0]}”: ${when}.`),
    blocks: [
      { type: 'section', block_id: `subscribed/${nonce}`, text: mrkdwn(text), accessory: button('stop', subscription) },
      { type: 'context', block_id: `next/${nonce}`, elements: [plain(`Next: ${datesOf(subscription, now)}`, 200)] },
    ],
  };
}

/** Lists what comes by itself: subscriptions with their buttons, then the digests that stand in git. */
export function digestsMessage(
  subscriptions: readonly Subscription[],
  declared: readonly Digest[],
  { user, now, command, nonce }: { user: string; now: Date; command: string; nonce: string },
): Message {
  const title = 'What comes by itself';
  const rows = [
    ...subscriptions.map((each) => [each, each] as const),
    ...declared.map((each) => [each, undefined] as const),
  ];
  const none = `Nothing yet. Ask a question, then type ${command} subscribe every Monday at 09:00.`;
  return {
    text: title,
    blocks: [
      { type: 'section', block_id: `title/${nonce}`, text: bold(title, 100) },
      ...rows
        .slice(0, MOST)
        .flatMap(([digest, own], index) => rowOf(digest, own, { user, now, id: `${index}/${nonce}` })),
      ...(rows.length === 0
        ? [{ type: 'context' as const, block_id: `none/${nonce}`, elements: [plain(none, 300)] }]
        : []),
    ],
  };
}

function rowOf(
  digest: Digest,
  own: Subscription | undefined,
  { user, now, id }: { user: string; now: Date; id: string },
): types.KnownBlock[] {
  const isMine = own?.owner === user;
  const changes: types.Button[] = isMine ? [button(own.isPaused ? 'resume' : 'pause', own), button('stop', own)] : [];
  const when = own ? `${own.when} (${own.timezone})` : `cron ${digest.cron} (${digest.timezone}), from digests.yml`;
  const next = own?.isPaused ? 'paused' : `next ${datesOf(digest, now)}`;
  return [
    {
      type: 'section',
      block_id: `digest-${id}`,
      text: named(own ? own.questions[0] : digest.name, own ? '' : digest.questions.join(' · '), 400),
    },
    {
      type: 'context',
      block_id: `due-${id}`,
      elements: [mrkdwn(`${placeOf(digest)}${own ? ` · by <@${own.owner}>` : ''}`), plain(`${when} · ${next}`, 300)],
    },
    ...(changes.length > 0 ? [{ type: 'actions' as const, block_id: `change-${id}`, elements: changes }] : []),
  ];
}

function button(change: SubscriptionChange, { name }: Subscription): types.Button {
  const words = { pause: 'Pause', resume: 'Resume', stop: 'Stop' }[change];
  return {
    type: 'button',
    action_id: `${ACTIONS.subscription}/${change}/${name}`,
    text: plain(words, BLOCK_LIMITS.buttonText),
    value: `${change} ${name}`,
  };
}

/** Where a digest comes, as mrkdwn. */
function placeOf({ channel }: Digest): string {
  if (channel.startsWith('D')) return 'in a direct message';
  return `to ${channel.startsWith('#') ? escapeText(channel) : `<#${channel}>`}`;
}

/** The next three days on which a digest is due, by its own clocks: `30 Nov, 7 Dec, 14 Dec`. */
function datesOf(digest: Digest, now: Date): string {
  const format = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: digest.timezone });
  return nextDues(digest, now, 3)
    .map((moment) => format.format(moment))
    .join(', ');
}
