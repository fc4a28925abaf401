import { randomUUID } from 'node:crypto';

import type { DigestAnswers, DigestBot } from './deliver.ts';
import type { Posted } from './delivery.ts';
import type { Digest } from './digest.ts';

/** Posts a digest once, at once, whatever its conditions and times. */
export async function postNow<Answers extends DigestAnswers>(digest: Digest, bot: DigestBot<Answers>): Promise<Posted> {
  const answers = await bot.answer(digest, { now: new Date(), signal: new AbortController().signal });
  return bot.post(digest, answers, { runId: randomUUID(), notes: [] });
}
