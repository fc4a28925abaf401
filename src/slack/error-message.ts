import { randomBytes } from 'node:crypto';
import { webApi } from '@slack/bolt';

import type { Message } from './blocks/answer.ts';

import { UserError } from '../error.ts';
import { sentenceCase, sentenceMessage } from './blocks/answer.ts';
import { codeOf } from './messages.ts';

/** https://docs.slack.dev/reference/methods/chat.postMessage#errors */
const ABSENT = ['not_in_channel', 'channel_not_found', 'is_archived', 'restricted_action', 'access_denied'];

/**
 * One sentence for the asker about what went wrong, with questions to click. What nobody in the channel can mend is told
 * by a reference alone, under which the log has it whole.
 */
export function errorMessage(
  error: unknown,
  { question, botName }: { question: string | undefined; botName: string },
): { readonly message: Message; readonly reference?: string } {
  const nonce = randomBytes(6).toString('base64url');
  const again = question ? [question] : [];
  const code = codeOf(error) ?? '';
  if (error instanceof UserError) {
    const ask = error.suggestions.length > 0 || !question ? error.suggestions : ['help'];
    return { message: sentenceMessage(sentenceCase(error.message), { ask, nonce }) };
  }
  if (ABSENT.includes(code)) {
    const sentence = `I cannot post in this conversation yet. Type /invite @${botName} here, or ask me in a channel where I am; then ask again.`;
    return { message: sentenceMessage(sentence, { ask: again, nonce }) };
  }
  if (code === 'message_not_found') {
    return { message: sentenceMessage('That answer was deleted. Ask again with the command.', { ask: again, nonce }) };
  }
  const reference = randomBytes(4).toString('hex');
  const what = error instanceof webApi.SlackError ? 'Slack did not take my answer' : 'Something went wrong on my side';
  const sentence = `${what}. Please try again; if it stays so, give your Owlpost operator the reference ${reference}.`;
  return { message: sentenceMessage(sentence, { ask: again, nonce }), reference };
}
