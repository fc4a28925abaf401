import type { Answer } from '../answer/answer.ts';
import type { Query } from '../catalogue/query.ts';
import type { Digest } from '../digests/digest.ts';
import type { Request } from '../question/request.ts';
import type { AnsweringOptions, PendingAnswer } from './answering.ts';
import type { AnswerState, MessageRef } from './blocks/state.ts';
import type { MessageCache, MessageState } from './message-cache.ts';
import type { InQueue, MessageTarget, Rendering } from './messages.ts';
import type { RunningQueries, RunningQuery } from './running.ts';

import { understand } from '../answer/answer.ts';
import { UserError } from '../error.ts';
import { formatRequest } from '../question/request.ts';
import { MENU_PATIENCE, runAnswer, startAnswer } from './answering.ts';
import { answerMessage, sentenceCase, sentenceMessage, workingMessage } from './blocks/answer.ts';
import { answerViewOf, isTable } from './blocks/answer-view.ts';
import { readFilterValues } from './filter-values.ts';
import { keyOf } from './message-cache.ts';
import { STOP_REASONS } from './running.ts';
import { createKeyedQueue } from './serial.ts';

/** Questions in, messages out: what happens between a click and the answer in the channel. */
export type Conversation = {
  /** Answers a question with a new message in a channel. */
  readonly ask: (text: string, asker: { readonly user: string; readonly channel: string }) => Promise<void>;
  /** Answers another request in the place of the answer at `ref`. */
  readonly change: (ref: MessageRef, current: MessageState, next: Request, user: string) => Promise<void>;
  /** Stops what runs for a message, here or in another process, and shows again what stood there. */
  readonly cancel: (ref: MessageRef, back: AnswerState | undefined, current: MessageState | undefined) => Promise<void>;
  /** Posts a digest's answer; the message bears the run's id. */
  readonly post: (digest: Digest, runId: string, signal?: AbortSignal) => Promise<MessageRef>;
  /** The answer to a state's question: the one that its message shows if it is remembered, or else a new one. */
  readonly answerOf: (ref: MessageRef, state: AnswerState, user: string) => Promise<Answer>;
};

export type ConversationOptions = AnsweringOptions & { readonly runs: RunningQueries; readonly cache: MessageCache };

