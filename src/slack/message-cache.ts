import { randomBytes } from 'node:crypto';

import type { Answer } from '../answer/answer.ts';
import type { AnswerView, WireMessage } from './blocks/answer-view.ts';
import type { AnswerState, MessageRef } from './blocks/state.ts';

import { controlsOf, nonceOf } from './blocks/answer.ts';
import { readAnswerView } from './blocks/answer-view.ts';
import { ACTIONS } from './blocks/filter-ids.ts';
import { parseState } from './blocks/state.ts';

/** What stands in a message: how it looks, and the question behind it. */
export type MessageState = { readonly view: AnswerView; readonly state: AnswerState };

export type MessageCache = {
  /** A mark for a rendering by this process, which then knows what it looks like. */
  readonly newNonce: () => string;
  readonly put: (ref: MessageRef, current: MessageState, answer: Answer) => void;
  /**
   * The current at a message: the one remembered, or else, also when another process wrote the message since, what the
   * message itself carries; undefined when it carries none.
   */
  readonly read: (ref: MessageRef, message?: WireMessage) => MessageState | undefined;
  /** The answer behind a current, for as long as it is remembered. */
  readonly answerAt: (ref: MessageRef) => Answer | undefined;
  /** Notes that a message was replaced by another. */
  readonly move: (from: MessageRef, to: MessageRef) => void;
  /** Where a message stands now. */
  readonly locate: (ref: MessageRef) => MessageRef;
};

const CARDS = 300;

const NONCES = 3000;

const ANSWERS = 20;

const ROWS_KEPT = 20_000;

/** What this process remembers of its messages. All of it can be lost: messages carry what they need. */
export function openMessageCache(): MessageCache {
  const cards = bounded<MessageState>(CARDS);
  const answers = bounded<Answer>(ANSWERS);
  const moves = bounded<MessageRef>(CARDS);
  const nonces = bounded<true>(NONCES);
  return {
    newNonce: () => {
      const nonce = randomBytes(6).toString('base64url');
      nonces.set(nonce, true);
      return nonce;
    },
    put: (ref, current, answer) => {
      cards.set(keyOf(ref), current);
      if (answer.table.rows.length <= ROWS_KEPT) answers.set(keyOf(ref), { ...answer, picture: undefined });
    },
    read: (ref, message) => {
      const remembered = cards.get(keyOf(ref));
      const isOurs = !message || nonces.get(nonceOf(message.blocks) ?? '');
      if (remembered && isOurs) return remembered;
      const state = message && readState(message);
      if (!state) return undefined;
      const current = { view: readAnswerView(message), state };
      cards.set(keyOf(ref), current);
      nonces.set(nonceOf(message.blocks) ?? '', true);
      return current;
    },
    answerAt: (ref) => answers.get(keyOf(ref)),
    move: (from, to) => {
      if (keyOf(from) !== keyOf(to)) moves.set(keyOf(from), to);
    },
    locate: (ref) => {
      let at = ref;
      for (let next = moves.get(keyOf(at)); next; next = moves.get(keyOf(at))) at = next;
      return at;
    },
  };
}

/** A message's name among all. */
export function keyOf({ channel, ts }: MessageRef): string {
  return `${channel}/${ts}`;
}

/** The state in a message's Refresh button. */
function readState({ blocks = [] }: WireMessage): AnswerState | undefined {
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
