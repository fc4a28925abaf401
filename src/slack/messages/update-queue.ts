import { setTimeout as sleep } from 'node:timers/promises';
import { webApi as slack } from '@slack/bolt';

import type { Message } from '../blocks/message.ts';
import type { MessageRef } from '../blocks/state.ts';

import { keyOf } from '../blocks/state.ts';

/** How a message is changed. */
export type UpdateOptions = {
  /** Whether the change only shows progress, and is left out where Slack has no room for it and for what it leads to. */
  readonly isProgress?: boolean;
  /** Called just before the change is sent, as it may have waited; false leaves it out. */
  readonly isWanted?: (() => Promise<boolean>) | undefined;
};

/** Changes messages within Slack's rate. */
export type UpdateQueue = {
  readonly update: UpdateMessage;
  /** Whether Slack is likely to accept `changes` more changes now: false while it says to wait. */
  readonly hasRoom: (changes: number) => boolean;
};

/** Changes a message. Resolves to false when the change was left out: a newer one took its place, or its options say so. */
export type UpdateMessage = (ref: MessageRef, message: Message, options?: UpdateOptions) => Promise<boolean>;

type Change = UpdateOptions & {
  readonly message: Message;
  readonly resolve: (isSent: boolean) => void;
  readonly reject: (reason: unknown) => void;
};

/**
 * So many changes in so many milliseconds leave room below Slack's rate, which is 50 a minute for all messages together.
 * https://docs.slack.dev/apis/web-api/rate-limits
 */
const ROOM = { changes: 40, ms: 60_000 } as const;

/**
 * Creates a queue that changes messages within Slack's rate limit. Of each message, at most one change is being sent
 * and one waits; a newer one replaces the one that waits. When Slack says to wait, all changes wait together, and
 * those that only show progress are left out. `send` rejects with `WebAPIRateLimitedError` when Slack refuses by
 * rate.
 */
export function createUpdateQueue(
  send: (ref: MessageRef, message: Message) => Promise<void>,
  { wait = (ms: number): Promise<unknown> => sleep(ms), now = () => Date.now() } = {},
): UpdateQueue {
  const waiting = new Map<string, Change>();
  const busy = new Set<string>();
  let sentAt: readonly number[] = [];
  let pausedUntil = 0;

  const sendWithinRate = async (ref: MessageRef, { message, isProgress, isWanted }: Change): Promise<boolean> => {
    for (;;) {
      const pause = pausedUntil - now();
      if (pause > 0) {
        if (isProgress) return false;
        await wait(pause);
        if (waiting.has(keyOf(ref))) return false; // the newer one is sent next
      }
      if (isWanted && !(await isWanted())) return false;
      sentAt = [...sentAt.slice(-ROOM.changes), now()];
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

  const hasRoom = (changes: number): boolean => {
    const sent = sentAt.filter((at) => at > now() - ROOM.ms).length;
    return pausedUntil <= now() && sent + waiting.size + changes <= ROOM.changes;
  };

  const update: UpdateMessage = (ref, message, { isProgress = false, isWanted } = {}) => {
    const key = keyOf(ref);
    if (isProgress && (busy.has(key) || !hasRoom(2))) return Promise.resolve(false);
    waiting.get(key)?.resolve(false);
    return new Promise((resolve, reject) => {
      waiting.set(key, { message, isProgress, isWanted, resolve, reject });
      if (!busy.has(key)) void drain(ref);
    });
  };

  return { update, hasRoom };
}
