import { setTimeout as sleep } from 'node:timers/promises';
import { webApi as slack } from '@slack/bolt';

import type { Message } from './blocks/answer.ts';
import type { MessageRef } from './blocks/state.ts';

import { keyOf } from './blocks/state.ts';

/** Changes a message. Resolves to false when the change was left out: a newer one took its place, or it was progress and Slack had no room. */
export type UpdateQueue = (ref: MessageRef, message: Message, options?: { isProgress?: boolean }) => Promise<boolean>;

type Change = {
  readonly message: Message;
  readonly isProgress: boolean;
  readonly resolve: (isSent: boolean) => void;
  readonly reject: (reason: unknown) => void;
};

/**
 * Makes a queue that changes messages within Slack's rate. At most one change of a message is on its way and one waits
 * behind it; a newer one takes the place of the one that waits. When Slack says to wait, all changes wait together, and
 * those that only show progress are left out. `send` rejects with `WebAPIRateLimitedError` when Slack refuses by rate.
 */
export function createUpdateQueue(
  send: (ref: MessageRef, message: Message) => Promise<void>,
  { wait = (ms: number): Promise<unknown> => sleep(ms), now = () => Date.now() } = {},
): UpdateQueue {
  const waiting = new Map<string, Change>();
  const busy = new Set<string>();
  let pausedUntil = 0;

  const sendWithinRate = async (ref: MessageRef, { message, isProgress }: Change): Promise<boolean> => {
    for (;;) {
      const pause = pausedUntil - now();
      if (pause > 0) {
        if (isProgress) return false;
        await wait(pause);
        if (waiting.has(keyOf(ref))) return false; // the newer one is sent next
      }
      try {
        await send(ref, message);
        return true;
      } catch (error) {
        if (!(error instanceof slack.WebAPIRateLimitedError)) throw error;
        pausedUntil = Math.max(pausedUntil, now() + error.retryAfter * 1000);
      }
    }
  };

  const drain = async (ref: MessageRef): Promise<void> => {
    const key = keyOf(ref);
    busy.add(key);
    for (let next = waiting.get(key); next; next = waiting.get(key)) {
      waiting.delete(key);
      await sendWithinRate(ref, next).then(next.resolve, next.reject);
    }
    busy.delete(key);
  };

  return (ref, message, { isProgress = false } = {}) => {
    const key = keyOf(ref);
    if (isProgress && (busy.has(key) || pausedUntil > now())) return Promise.resolve(false);
    waiting.get(key)?.resolve(false);
    return new Promise((resolve, reject) => {
      waiting.set(key, { message, isProgress, resolve, reject });
      if (!busy.has(key)) void drain(ref);
    });
  };
}
