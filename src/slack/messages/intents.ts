import type { Intended, IntentStore } from '../../answer/intent.ts';

import { UserError } from '../../error.ts';
import { progressWords } from '../words.ts';

/** One change of a message, in the order of all that people asked for. */
export type Change = {
  /** Resolves to whether no later change was begun, by any instance. */
  readonly isLatest: () => Promise<boolean>;
  /** Resolves to whether a later change was begun; false for a change that was withdrawn and that nothing has followed. */
  readonly isOvertaken: () => Promise<boolean>;
  /** Undoes a change that had no effect. */
  readonly withdraw: () => Promise<void>;
};

/** How often a change is begun anew when another one came in between. */
const ATTEMPTS = 10;

/**
 * Begins a change of a message after all that were begun before. `nextOf` gets the text that the message was last
 * asked to show, if any, and resolves to the next one; it is called again when another instance comes in between. Throws a
 * UserError when that happens again and again. With `clickedAt`, a click that another instance took too late is put
 * before the one that was made after it: `nextOf` then also gets what that one made of the same text, to be kept.
 */
export async function beginChange<T extends Pick<Intended, 'text' | 'before'>>(
  place: string,
  store: IntentStore | undefined,
  nextOf: (intended: string | undefined, later?: string) => Promise<T>,
  clickedAt?: number,
): Promise<{ readonly next: T; readonly change?: Change }> {
  if (!store) return { next: await nextOf(undefined) };
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const last = await store.find(place);
    const isLate = last?.before !== undefined && (last.clickedAt ?? 0) > (clickedAt ?? Number.POSITIVE_INFINITY);
    const next = await (isLate ? nextOf(last.before, last.text) : nextOf(last?.text));
    const { text, before } = next;
    const intended = { text, before, clickedAt: isLate ? last.clickedAt : clickedAt };
    const intent = await store.claim(place, { after: last?.token, ...intended });
    if (intent) return { next, change: changeOf(place, intent.token, store) };
  }
  throw new UserError(progressWords.busy);
}

/** Finds the change of the message in a place that was begun last, by any instance; undefined when there is none. */
export async function findLatestChange(
  place: string,
  store: IntentStore,
): Promise<{ readonly text: string; readonly change: Change } | undefined> {
  const intent = await store.find(place);
  return intent && { text: intent.text, change: changeOf(place, intent.token, store) };
}

function changeOf(place: string, token: string, store: IntentStore): Change {
  return {
    isLatest: async () => (await store.find(place))?.token === token,
    isOvertaken: async () => ![undefined, token].includes((await store.find(place))?.token),
    withdraw: () => store.withdraw(place, token),
  };
}
