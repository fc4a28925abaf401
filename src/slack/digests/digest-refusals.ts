import { webApi as slack } from '@slack/bolt';

import type { Digest } from '../../digests/digest.ts';

import { isSubscription } from '../../digests/subscriptions.ts';
import { UserError } from '../../error.ts';
import { codeOf, NotInConversation } from '../connection/clients.ts';
import { digestRefusalWords } from '../words.ts';

/** https://docs.slack.dev/reference/methods/chat.postMessage#errors */
const ABSENT = new Map([
  ['not_in_channel', digestRefusalWords.notInChannel],
  ['channel_not_found', digestRefusalWords.channelUnseen],
  ['is_archived', digestRefusalWords.archived],
  ['restricted_action', digestRefusalWords.mayNotPost],
]);

/** Turns Slack's refusal of a channel into a UserError for the digest's owner that says what to do; returns any other error as it is. */
export function explainRefusal(error: unknown, digest: Digest): unknown {
  const sentenceOf = ABSENT.get(refusalOf(error) ?? '');
  if (!sentenceOf) return error;
  const { itsChannel, stopSubscription, nameOtherChannel } = digestRefusalWords;
  const place = digest.channel.startsWith('#') ? digest.channel : itsChannel;
  const remedy = isSubscription(digest) ? stopSubscription : nameOtherChannel;
  return new UserError(sentenceOf(place, remedy), { cause: error });
}

/** Slack's word for why nothing can be posted somewhere. */
function refusalOf(error: unknown): string | undefined {
  if (!(error instanceof NotInConversation)) return codeOf(error);
  return error.isArchived ? 'is_archived' : 'not_in_channel';
}

/** Errors that Slack names and that pass by themselves. */
const PASSING = new Set(['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout', 'ratelimited']);

/** Whether an error may pass by itself: Athena or Slack is away, busy, or limits the rate. */
export function isTemporary(error: unknown): boolean {
  if (error instanceof UserError) return error.isTemporary;
  const code = codeOf(error);
  if (code !== undefined) return PASSING.has(code);
  return error instanceof slack.SlackError;
}
