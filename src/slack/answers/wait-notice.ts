import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';

import type { Message } from '../blocks/message.ts';
import type { MessageCache } from '../messages/message-cache.ts';

import { sentenceMessage } from '../blocks/sentence-message.ts';
import { progressWords } from '../words.ts';

/** How long an asker sees nothing of a question before they are told that it waits, in milliseconds. */
const UNSEEN_MS = 5000;

/** An answer waits so long, in milliseconds, for the notice that is just being sent: it would come below the answer. */
const SENT_WITHIN_MS = 2000;

/** What an asker is told with. */
export type WaitNoticeOptions = {
  readonly cache: Pick<MessageCache, 'newNonce'>;
  readonly log: Pick<Logger, 'warn'>;
};

/**
 * Tells an asker, once, that their question waits for its turn, unless the function that is returned is called before: when
 * something of the question is about to be shown. It resolves once a notice that was on its way stands above that.
 */
export function startWaitNotice(
  text: string,
  tell: (message: Message) => Promise<void>,
  { cache, log }: WaitNoticeOptions,
): () => Promise<void> {
  let telling: Promise<void> | undefined;
  const notice = setTimeout(() => {
    telling = tell(sentenceMessage(progressWords.waits(text), { nonce: cache.newNonce() })).catch((error) =>
      log.warn({ error }, 'an asker could not be told that a question waits'),
    );
  }, UNSEEN_MS);
  notice.unref();
  return async () => {
    clearTimeout(notice);
    if (telling) await Promise.race([telling, sleep(SENT_WITHIN_MS, undefined, { ref: false })]);
  };
}
