import type { DeliveringOptions } from '../answers/delivering.ts';
import type { Message } from '../blocks/message.ts';
import type { MessageRef } from '../blocks/state.ts';
import type { Change } from './intents.ts';

import { keyOf } from '../blocks/state.ts';

type MovedOptions = Pick<DeliveringOptions, 'cache' | 'running' | 'moves' | 'log'>;

/** Looks up where a message is now that another instance may have posted anew; the message cache then locates it there. */
export async function followMoves(ref: MessageRef, { cache, running, moves, log }: MovedOptions): Promise<void> {
  const found = await moves?.find(keyOf(ref)).catch((error) => {
    log.warn({ error }, 'the store could not tell where a message stands');
    return undefined;
  });
  if (!found) return;
  const refTo = (key: string): MessageRef => ({ ...ref, ts: key.slice(ref.channel.length + 1) });
  cache.move(refTo(found.first), ref);
  cache.move(ref, refTo(found.last));
  running.move(keyOf(ref), found.last);
}

/**
 * Posts a message anew and deletes the one before. When several instances do so at once, the last one to store it
 * wins; resolves to undefined, and leaves no message, when that is another one and its change came later.
 */
export async function replaceMessage(
  ref: MessageRef,
  message: Message,
  { change, ...options }: MovedOptions & Pick<DeliveringOptions, 'messages'> & { readonly change?: Change | undefined },
): Promise<MessageRef | undefined> {
  const { cache, messages, moves } = options;
  const posted = await messages.post(ref.channel, message, ref);
  let before = ref;
  while (moves && !(await moves.replace(keyOf(before), keyOf(posted)))) {
    if (change && !(await change.isLatest())) {
      await messages.remove(posted);
      return undefined;
    }
    await followMoves(before, options);
    before = cache.locate(before);
  }
  await messages.retire(before);
  return posted;
}
