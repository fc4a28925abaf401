import type { Logger } from 'pino';

import { currentQuestionId } from '../answer/question-id.ts';

/**
 * Opens a log of JSON lines on stderr; a line about a question has its id. Writing never waits: when nobody reads, a
 * million characters are kept and the rest is dropped.
 */
export async function openLog(level: string): Promise<Logger> {
  const { pino, destination } = await import('pino');
  return pino(
    { level, base: undefined, errorKey: 'error', mixin: () => ({ questionId: currentQuestionId() }) },
    destination({ dest: 2, sync: false, maxLength: 1_000_000 }),
  );
}
