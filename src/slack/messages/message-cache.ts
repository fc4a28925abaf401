import { randomBytes } from 'node:crypto';
import { LRUCache } from 'lru-cache';

import type { Answer } from '../../answer/answer.ts';
import type { AnswerView, WireMessage } from '../blocks/answer-view.ts';
import type { AnswerState, MessageRef } from '../blocks/state.ts';

import { readAnswerView } from '../blocks/answer-view.ts';
import { ACTIONS } from '../blocks/filter-ids.ts';
import { controlsOf, nonceOf } from '../blocks/message.ts';
import { keyOf, parseState } from '../blocks/state.ts';

/** What a message shows, and the question behind it. */
export type MessageState = { readonly view: AnswerView; readonly state: AnswerState };

/** What this process knows of its messages. It may be lost, as messages carry what they need. */
export type MessageCache = {
  /** Creates a random id for a rendering, so that this process recognises its own messages in Slack's events. */
  readonly newNonce: () => string;
  /** Stores what a message shows, and its answer while there is room. */
  readonly put: (ref: MessageRef, current: MessageState, answer: Answer) => void;
  /**
   * Finds what stands in a message: as remembered, or as `message` carries it when another process has written it since.
   * Undefined when neither tells.
   */
  readonly read: (ref: MessageRef, message?: WireMessage) => MessageState | undefined;
  /** Whether this process wrote what a message shows. */
  readonly isOwn: (message: WireMessage) => boolean;
  /** Stores another state of a message and keeps its answer. */
  readonly mark: (ref: MessageRef, current: MessageState) => void;
  /** Whether the workspace shows tables with pages, as far as is known. */
  readonly takesDataTables: () => boolean;
  /** Stores that the workspace does not show them. */
  readonly refuseDataTables: () => void;
  /** Whether the workspace shows charts that Slack draws, as far as is known. */
  readonly takesNativeCharts: () => boolean;
  /** Stores that the workspace does not show them. */
  readonly refuseNativeCharts: () => void;
  /** Returns the answer of a message; undefined when it is not in the cache. */
  readonly answerAt: (ref: MessageRef) => Answer | undefined;
  /** Stores that the message `to` has replaced the message `from`. */
  readonly move: (from: MessageRef, to: MessageRef) => void;
  /** Returns the message that has replaced `ref`, or `ref` itself. */
  readonly locate: (ref: MessageRef) => MessageRef;
  /** Returns a key that is the same for all messages that have replaced one another. */
  readonly placeOf: (ref: MessageRef) => string;
};

const MESSAGES = 300;

const NONCES = 3000;

/** Answers are remembered up to so many characters of their cells, all together. */
const ANSWER_CHARACTERS = 32_000_000;

/** Creates an empty cache. */
export function openMessageCache(): MessageCache {
  const states = new LRUCache<string, MessageState>({ max: MESSAGES });
  const answers = new LRUCache<string, Answer>({ maxSize: ANSWER_CHARACTERS, sizeCalculation: charactersOf });
  const moves = new LRUCache<string, MessageRef>({ max: MESSAGES });
  const places = new LRUCache<string, string>({ max: MESSAGES });
  const nonces = new LRUCache<string, 'written' | 'read'>({ max: NONCES });
  let takesDataTables = true;
  let takesNativeCharts = true;
  const isOwn = ({ blocks }: WireMessage) => nonces.get(nonceOf(blocks) ?? '') === 'written';
  const placeOf = (ref: MessageRef) => places.get(keyOf(ref)) ?? keyOf(ref);
  return {
    newNonce: () => {
      const nonce = randomBytes(6).toString('base64url');
      nonces.set(nonce, 'written');
      return nonce;
    },
    put: (ref, current, answer) => {
      states.set(keyOf(ref), current);
      answers.set(keyOf(ref), { ...answer, picture: undefined }); // one that is larger than all room is not kept
    },
    read: (ref, message) => {
      const remembered = states.get(keyOf(ref));
      const isOurs = !message || nonces.get(nonceOf(message.blocks) ?? '');
      if (remembered && isOurs) return remembered;
      const state = message && readState(message);
      if (!state) return undefined;
      const current = { view: readAnswerView(message), state };
      states.set(keyOf(ref), current);
      nonces.set(nonceOf(message.blocks) ?? '', 'read');
      return current;
    },
    isOwn,
    mark: (ref, current) => void states.set(keyOf(ref), current),
    takesDataTables: () => takesDataTables,
    refuseDataTables: () => {
      takesDataTables = false;
    },
    takesNativeCharts: () => takesNativeCharts,
    refuseNativeCharts: () => {
      takesNativeCharts = false;
    },
    answerAt: (ref) => answers.get(keyOf(ref)),
    move: (from, to) => {
      if (keyOf(from) === keyOf(to)) return;
      moves.set(keyOf(from), to);
      places.set(keyOf(to), placeOf(from));
    },
    locate: (ref) => {
      let at = ref;
      for (let next = moves.get(keyOf(at)); next; next = moves.get(keyOf(at))) at = next;
      return at;
    },
    placeOf,
  };
}

/** How many characters an answer's cells have; each cell counts for ten more, which it takes even when it is empty. */
function charactersOf({ table }: Answer): number {
  let characters = 1;
  for (const row of table.rows) for (const cell of row) characters += (cell?.length ?? 0) + 10;
  return characters;
}

/** The state in the button of a message that opens the form with its filters. */
function readState({ blocks = [] }: WireMessage): AnswerState | undefined {
  const button = blocks
    .flatMap(controlsOf)
    .find((element) => element.type === 'button' && element.action_id === ACTIONS.filters);
  return button?.type === 'button' ? parseState(button.value) : undefined;
}
