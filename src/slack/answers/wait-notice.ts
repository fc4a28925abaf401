import type { Logger } from 'pino';

import type { Message } from '../blocks/message.ts';
import type { MessageCache } from '../messages/message-cache.ts';

import { sentenceMessage } from '../blocks/sentence-message.ts';
import { progressWords } from '../words.ts';

/** How long an asker sees nothing of a question before they are told that it waits, in milliseconds. */
const UNSEEN_MS = 5000;

/** What an asker is told with. */
export type WaitNoticeOptions = {
  readonly cache: Pick<MessageCache, 'newNonce'>;
  readonly log: Pick<Logger, 'warn'>;
};

/**
 * Tells an asker, once, that their question waits for its turn, unless the function that is returned is called before:
 * as soon as something of the question can be seen.
 */
export function startWaitNotice(
  text: string,
  tell: (message: Message) => Promise<void>,
  { cache, log }: WaitNoticeOptions,
): () => void {
  const notice = setTimeout(() => {
    tell(sentenceMessage(progressWords.waits(text), { nonce: cache.newNonce() })).catch((error) =>
      log.warn({ error }, 'an asker could not be told that a question waits'),
    );
  }, UNSEEN_MS);
  notice.unref();
  return () => clearTimeout(notice);
}
