import type { IntentStore } from '../answer/intent.ts';
import type { MessageRef } from './blocks/state.ts';

import { keyOf } from './blocks/state.ts';

/** One change of a message, among all that people intend. */
export type Change = {
  /** Whether no later change was begun, here or elsewhere. */
  readonly isLatest: () => Promise<boolean>;
  /** Says that it came to nothing. */
  readonly withdraw: () => Promise<void>;
};

/** How often a change is begun anew when another one came in between. */
const ATTEMPTS = 10;

/**
 * Begins a change of a message after all that were begun before: `nextOf` gets the text that was last intended, if any,
 * and resolves to the text to intend next. When another instance comes in between it is asked again.
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

/** Finds the change that was begun last of a message, by any instance; undefined when nothing is intended. */
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
