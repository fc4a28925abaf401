import type { IntentStore } from '../answer/intent.ts';
import type { MessageRef } from './blocks/state.ts';

import { keyOf } from './blocks/state.ts';

/** One change of a message, in the order of all that people asked for. */
export type Change = {
  /** Resolves to whether no later change was begun, by any instance. */
  readonly isLatest: () => Promise<boolean>;
  /** Undoes a change that had no effect. */
  readonly withdraw: () => Promise<void>;
};

/** How often a change is begun anew when another one came in between. */
const ATTEMPTS = 10;

/**
 * Begins a change of a message after all that were begun before. `nextOf` gets the text that the message was last
 * asked to show, if any, and resolves to the next one; it is called again when another instance comes in between.
 */
export async function beginChange<T extends { readonly text: string }>(
  ref: MessageRef,
  store: IntentStore | undefined,
  nextOf: (intended: string | undefined) => Promise<T>,
): Promise<{ readonly next: T; readonly change?: Change }> {
  if (!store) return { next: await nextOf(undefined) };
  const message = keyOf(ref);
  for (let attempt = 1; ; attempt++) {
    const last = await store.find(message);
    const next = await nextOf(last?.text);
    const intent = await store.claim(message, { after: last?.token, text: next.text });
    if (intent) return { next, change: changeOf(message, intent.token, store) };
    if (attempt === ATTEMPTS) throw new Error('a change found no turn among those of other instances');
  }
}

/** Finds the change of a message that was begun last, by any instance; undefined when there is none. */
export async function findLatestChange(
  ref: MessageRef,
  store: IntentStore,
): Promise<{ readonly text: string; readonly change: Change } | undefined> {
  const message = keyOf(ref);
  const intent = await store.find(message);
  return intent && { text: intent.text, change: changeOf(message, intent.token, store) };
}

function changeOf(message: string, token: string, store: IntentStore): Change {
  return {
    isLatest: async () => (await store.find(message))?.token === token,
    withdraw: () => store.withdraw(message, token),
  };
}
