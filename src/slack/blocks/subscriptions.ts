import type { types } from '@slack/bolt';

import type { Digest } from '../../digests/digest.ts';
import type { Subscription } from '../../digests/subscriptions.ts';
import type { Message } from './message.ts';

import { nextDue, nextDues } from '../../digests/digest.ts';
import { isSubscription } from '../../digests/subscriptions.ts';
import { whenWords } from '../../digests/when.ts';
import { capital, labelOf } from '../../text/text.ts';
import { placeWords, subscriptionWords } from '../words.ts';
import { conditionWords } from './condition-inputs.ts';
import { BLOCK_LIMITS, bold, escapeText, mrkdwn, named, oneLine, plain } from './limits.ts';
import { momentMarkup } from './moment.ts';
import { subscriptionButton, subscriptionMenu } from './subscription-buttons.ts';

/** So many are shown. */
const MOST = 20;

/** A digest or alert in a list, with its questions in words. */
export type ListedDigest = { readonly digest: Digest | Subscription; readonly words: string };

/**
 * Makes the message that tells a channel or a person of a new subscription: what comes, who asked for it, and how to
 * stop it. `words` are its question.
 */
export function subscribedMessage(
  subscription: Subscription,
  { words, now, nonce }: { words: string; now: Date; nonce: string },
): Message {
  const { name, owner, onlyIf, timezone, channel } = subscription;
  const dues = nextDues(subscription, now, 3).map((due) => momentMarkup(due, timezone));
  const what = escapeText(oneLine(words), 1000);
  const isDirect = !/^[CG]/.test(channel);
  const when = escapeText(`${whenOfDigest(subscription)} (${timezone})`);
  const text = isDirect
    ? subscriptionWords.subscribedYou(what, when)
    : subscriptionWords.subscribedChannel(what, when, owner);
  const conditions = escapeText(conditionWords(subscription), 300);
  const onlyWhen = onlyIf.length > 0 ? [mrkdwn(subscriptionWords.onlyWhen(conditions))] : [];
  const next = mrkdwn(subscriptionWords.next(dues.join(' · ')));
  return {
    text: escapeText(subscriptionWords.subscribed(oneLine(words)), BLOCK_LIMITS.messageText),
    blocks: [
      {
        type: 'section',
        block_id: `subscribed/${nonce}`,
        text: mrkdwn(text),
        accessory: subscriptionButton('edit', name, subscriptionWords.adjust),
      },
      { type: 'context', block_id: `next/${nonce}`, elements: [...onlyWhen, next] },
    ],
  };
}

/** Makes the list of digests: subscriptions with a menu for their owner, and the digests declared in files. */
export function digestsMessage(
  rows: readonly ListedDigest[],
  { user, now, command, nonce }: { user: string; now: Date; command: string; nonce: string },
): Message {
  const title = subscriptionWords.list;
  const context = (id: string, text: string): types.ContextBlock => {
    return { type: 'context', block_id: `${id}/${nonce}`, elements: [plain(text, 300)] };
  };
  return {
    text: title,
    blocks: [
      { type: 'section', block_id: `title/${nonce}`, text: bold(title, 100) },
      ...rows.slice(0, MOST).flatMap((row, index) => rowBlocks(row, { user, now, id: `${index}/${nonce}` })),
      ...(rows.length > MOST ? [context('left', subscriptionWords.more(rows.length - MOST))] : []),
      ...(rows.length === 0 ? [context('none', subscriptionWords.none(command))] : []),
    ],
  };
}

/** Makes the blocks of one digest in a list, with what the person who looks may do with it. */
export function rowBlocks(
  { digest, words }: ListedDigest,
  { user, now, id }: { user: string; now: Date; id: string },
): types.KnownBlock[] {
  const own = isSubscription(digest) ? digest : undefined;
  const menu = own?.owner === user ? subscriptionMenu(own) : undefined;
  return [
    {
      type: 'section',
      block_id: `digest-${id}`,
      text: own ? bold(words, 400) : named(labelOf(digest.name), words, 400),
      ...(menu && { accessory: menu }),
    },
    {
      type: 'context',
      block_id: `due-${id}`,
      elements: [
        mrkdwn(`${timesMarkup(digest, user)}${own ? ofOwner(own, user) : ''}`),
        mrkdwn(nextMarkup(digest, now)),
        ...(own ? [] : [plain(subscriptionWords.declared(digest.name), 300)]),
      ],
    },
  ];
}

/** Writes when a digest comes next, in mrkdwn: by the clock of whoever reads it. */
export function nextMarkup(digest: Digest | Subscription, now: Date): string {
  if (isSubscription(digest) && digest.isPaused) return subscriptionWords.paused;
  const due = nextDue(digest, now);
  return due ? subscriptionWords.next(momentMarkup(due, digest.timezone)) : subscriptionWords.over;
}

/** Writes when and where a digest comes, in mrkdwn, with its time zone for everybody who has not chosen that. */
export function timesMarkup(digest: Digest | Subscription, user: string): string {
  const isOwn = isSubscription(digest) && digest.owner === user;
  const when = isOwn ? whenOfDigest(digest) : `${whenOfDigest(digest)} (${digest.timezone})`;
  return `${capital(escapeText(when))} ${placeOf(digest)}`;
}

/** When a digest comes, in words. */
export function whenOfDigest(digest: Digest | Subscription): string {
  return isSubscription(digest) ? digest.when : (whenWords(digest.cron) ?? subscriptionWords.ownDays);
}

function placeOf({ channel }: Digest): string {
  if (channel.startsWith('#')) return placeWords.inChannel(escapeText(channel));
  return /^[CG]/.test(channel) ? placeWords.inChannel(`<#${channel}>`) : placeWords.toYouAlone;
}

function ofOwner({ owner }: Subscription, user: string): string {
  return owner === user ? '' : subscriptionWords.by(owner);
}
