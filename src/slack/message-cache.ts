import { randomBytes } from 'node:crypto';

import type { Answer } from '../answer/answer.ts';
import type { Shown, WireMessage } from './blocks/answer-view.ts';
import type { Spot, State } from './blocks/state.ts';

import { controlsOf, nonceOf } from './blocks/answer.ts';
import { readShown } from './blocks/answer-view.ts';
import { ACTIONS } from './blocks/filter-ids.ts';
import { parseState } from './blocks/state.ts';

/** What stands in a message: how it looks, and the question behind it. */
export type Card = { readonly shown: Shown; readonly state: State };

export type Board = {
  /** A mark for a rendering by this process, which then knows what it looks like. */
  readonly newNonce: () => string;
  readonly put: (spot: Spot, card: Card, answer: Answer) => void;
  /**
   * The card at a message: the one remembered, or else, also when another process wrote the message since, what the
   * message itself carries; undefined when it carries none.
   */
  readonly read: (spot: Spot, message?: WireMessage) => Card | undefined;
  /** The answer behind a card, for as long as it is remembered. */
  readonly answerAt: (spot: Spot) => Answer | undefined;
  /** Notes that a message was replaced by another. */
  readonly move: (from: Spot, to: Spot) => void;
  /** Where a message stands now. */
  readonly locate: (spot: Spot) => Spot;
};

const CARDS = 300;

const NONCES = 3000;

const ANSWERS = 20;

const ROWS_KEPT = 20_000;

/** What this process remembers of its messages. All of it can be lost: messages carry what they need. */
export function openBoard(): Board {
  const cards = bounded<Card>(CARDS);
  const answers = bounded<Answer>(ANSWERS);
  const moves = bounded<Spot>(CARDS);
  const nonces = bounded<true>(NONCES);
  return {
    newNonce: () => {
      const nonce = randomBytes(6).toString('base64url');
      nonces.set(nonce, true);
      return nonce;
    },
    put: (spot, card, answer) => {
      cards.set(keyOf(spot), card);
      if (answer.table.rows.length <= ROWS_KEPT) answers.set(keyOf(spot), { ...answer, picture: undefined });
    },
    read: (spot, message) => {
      const remembered = cards.get(keyOf(spot));
      const isOurs = !message || nonces.get(nonceOf(message.blocks) ?? '');
      if (remembered && isOurs) return remembered;
      const state = message && readState(message);
      if (!state) return undefined;
      const card = { shown: readShown(message), state };
      cards.set(keyOf(spot), card);
      nonces.set(nonceOf(message.blocks) ?? '', true);
      return card;
    },
    answerAt: (spot) => answers.get(keyOf(spot)),
    move: (from, to) => {
      if (keyOf(from) !== keyOf(to)) moves.set(keyOf(from), to);
    },
    locate: (spot) => {
      let at = spot;
      for (let next = moves.get(keyOf(at)); next; next = moves.get(keyOf(at))) at = next;
      return at;
    },
  };
}

/** A message's name among all. */
export function keyOf({ channel, ts }: Spot): string {
  return `${channel}/${ts}`;
}

/** The state in a message's Refresh button. */
function readState({ blocks = [] }: WireMessage): State | undefined {
  const button = blocks
    .flatMap(controlsOf)
    .find((element) => element.type === 'button' && element.action_id === ACTIONS.refresh);
  return button?.type === 'button' ? parseState(button.value) : undefined;
}

/** A map that forgets its oldest entries above a size. Reading or writing an entry makes it young again. */
export type Bounded<T> = {
  readonly get: (key: string) => T | undefined;
  readonly set: (key: string, value: T) => void;
  readonly delete: (key: string) => void;
};

export function bounded<T>(size: number): Bounded<T> {
  const entries = new Map<string, T>();
  const set = (key: string, value: T) => {
    entries.delete(key);
    entries.set(key, value);
    if (entries.size > size) entries.delete(entries.keys().next().value!);
  };
  return {
    set,
    get: (key) => {
      const value = entries.get(key);
      if (value !== undefined) set(key, value);
      return value;
    },
    delete: (key) => void entries.delete(key),
  };
}
