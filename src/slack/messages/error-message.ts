import { randomBytes } from 'node:crypto';
import { RespondError, webApi } from '@slack/bolt';

import type { Message } from '../blocks/message.ts';

import { currentQuestionId } from '../../answer/question-id.ts';
import { CostError, messageOf, UserError } from '../../error.ts';
import { costMessage, sentenceCase, sentenceMessage } from '../blocks/sentence-message.ts';
import { codeOf, NotInConversation } from '../connection/clients.ts';
import { formatJustMe } from '../listeners/chat-commands.ts';
import { errorWords } from '../words.ts';

/** Why Slack takes no message in a conversation: https://docs.slack.dev/reference/methods/chat.postMessage#errors */
const ABSENT = ['not_in_channel', 'channel_not_found', 'access_denied'];

/** What can be said of a refusal that is not about what a message holds. */
const SENTENCES = new Map([
  ['is_archived', errorWords.isArchived],
  ['restricted_action', errorWords.mayNotPost],
  ['restricted_action_read_only_channel', errorWords.mayNotPost],
  ['restricted_action_thread_locked', errorWords.threadLocked],
  ['message_not_found', errorWords.answerDeleted],
  ['thread_not_found', errorWords.threadDeleted],
  ['expired_trigger_id', errorWords.formTooLate],
  ['trigger_expired', errorWords.formTooLate],
  ['team_access_not_granted', errorWords.sharedChannel],
  ['msg_too_long', errorWords.tooLong],
  ['user_not_in_channel', errorWords.notMember],
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

/** An error of a question that was asked by a click or a form, which is offered again. */
class UnansweredError extends Error {
  override readonly name = 'UnansweredError';
  /** Private, so that no log writes what people ask. */
  readonly #question: string;

  constructor(question: string, cause: unknown) {
    super(messageOf(cause), { cause });
    this.#question = question;
  }

  get question(): string {
    return this.#question;
  }
}

/** Adds to an error the question that it leaves unanswered; a UserError says itself what to ask. */
export function withQuestion(error: unknown, question: string): unknown {
  return error instanceof UserError ? error : new UnansweredError(question, error);
}

/** Whether Slack refused the content of a message, so that a message with less of it may be accepted. */
export function isRefusedContent(error: unknown): boolean {
  if (error instanceof RespondError) return error.statusCode === 400; // a response URL tells no more
  const code = codeOf(error);
  return code !== undefined && !NOT_ABOUT_CONTENT.includes(code);
}

/**
 * Makes the message of an error. It has buttons for `question` and for what may have been meant. `channel` is where the question
 * was asked, `locale` the language tag for numbers.
 */
export function errorMessage(
  error: unknown,
  {
    question,
    botName,
    channel = '',
    locale,
  }: { question: string | undefined; botName: string; channel?: string; locale?: string | undefined },
): ErrorMessage {
  if (error instanceof UnansweredError) {
    return errorMessage(error.cause, { botName, channel, locale, question: question ?? error.question });
  }
  const nonce = randomBytes(6).toString('base64url');
  const again = question ? [question] : [];
  if (error instanceof CostError) return { message: costMessage(error, { nonce, locale }) };
  if (error instanceof UserError) {
    const ask = error.suggestions.length > 0 || !question ? error.suggestions : ['help'];
    return { message: sentenceMessage(sentenceCase(error.message), { ask, nonce }) };
  }
  const known = knownSentence(error, { botName, channel });
  const kept = isAboutPlace(error) ? again.map(formatJustMe) : [];
  const offered = isBetweenPeople(error, channel) ? kept : [...again, ...kept]; // where the bot can never post
  if (known) return { message: sentenceMessage(known, { ask: offered, nonce }) };
  const reference = currentQuestionId() ?? randomBytes(4).toString('hex');
  const { refusedBySlack, failed } = errorWords;
  const sentence = (error instanceof webApi.SlackError ? refusedBySlack : failed)(reference);
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
  if (error instanceof webApi.WebAPIRateLimitedError) return errorWords.rateLimited(error.retryAfter);
  if (code === 'missing_scope') return missingScope(error);
  if (error instanceof NotInConversation && error.isArchived) return SENTENCES.get('is_archived');
  if (!ABSENT.includes(code) && !(error instanceof NotInConversation)) return SENTENCES.get(code);
  return (channel.startsWith('D') ? errorWords.betweenPeople : errorWords.notInConversation)(botName);
}

/** Says which permission is missing, as Slack names it. */
function missingScope(error: unknown): string {
  const data: Readonly<Record<string, unknown>> = error instanceof webApi.WebAPIPlatformError ? { ...error.data } : {};
  const { needed } = data;
  return errorWords.missingScope(typeof needed === 'string' ? needed : undefined);
}
