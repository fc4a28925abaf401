import type { Query } from '../../catalogue/query.ts';
import type { Request } from '../../question/request.ts';
import type { Message } from '../blocks/message.ts';
import type { MessageRef } from '../blocks/state.ts';
import type { Change } from '../messages/intents.ts';
import type { MessageState } from '../messages/message-cache.ts';
import type { AnsweringOptions, PendingAnswer } from './answering.ts';
import type { DeliveringOptions } from './delivering.ts';
import type { FollowedRun, RunProgressWords } from './run-progress.ts';
import type { RunningQuery } from './running.ts';

import { understand } from '../../answer/understand.ts';
import { UserError } from '../../error.ts';
import { answerMessage } from '../blocks/answer.ts';
import { inPlace, isRef } from '../messages/in-place.ts';
import { isFixed } from '../messages/messages.ts';
import { hasAmpleRoom } from '../messages/update-room.ts';
import { progressWords, refusalWords } from '../words.ts';
import { followProgress } from './run-progress.ts';

type ProgressOptions = Pick<AnsweringOptions, 'answerContext'> & DeliveringOptions;

/** A run whose answer comes into a message, and what is known of it meanwhile. */
export type ShownRun = {
  readonly run: RunningQuery;
  readonly pending: PendingAnswer;
  readonly progress: RunProgressWords;
};

/**
 * Shows on an answer's message that the next one is being computed, with the new filters, a Cancel button and, from time
 * to time, how far it is. Resolves to the rendering's nonce, or to undefined when it was not shown, because Slack's rate
 * limit left it out or the run was stopped.
 */
export async function showProgress(
  ref: MessageRef,
  current: MessageState,
  next: Request,
  shown: ShownRun,
  options: ProgressOptions,
  change?: Change,
): Promise<string | undefined> {
  const { cache } = options;
  const query = queryOf(next, options);
  const nonce = cache.newNonce();
  const write = (words: string) =>
    writeProgress(
      ref,
      shown,
      (now) => {
        const { view, state } = cache.read(now) ?? current;
        const progress = { text: `${progressWords.updating}${words}`, back: state };
        return answerMessage(view, {
          query,
          request: next,
          state: { ...state, text: shown.run.text },
          nonce,
          progress,
        });
      },
      { ...options, change },
    );
  const words = () => shown.progress.words(options.running.usualMs(query.name), current.view.locale);
  const first = words();
  if (!(await write(first))) return undefined;
  keepShowing(first, { shown, words, write }, options);
  return nonce;
}

/** Writes how far a run is into the message that stands for it, again and again until it has ended. */
export function keepShowing(
  first: string,
  { shown, words, write }: Pick<FollowedRun, 'words' | 'write'> & { readonly shown: ShownRun },
  options: ProgressOptions,
): void {
  const { settlesWithin } = shown.pending;
  const writeInRoom = async (next: string) => hasAmpleRoom(options) && (await write(next));
  followProgress({ settlesWithin, words, write: writeInRoom }, first).catch((error) => {
    options.log.warn({ error }, 'how far a question is could not be shown');
  });
}

/**
 * Writes into a message that a run is still worked on. Resolves to false when it was left out: the run was stopped, its answer is
 * there, something newer was asked for, or Slack has no room.
 */
export function writeProgress(
  ref: MessageRef,
  { run, pending }: Pick<ShownRun, 'run' | 'pending'>,
  makeMessage: (now: MessageRef) => Message,
  { change, ...options }: ProgressOptions & { readonly change?: Change | undefined },
): Promise<boolean> {
  const { messages } = options;
  return inPlace(ref, options, async (now) => {
    if (run.signal.aborted || !isRef(now)) return false;
    const isWanted = async () => !pending.isAnswered() && ((await change?.isLatest()) ?? true);
    return messages.update(now, makeMessage(now), { isProgress: true, isWanted }).catch((error) => {
      if (isFixed(error)) return false; // its answer is posted anew
      throw error;
    });
  });
}

/**
 * Shows an earlier state of a message again: with `carried`, only if that rendering still stands there, and with
 * `change`, only if no later one was begun.
 */
export function restoreMessage(
  ref: MessageRef,
  readState: (now: MessageRef) => MessageState,
  options: ProgressOptions,
  { carried, change }: { readonly carried?: string | undefined; readonly change?: Change | undefined } = {},
): Promise<void> {
  const { cache, messages, answerContext } = options;
  return inPlace(ref, options, async (now) => {
    if (!isRef(now) || (carried !== undefined && !(await messages.carries(now, carried)))) return;
    const { view, state } = readState(now);
    const { request, query } = await understand(state.text, answerContext);
    const message = answerMessage(view, { query, request, state, nonce: cache.newNonce() });
    const isWanted = change && (async () => !(await change.isOvertaken())); // Cancel has withdrawn the change itself
    if (await messages.update(now, message, { isWanted })) cache.mark(now, { view, state });
  });
}

function queryOf(request: Request, { answerContext }: ProgressOptions): Query {
  const query = answerContext.catalogue().find(request.query);
  if (!query) throw new UserError(refusalWords.queryGone(request.query));
  return query;
}
