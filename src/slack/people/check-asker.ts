import type { Digest } from '../../digests/digest.ts';
import type { BotContext } from '../bot-context.ts';

import { readAlert } from '../../answer/alerts/alert-text.ts';
import { understand } from '../../answer/understand.ts';

/** Rejects with a UserError when the current asker may not, or cannot, ask the question of a digest or an alert. */
export async function checkAsker(
  { questions, isAlert }: Digest,
  { answerContext, now }: Pick<BotContext, 'answerContext' | 'now'>,
): Promise<void> {
  const at = { now: now() };
  if (isAlert) await readAlert(questions[0], answerContext, at);
  else await Promise.all(questions.map((question) => understand(question, answerContext, at)));
}
