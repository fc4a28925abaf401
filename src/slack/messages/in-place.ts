import type { DeliveringOptions } from '../answers/delivering.ts';
import type { MessageRef } from '../blocks/state.ts';

import { followMoves } from './moved-messages.ts';

/** The place of a new message or, with `ts`, the message to replace. */
export type MessageTarget = {
  readonly channel: string;
  readonly thread?: string | undefined;
  readonly ts?: string;
};

/** Runs a task after all earlier writes to the same message, and gives it the message's address at that moment. A new message does not wait. */
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

/** Whether a target is an existing message, not the place for a new one. */
export function isRef(target: MessageTarget): target is MessageRef {
  return target.ts !== undefined;
}
