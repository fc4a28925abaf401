import type { Query } from '../../catalogue/query.ts';
import type { Request } from '../../question/request.ts';
import type { MessageRef } from '../blocks/state.ts';
import type { Change } from '../messages/intents.ts';
import type { MessageState } from '../messages/message-cache.ts';
import type { AnsweringOptions } from './answering.ts';
import type { DeliveringOptions } from './delivering.ts';
import type { RunningQuery } from './running.ts';

import { understand } from '../../answer/understand.ts';
import { UserError } from '../../error.ts';
import { answerMessage } from '../blocks/answer.ts';
import { usualWords } from '../blocks/working-message.ts';
import { inPlace, isRef } from '../messages/in-place.ts';
import { isFixed } from '../messages/messages.ts';

type ProgressOptions = Pick<AnsweringOptions, 'answerContext'> & DeliveringOptions;

/**
 * Shows on an answer's message that the next one is being computed, with the new filters and a Cancel button.
 * Resolves to the rendering's nonce, or to undefined when it was not shown, because Slack's rate limit left it out or
 * the run was stopped.
 */
export function showProgress(
  ref: MessageRef,
  current: MessageState,
  next: Request,
  run: RunningQuery,
  options: ProgressOptions,
  change?: Change,
): Promise<string | undefined> {
  const { cache, messages } = options;
  return inPlace(ref, options, async (now) => {
    if (run.signal.aborted || !isRef(now)) return undefined;
    const { view, state } = cache.read(now) ?? current;
    const query = queryOf(next, options);
    const nonce = cache.newNonce();
    const message = answerMessage(view, {
      query,
      request: next,
      state: { ...state, text: run.text },
      nonce,
      progress: { text: `Updating …${usualWords(options.running.usualMs(query.name))}`, back: state },
    });
    const update = { isProgress: true, isWanted: change?.isLatest };
    const isShown = await messages.update(now, message, update).catch((error) => {
      if (isFixed(error)) return false; // its answer is posted anew
      throw error;
    });
    return isShown ? nonce : undefined;
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
    if (await messages.update(now, message, { isWanted: change?.isLatest })) cache.mark(now, { view, state });
  });
}

function queryOf(request: Request, { answerContext }: ProgressOptions): Query {
  const query = answerContext.catalogue().find(request.query);
  if (!query) throw new UserError(`there is no query ${request.query} any more: type help to see what can be asked`);
  return query;
}
