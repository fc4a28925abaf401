import { randomBytes } from 'node:crypto';
import { RespondError, webApi } from '@slack/bolt';

import type { Message } from '../blocks/message.ts';

import { currentQuestionId } from '../../answer/question-id.ts';
import { CostError, UserError } from '../../error.ts';
import { costMessage, sentenceCase, sentenceMessage } from '../blocks/sentence-message.ts';
import { codeOf, NotInConversation } from '../connection/clients.ts';
import { formatJustMe } from '../listeners/chat-commands.ts';

/** Why Slack takes no message in a conversation: https://docs.slack.dev/reference/methods/chat.postMessage#errors */
const ABSENT = ['not_in_channel', 'channel_not_found', 'access_denied'];

/** What can be said of a refusal that is not about what a message holds. */
const SENTENCES = new Map([
  ['is_archived', 'This channel is archived. Ask me in another one.'],
  ['restricted_action', 'Not everybody may post in this channel, and neither may I. Ask me in another one.'],
  [
    'restricted_action_read_only_channel',
    'Not everybody may post in this channel, and neither may I. Ask me elsewhere.',
  ],
  ['restricted_action_thread_locked', 'This thread is locked. Ask me in the channel.'],
  ['message_not_found', 'That answer was deleted. Ask again with the command.'],
  ['thread_not_found', 'That thread was deleted. Ask again in the channel.'],
  ['expired_trigger_id', 'That took too long: Slack gives a form three seconds. Please click again.'],
  ['trigger_expired', 'That took too long: Slack gives a form three seconds. Please click again.'],
  [
    'team_access_not_granted',
    'This channel is shared with another company, and I may not post in it. Ask me in a channel of your own.',
  ],
  ['msg_too_long', 'The answer is too long for Slack. Ask for fewer rows, or use More → Download CSV.'],
  ['user_not_in_channel', 'You are not in this conversation any more.'],
]);

/** Refusals of a place where the asker alone can still be answered. */
const PLACES = [
  ...ABSENT,
  'is_archived',
  'restricted_action',
  'restricted_action_read_only_channel',
  'restricted_action_thread_locked',
  'team_access_not_granted',
];

/** Refusals of the caller or of the place, not of what a message holds. */
const NOT_ABOUT_CONTENT = [
  ...ABSENT,
  ...SENTENCES.keys(),
  ...['not_authed', 'invalid_auth', 'account_inactive', 'token_revoked', 'token_expired', 'no_permission'],
  ...['missing_scope', 'org_login_required', 'ekm_access_denied', 'ratelimited', 'rate_limited'],
];

/** A sentence for the asker and, for a failure that nobody in the channel can mend, the reference under which it is logged. */
export type ErrorMessage = { readonly message: Message; readonly reference?: string };

/** Whether Slack refused the content of a message, so that a message with less of it may be accepted. */
export function isRefusedContent(error: unknown): boolean {
  if (error instanceof RespondError) return error.statusCode === 400; // a response URL tells no more
  const code = codeOf(error);
  return code !== undefined && !NOT_ABOUT_CONTENT.includes(code);
}

/** Makes the message of an error. It has buttons for `question` and for what may have been meant. `channel` is where the question was asked. */
export function errorMessage(
  error: unknown,
  { question, botName, channel = '' }: { question: string | undefined; botName: string; channel?: string },
): ErrorMessage {
  const nonce = randomBytes(6).toString('base64url');
  const again = question ? [question] : [];
  if (error instanceof CostError) return { message: costMessage(error, nonce) };
  if (error instanceof UserError) {
    const ask = error.suggestions.length > 0 || !question ? error.suggestions : ['help'];
    return { message: sentenceMessage(sentenceCase(error.message), { ask, nonce }) };
  }
  const known = knownSentence(error, { botName, channel });
  const kept = isAboutPlace(error) ? again.map(formatJustMe) : [];
  const offered = isBetweenPeople(error, channel) ? kept : [...again, ...kept]; // where the bot can never post
  if (known) return { message: sentenceMessage(known, { ask: offered, nonce }) };
  const reference = currentQuestionId() ?? randomBytes(4).toString('hex');
  const what = error instanceof webApi.SlackError ? 'Slack did not take my answer' : 'Something went wrong on my side';
  const sentence = `${what}. Please try again; if it stays so, give your Owlpost operator the reference ${reference}.`;
  return { message: sentenceMessage(sentence, { ask: again, nonce }), reference };
}

/** Whether the bot may not write where it was asked: the asker alone can still be answered. */
function isAboutPlace(error: unknown): boolean {
  return error instanceof NotInConversation || PLACES.includes(codeOf(error) ?? '');
}

/** Whether the bot may not write as the conversation is one between people. */
function isBetweenPeople(error: unknown, channel: string): boolean {
  return isAboutPlace(error) && channel.startsWith('D');
}

function knownSentence(error: unknown, { botName, channel }: { botName: string; channel: string }): string | undefined {
  const code = codeOf(error) ?? '';
  if (error instanceof webApi.WebAPIRateLimitedError)
    return `Slack lets me say no more for ${error.retryAfter} s. Please try again after that.`;
  if (code === 'missing_scope') return missingScope(error);
  if (error instanceof NotInConversation && error.isArchived) return SENTENCES.get('is_archived');
  if (!ABSENT.includes(code) && !(error instanceof NotInConversation)) return SENTENCES.get(code);
  const isDirect = channel.startsWith('D');
  return isDirect
    ? `I cannot post in a conversation between people. I can answer you alone here, in a channel where I am, or in a direct message to @${botName}.`
    : `I cannot post in this conversation yet. Type /invite @${botName} here, or ask me in a channel where I am; then ask again.`;
}

/** Says which permission is missing, as Slack names it. */
function missingScope(error: unknown): string {
  const data: Readonly<Record<string, unknown>> = error instanceof webApi.WebAPIPlatformError ? { ...error.data } : {};
  const { needed } = data;
  const name = typeof needed === 'string' ? ` (${needed})` : '';
  return `I lack a permission in this workspace${name}. Your Owlpost operator can install the app again with it.`;
}
