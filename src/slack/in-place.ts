import type { MessageRef } from './blocks/state.ts';
import type { DeliveringOptions } from './delivering.ts';

import { followMoves } from './moved-messages.ts';

/** A place for a new message, or with `ts` a message to be replaced. */
export type MessageTarget = {
  readonly channel: string;
  readonly thread?: string | undefined;
  readonly ts?: string;
};

/** Runs a task in its turn among all that write to the same place, with the target as it stands by then. New messages do not wait. */
export function inPlace<T>(
  target: MessageTarget,
  options: Pick<DeliveringOptions, 'queue' | 'cache' | 'running' | 'moves' | 'log'>,
  task: (now: MessageTarget) => Promise<T>,
): Promise<T> {
  const { queue, cache } = options;
  if (!isRef(target)) return task(target);
  return queue(cache.placeOf(target), async () => {
    await followMoves(cache.locate(target), options);
    return task(cache.locate(target));
  });
}

/** Whether a target is a message that stands, not a place for a new one. */
export function isRef(target: MessageTarget): target is MessageRef {
  return target.ts !== undefined;
}
