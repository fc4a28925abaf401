import { webApi as slack } from '@slack/bolt';

import type { Digest } from '../../digests/digest.ts';

import { isSubscription } from '../../digests/subscriptions.ts';
import { UserError } from '../../error.ts';
import { codeOf, NotInConversation } from '../connection/clients.ts';

/** https://docs.slack.dev/reference/methods/chat.postMessage#errors */
const ABSENT = new Map([
  ['not_in_channel', 'the bot is not in %: invite it there with /invite, or '],
  ['channel_not_found', 'the bot does not see %: invite it there with /invite, or '],
  ['is_archived', '% is archived: '],
  ['restricted_action', '% does not let the bot post: allow it there, or '],
]);

/** Turns Slack's refusal of a channel into a UserError for the digest's owner that says what to do; returns any other error as it is. */
export function explainRefusal(error: unknown, digest: Digest): unknown {
  const sentence = ABSENT.get(refusalOf(error) ?? '');
  if (!sentence) return error;
  const place = digest.channel.startsWith('#') ? digest.channel : 'its channel';
  const remedy = isSubscription(digest) ? 'stop this subscription' : 'name another channel in digests.yml';
  return new UserError(`${sentence.replace('%', place)}${remedy}`, { cause: error });
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
