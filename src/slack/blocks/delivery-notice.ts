import type { types } from '@slack/bolt';

import type { NoticeWords } from '../../digests/deliver.ts';
import type { Delivery } from '../../digests/delivery.ts';
import type { Message } from './message.ts';

import { truncate } from '../../text/text.ts';
import { answerWords, digestWords } from '../words.ts';
import { ACTIONS } from './filter-ids.ts';
import { BLOCK_LIMITS, escapeText, mrkdwn, oneLine, plain } from './limits.ts';
import { contextBlock, LONGEST_LINE, sectionBlock } from './message.ts';
import { momentMarkup } from './moment.ts';

/** The delivery that a notice is about. */
export type NoticedDelivery = {
  /** What to call its digest. */
  readonly subject: string;
  /** By whose clocks its moments stand where Slack cannot show them by the reader's. */
  readonly timezone: string;
  readonly isAlert: boolean;
  readonly delivery: Pick<Delivery, 'id' | 'dueAt'>;
  /** The id that the notice carries. */
  readonly id: string;
  readonly nonce: string;
};

/** Makes a message that says what is late, has failed or is tried again, since when and until when, with a button to retry at once. */
export function deliveryNotice(words: NoticeWords, shown: NoticedDelivery): Message {
  const { id, nonce, delivery } = shown;
  const text = sentenceOf(words, shown);
  const isRetried = words.kind === 'retried';
  const by = isRetried ? [mrkdwn(answerWords.askedBy(words.reason))] : [];
  const retry: types.Button = {
    type: 'button',
    action_id: ACTIONS.retry,
    text: plain(digestWords.retry, BLOCK_LIMITS.buttonText),
    value: delivery.id,
  };
  return {
    text: escapeText(text, BLOCK_LIMITS.messageText),
    blocks: [
      { ...sectionBlock('notice', nonce, plain(text, LONGEST_LINE)), ...(!isRetried && { accessory: retry }) },
      contextBlock('due', nonce, [mrkdwn(momentsOf(words, shown)), ...by]),
    ],
    metadata: { event_type: 'owlpost_notice', event_payload: { nonce, run_id: id } },
  };
}

function sentenceOf({ kind, reason }: NoticeWords, { subject, isAlert }: NoticedDelivery): string {
  const [what, why] = [truncate(oneLine(subject), 300), oneLine(reason)];
  if (kind === 'retried') return digestWords.retried(what);
  if (kind === 'late') return digestWords.late(what, why);
  return isAlert ? digestWords.notChecked(what, why) : digestWords.notPosted(what, why);
}

/** When it was due, and until when it is tried again, in mrkdwn. */
function momentsOf({ kind, until }: NoticeWords, { timezone, delivery }: NoticedDelivery): string {
  const due = digestWords.due(momentMarkup(delivery.dueAt, timezone));
  return kind === 'late' && until ? digestWords.triedUntil(due, momentMarkup(until, timezone)) : due;
}
