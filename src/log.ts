import type { Logger } from 'pino';

import type { Config } from './config.ts';

import { currentQuestionId } from './answer/question-id.ts';
import { SHIPPED_QUERIES } from './config.ts';

/**
 * Opens a log of JSON lines on stderr, in which each line that is about a question bears its id. Writing never waits: of what
 * nobody reads, a million characters are kept and the rest is dropped.
 */
export async function openLog(level: string): Promise<Logger> {
  const { pino, destination } = await import('pino');
  return pino(
    { level, base: undefined, errorKey: 'error', mixin: () => ({ questionId: currentQuestionId() }) },
    destination({ dest: 2, sync: false, maxLength: 1_000_000 }),
  );
}

/** Says of settings that can be meant so what they mean. */
export function warnOf({ slack, athena, hasUnusedProxy, isShipped }: Config, log: Logger): void {
  if (hasUnusedProxy) log.warn('HTTPS_PROXY is set and not used: set NODE_USE_ENV_PROXY=1, too');
  if (slack && !athena) log.warn('ATHENA_DATABASE is not set: answers come from the embedded Athena');
  if (athena && isShipped) log.warn(SHIPPED_QUERIES);
}
