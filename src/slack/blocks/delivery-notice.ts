import type { types } from '@slack/bolt';

import type { NoticeWords } from '../../digests/deliver.ts';
import type { Delivery } from '../../digests/delivery.ts';
import type { Message } from './message.ts';

import { truncate } from '../../text/text.ts';
import { ACTIONS } from './filter-ids.ts';
import { BLOCK_LIMITS, escapeText, mrkdwn, oneLine, plain } from './limits.ts';

/** The delivery that a notice is about. */
export type NoticedDelivery = {
  /** The name or the words of its digest. */
  readonly subject: string;
  readonly timezone: string;
  readonly isAlert: boolean;
  readonly delivery: Pick<Delivery, 'id' | 'dueAt'>;
  /** The id that the notice carries. */
  readonly id: string;
  readonly nonce: string;
};

/** Makes a one-line message that says what is late, has failed or is tried again, with a button to retry at once. */
export function deliveryNotice(words: NoticeWords, shown: NoticedDelivery): Message {
  const { id, nonce, delivery } = shown;
  const text = sentenceOf(words, shown);
  const retry: types.Button = {
    type: 'button',
    action_id: ACTIONS.retry,
    text: plain('Retry', BLOCK_LIMITS.buttonText),
    value: delivery.id,
  };
  return {
    text: escapeText(text, BLOCK_LIMITS.messageText),
    blocks: [
      words.kind === 'retried'
        ? retriedBlock(text, words.reason, nonce)
        : { type: 'section', block_id: `notice/${nonce}`, text: plain(text, 1000), accessory: retry },
    ],
    metadata: { event_type: 'owlpost_notice', event_payload: { nonce, run_id: id } },
  };
}

function retriedBlock(text: string, person: string, nonce: string): types.ContextBlock {
  return {
    type: 'context',
    block_id: `notice/${nonce}`,
    elements: [plain(text, 1000), mrkdwn(`asked by <@${person}>`)],
  };
}

function sentenceOf(
  { kind, reason, until }: NoticeWords,
  { subject, timezone, isAlert, delivery }: NoticedDelivery,
): string {
  const due = `“${truncate(oneLine(subject), 300)}”, due ${momentWords(delivery.dueAt, timezone)},`;
  if (kind === 'retried') return `${due} is tried again.`;
  if (kind === 'failed') return `${due} ${isAlert ? 'could not be checked' : 'was not posted'}: ${oneLine(reason)}`;
  const end = until ? ` It is tried again until ${momentWords(until, timezone)}.` : '';
  return `${due} is late: ${oneLine(reason)}${end}`;
}

/** A moment by the clocks of a time zone: `Mon 23 Nov, 09:00 (UTC)`. */
function momentWords(at: Date, timezone: string): string {
  const words = at.toLocaleString('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: timezone,
  });
  return `${words.replace(', ', ' ')} (${timezone})`;
}
