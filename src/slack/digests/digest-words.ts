import type { AnswerContext } from '../../answer/context.ts';
import type { Digest } from '../../digests/digest.ts';

import { readAlert } from '../../answer/alerts/alert-text.ts';
import { alertSentence } from '../../answer/alerts/alert-words.ts';
import { wordsOfText } from '../../answer/question-words.ts';
import { UserError } from '../../error.ts';
import { alertWords } from '../words.ts';

/**
 * Writes the questions of a digest or an alert in words. One that is no longer understood is returned as it was
 * typed, but only to an asker who may see everything.
 */
export async function wordsOfDigest(
  { questions, isAlert }: Pick<Digest, 'questions' | 'isAlert'>,
  context: AnswerContext,
  now: Date,
): Promise<string> {
  if (!isAlert) return (await Promise.all(questions.map((text) => wordsOfText(text, context)))).join('; ');
  try {
    return alertWords.tell(alertSentence(await readAlert(questions[0], context, { now }), context.look?.locale));
  } catch (error) {
    if (error instanceof UserError) return context.contact === undefined ? questions[0] : alertWords.notForYou;
    throw error;
  }
}
