import type { TextMemory } from '../../answer/text-memory.ts';
import type { Query } from '../../catalogue/query.ts';
import type { Request } from '../../question/request.ts';
import type { AnswerOptions } from '../blocks/answer.ts';
import type { AnswerView } from '../blocks/answer-view.ts';
import type { AnswerState } from '../blocks/state.ts';
import type { MessageCache, MessageState } from '../messages/message-cache.ts';
import type { PrivateAnswerOptions, PrivatePlace } from './private-answers.ts';
import type { RunningQuery } from './running.ts';

import { privateAnswerMessage } from '../blocks/private-answer.ts';
import { keyOf, parseState } from '../blocks/state.ts';

/** What a private message shows: an answer, and with `progress` that the next one is computed. */
export type PrivateRendering = {
  readonly view: AnswerView;
  readonly query: Query;
  readonly request: Request;
  readonly state: AnswerState;
  readonly progress?: AnswerOptions['progress'];
};

/** Where a private message is written: nothing is, once its run was stopped. */
type Written = Pick<PrivatePlace, 'ref' | 'send'> & {
  readonly channel: string;
  readonly run?: Pick<RunningQuery, 'signal'>;
};

/** Shows a private answer, after earlier writes to the same message, and stores its question for clicks on it. Resolves to its nonce. */
export async function writePrivately(
  { view, query, request, state, progress }: PrivateRendering,
  { ref, send, channel, run }: Written,
  { cache, memory, queue }: Pick<PrivateAnswerOptions, 'cache' | 'memory' | 'queue'>,
): Promise<string> {
  const nonce = cache.newNonce();
  const write = async () => {
    if (run?.signal.aborted) return;
    await memory.put(privateKey(nonce), JSON.stringify(state));
    cache.mark({ channel, ts: nonce }, { view, state });
    await send(privateAnswerMessage(view, { query, request, state, nonce, ...(progress && { progress }) }));
  };
  await (ref ? queue(keyOf(ref), write) : write());
  return nonce;
}

/** Finds what a private message shows by the nonce of its rendering; its view only in the process that wrote it. */
export async function findPrivately(
  channel: string,
  nonce: string,
  { cache, memory }: { readonly cache: Pick<MessageCache, 'read'>; readonly memory: TextMemory },
): Promise<{ readonly state: AnswerState; readonly shown?: MessageState | undefined } | undefined> {
  const state = parseState(await memory.get(privateKey(nonce)));
  return state && { state, shown: cache.read({ channel, ts: nonce }) };
}

/** Names what belongs to one private message, by a nonce that it carries. */
export function privateKey(nonce: string): string {
  return `private/${nonce}`;
}