export function openConversation(options: ConversationOptions): Conversation {
  const { answerContext, messages, runs, cache, log } = options;
  const turns = createKeyedQueue();

  /**
   * Shows an answer where `target` says, unless its run was stopped, or `carried`, the last rendering that the run knows
   * of there, has made room for another one.
   */
  const finish = async (
    started: PendingAnswer,
    {
      run,
      target,
      state,
      carried,
    }: { run: RunningQuery; target: MessageTarget; state: Omit<AnswerState, 'text'>; carried?: string },
  ): Promise<MessageRef | undefined> => {
    const answered = await started.answering;
    const menus = await started.menus;
    const { query, request, text } = answered;
    const fullState: AnswerState = { ...state, text, executionId: answered.table.executionId };
    let last = carried;
    let view = answerViewOf(answered, undefined);
    const rendering: Rendering = (source, note) => {
      last = cache.newNonce();
      view = answerViewOf(
        answered,
        source,
        note ? [note] : answered.pictureFailure && !isTable(answered) ? [NOT_DRAWN] : [],
      );
      return answerMessage(view, { query, request, menus, state: fullState, nonce: last });
    };
    const turn: InQueue = (at, write) =>
      inTurn(at, async (now) => {
        if (run.signal.aborted) return undefined;
        if (isRef(now) && last !== undefined && !(await messages.carries(now, last))) return undefined;
        const ref = await write(now);
        cache.put(ref, { view, state: fullState }, answered);
        if (isRef(now)) move(now, ref);
        return ref;
      });
    return messages.deliver(
      target,
      rendering,
      isTable(answered) ? undefined : answered.picture && started.picture,
      turn,
    );
  };

  /** One write after the other in a channel, each where its message stands by then; new messages need not wait. */
  const inTurn = <T>(at: MessageTarget, write: (now: MessageTarget) => Promise<T>): Promise<T> =>
    isRef(at) ? turns(at.channel, () => write(cache.locate(at))) : write(at);

  const move = (from: MessageRef, to: MessageRef): void => {
    cache.move(from, to);
    runs.move(keyOf(from), keyOf(to));
  };

  const ask: Conversation['ask'] = async (text, { user, channel }) => {
    const run = runs.begin(text);
    let ref: MessageRef | undefined;
    try {
      const started = startAnswer(run, user, options);
      const nonce = cache.newNonce();
      if (!(await started.isQuick())) {
        ref = await messages.post(channel, workingMessage(text, user, nonce));
        run.take(keyOf(ref));
      }
      const target = ref ?? { channel };
      const stands = await finish(started, { run, target, state: { asker: user }, carried: nonce });
      if (!stands) await explain(run, ref);
    } catch (error) {
      if (run.signal.aborted) return await explain(run, ref);
      if (ref) await messages.remove(ref);
      throw error;
    } finally {
      run.end();
    }
  };

  /** Says why no answer to a first question comes, unless another process has said so. */
  const explain = async ({ signal, text }: RunningQuery, ref: MessageRef | undefined): Promise<void> => {
    if (signal.reason === STOP_REASONS.stopping && !ref) throw new UserError(RESTARTING, { suggestions: [text] });
    const sentence = { [STOP_REASONS.cancelled]: CANCELLED, [STOP_REASONS.stopping]: sentenceCase(RESTARTING) }[
      String(signal.reason)
    ];
    if (!ref || !sentence) return;
    await messages.update(ref, sentenceMessage(sentence, { ask: [text], nonce: cache.newNonce() }));
  };

  const change: Conversation['change'] = async (ref, current, next, user) => {
    const run = runs.begin(formatRequest(next));
    run.take(keyOf(ref));
    let carried: string | undefined;
    try {
      const started = startAnswer(run, user, options);
      if (!(await started.isQuick())) carried = await showProgress(ref, current, next, run);
      const stands = await finish(started, { run, target: ref, state: current.state, carried });
      if (!stands) await restoreAfter(run, ref, current, { carried });
    } catch (error) {
      await restoreAfter(run, ref, current, { carried, error });
      if (!run.signal.aborted) throw error;
    } finally {
      run.end();
    }
  };

  /** Shows the answer that stands there with the filters to come; returns the rendering. */
  const showProgress = (
    ref: MessageRef,
    current: MessageState,
    next: Request,
    run: RunningQuery,
  ): Promise<string | undefined> =>
    inTurn(ref, async (now) => {
      if (run.signal.aborted || !isRef(now)) return undefined;
      const { view, state } = cache.read(now) ?? current;
      const query = queryOf(next);
      const nonce = cache.newNonce();
      const message = answerMessage(view, {
        query,
        request: next,
        menus: await readFilterValues(answerContext, query, 0),
        state: { ...state, text: run.text },
        nonce,
        progress: { text: 'Updating …', back: state },
      });
      await messages.update(now, message);
      return nonce;
    });

  /** Shows what stood there before a run that ended without an answer, unless something newer has taken its place. */
  const restoreAfter = async (
    { signal }: RunningQuery,
    ref: MessageRef,
    current: MessageState,
    { carried, error }: { carried: string | undefined; error?: unknown },
  ): Promise<void> => {
    const isOurs = signal.aborted ? signal.reason !== STOP_REASONS.newer : error !== undefined;
    if (!isOurs) return;
    await restore(ref, (now) => cache.read(now) ?? current, carried).catch((failure) => {
      log.warn({ error: failure }, 'an answer could not be shown again');
    });
  };

  /** Shows a current again; with `carried`, only where that rendering still stands. */
  const restore = (ref: MessageRef, readCurrent: (now: MessageRef) => MessageState, carried?: string): Promise<void> =>
    inTurn(ref, async (now) => {
      if (!isRef(now) || (carried !== undefined && !(await messages.carries(now, carried)))) return;
      const { view, state } = readCurrent(now);
      const { request, query } = await understand(state.text, answerContext);
      const menus = await readFilterValues(answerContext, query, MENU_PATIENCE);
      await messages.update(now, answerMessage(view, { query, request, menus, state, nonce: cache.newNonce() }));
    });

  const cancel: Conversation['cancel'] = async (ref, back, current) => {
    if (runs.cancel(keyOf(ref))) return; // what runs says so itself
    if (current && back) return restore(ref, () => ({ view: current.view, state: back }));
    await messages.update(ref, sentenceMessage(CANCELLED, { ask: back ? [back.text] : [], nonce: cache.newNonce() }));
  };

  const post: Conversation['post'] = async ({ name, question, channel }, runId, signal) => {
    const run = runs.begin(question, signal);
    try {
      const started = startAnswer(run, `digest ${name}`, options);
      const ref = await finish(started, { run, target: { channel }, state: { runId } });
      if (!ref) throw new Error(`the digest ${name} was stopped before it was posted`);
      return ref;
    } finally {
      run.end();
    }
  };

  const answerOf: Conversation['answerOf'] = async (ref, state, user) => {
    const remembered = cache.answerAt(ref);
    if (remembered?.text === state.text) return remembered;
    const run = runs.begin(state.text);
    try {
      return await runAnswer(run, user, options);
    } finally {
      run.end();
    }
  };

  const queryOf = (request: Request): Query => {
    const query = answerContext.catalogue().find(request.query);
    if (!query) throw new UserError(`there is no query ${request.query} any more: type help to see what can be asked`);
    return query;
  };

  return { ask, change, cancel, post, answerOf };
}

const CANCELLED = 'Cancelled.';

const RESTARTING = 'stopped, as Owlpost is restarting: ask again in a moment';

const NOT_DRAWN = 'The picture could not be drawn. More → Show as table has every number.';

function isRef(target: MessageTarget): target is MessageRef {
  return target.ts !== undefined;
}
