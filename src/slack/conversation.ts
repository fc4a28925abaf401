import type { Answer } from '../answer/answer.ts';
import type { Query } from '../catalogue/query.ts';
import type { Digest } from '../digests/digest.ts';
import type { Request } from '../question/request.ts';
import type { Attempt, AttemptOptions } from './answering.ts';
import type { Spot, State } from './blocks/state.ts';
import type { Board, Card } from './message-cache.ts';
import type { Rendering, Target, Turn } from './messages.ts';
import type { Job, Runs } from './running.ts';

import { understand } from '../answer/answer.ts';
import { UserError } from '../error.ts';
import { formatRequest } from '../question/request.ts';
import { begin, beginAnswer, MENU_PATIENCE } from './answering.ts';
import { answerMessage, sentenceCase, sentenceMessage, workingMessage } from './blocks/answer.ts';
import { isTable, shownOf } from './blocks/answer-view.ts';
import { readMenus } from './filter-values.ts';
import { keyOf } from './message-cache.ts';
import { STOPS } from './running.ts';
import { openTurns } from './serial.ts';

/** Questions in, messages out: what happens between a click and the answer in the channel. */
export type Desk = {
  /** Answers a question with a new message in a channel. */
  readonly ask: (text: string, asker: { readonly user: string; readonly channel: string }) => Promise<void>;
  /** Answers another request in the place of the answer at `spot`. */
  readonly change: (spot: Spot, card: Card, next: Request, user: string) => Promise<void>;
  /** Stops what runs for a message, here or in another process, and shows again what stood there. */
  readonly cancel: (spot: Spot, back: State | undefined, card: Card | undefined) => Promise<void>;
  /** Posts a digest's answer; the message bears the run's id. */
  readonly post: (digest: Digest, runId: string, signal?: AbortSignal) => Promise<Spot>;
  /** The answer to a state's question: the one that its message shows if it is remembered, or else a new one. */
  readonly answerOf: (spot: Spot, state: State, user: string) => Promise<Answer>;
};

export type DeskOptions = AttemptOptions & { readonly runs: Runs; readonly board: Board };

export function openDesk(options: DeskOptions): Desk {
  const { world, courier, runs, board, log } = options;
  const turns = openTurns();

  /**
   * Shows an answer where `target` says, unless its job was stopped, or `carried`, the last rendering that the job knows
   * of there, has made room for another one.
   */
  const finish = async (
    started: Attempt,
    { job, target, state, carried }: { job: Job; target: Target; state: Omit<State, 'text'>; carried?: string },
  ): Promise<Spot | undefined> => {
    const answered = await started.answering;
    const menus = await started.menus;
    const { query, request, text } = answered;
    const fullState: State = { ...state, text, executionId: answered.table.executionId };
    let last = carried;
    let shown = shownOf(answered, undefined);
    const rendering: Rendering = (source, note) => {
      last = board.newNonce();
      shown = shownOf(
        answered,
        source,
        note ? [note] : answered.pictureFailure && !isTable(answered) ? [NOT_DRAWN] : [],
      );
      return answerMessage(shown, { query, request, menus, state: fullState, nonce: last });
    };
    const turn: Turn = (at, write) =>
      inTurn(at, async (now) => {
        if (job.signal.aborted) return undefined;
        if (isSpot(now) && last !== undefined && !(await courier.carries(now, last))) return undefined;
        const spot = await write(now);
        board.put(spot, { shown, state: fullState }, answered);
        if (isSpot(now)) move(now, spot);
        return spot;
      });
    return courier.deliver(
      target,
      rendering,
      isTable(answered) ? undefined : answered.picture && started.picture,
      turn,
    );
  };

  /** One write after the other in a channel, each where its message stands by then; new messages need not wait. */
  const inTurn = <T>(at: Target, write: (now: Target) => Promise<T>): Promise<T> =>
    isSpot(at) ? turns(at.channel, () => write(board.locate(at))) : write(at);

  const move = (from: Spot, to: Spot): void => {
    board.move(from, to);
    runs.move(keyOf(from), keyOf(to));
  };

  const ask: Desk['ask'] = async (text, { user, channel }) => {
    const job = runs.begin(text);
    let spot: Spot | undefined;
    try {
      const started = begin(job, user, options);
      const nonce = board.newNonce();
      if (!(await started.isQuick())) {
        spot = await courier.post(channel, workingMessage(text, user, nonce));
        job.take(keyOf(spot));
      }
      const target = spot ?? { channel };
      const stands = await finish(started, { job, target, state: { asker: user }, carried: nonce });
      if (!stands) await explain(job, spot);
    } catch (error) {
      if (job.signal.aborted) return await explain(job, spot);
      if (spot) await courier.remove(spot);
      throw error;
    } finally {
      job.end();
    }
  };

  /** Says why no answer to a first question comes, unless another process has said so. */
  const explain = async ({ signal, text }: Job, spot: Spot | undefined): Promise<void> => {
    if (signal.reason === STOPS.stopping && !spot) throw new UserError(RESTARTING, { suggestions: [text] });
    const sentence = { [STOPS.cancelled]: CANCELLED, [STOPS.stopping]: sentenceCase(RESTARTING) }[
      String(signal.reason)
    ];
    if (!spot || !sentence) return;
    await courier.update(spot, sentenceMessage(sentence, { ask: [text], nonce: board.newNonce() }));
  };

  const change: Desk['change'] = async (spot, card, next, user) => {
    const job = runs.begin(formatRequest(next));
    job.take(keyOf(spot));
    let carried: string | undefined;
    try {
      const started = begin(job, user, options);
      if (!(await started.isQuick())) carried = await showProgress(spot, card, next, job);
      const stands = await finish(started, { job, target: spot, state: card.state, carried });
      if (!stands) await restoreAfter(job, spot, card, { carried });
    } catch (error) {
      await restoreAfter(job, spot, card, { carried, error });
      if (!job.signal.aborted) throw error;
    } finally {
      job.end();
    }
  };

  /** Shows the answer that stands there with the filters to come; returns the rendering. */
  const showProgress = (spot: Spot, card: Card, next: Request, job: Job): Promise<string | undefined> =>
    inTurn(spot, async (now) => {
      if (job.signal.aborted || !isSpot(now)) return undefined;
      const { shown, state } = board.read(now) ?? card;
      const query = queryOf(next);
      const nonce = board.newNonce();
      const message = answerMessage(shown, {
        query,
        request: next,
        menus: await readMenus(world, query, 0),
        state: { ...state, text: job.text },
        nonce,
        progress: { text: 'Updating …', back: state },
      });
      await courier.update(now, message);
      return nonce;
    });

  /** Shows what stood there before a job that ended without an answer, unless something newer has taken its place. */
  const restoreAfter = async (
    { signal }: Job,
    spot: Spot,
    card: Card,
    { carried, error }: { carried: string | undefined; error?: unknown },
  ): Promise<void> => {
    const isOurs = signal.aborted ? signal.reason !== STOPS.newer : error !== undefined;
    if (!isOurs) return;
    await restore(spot, (now) => board.read(now) ?? card, carried).catch((failure) => {
      log.warn({ err: failure }, 'an answer could not be shown again');
    });
  };

  /** Shows a card again; with `carried`, only where that rendering still stands. */
  const restore = (spot: Spot, readCard: (now: Spot) => Card, carried?: string): Promise<void> =>
    inTurn(spot, async (now) => {
      if (!isSpot(now) || (carried !== undefined && !(await courier.carries(now, carried)))) return;
      const { shown, state } = readCard(now);
      const { request, query } = await understand(state.text, world);
      const menus = await readMenus(world, query, MENU_PATIENCE);
      await courier.update(now, answerMessage(shown, { query, request, menus, state, nonce: board.newNonce() }));
    });

  const cancel: Desk['cancel'] = async (spot, back, card) => {
    if (runs.cancel(keyOf(spot))) return; // what runs says so itself
    if (card && back) return restore(spot, () => ({ shown: card.shown, state: back }));
    await courier.update(spot, sentenceMessage(CANCELLED, { ask: back ? [back.text] : [], nonce: board.newNonce() }));
  };

  const post: Desk['post'] = async ({ name, question, channel }, runId, signal) => {
    const job = runs.begin(question, signal);
    try {
      const started = begin(job, `digest ${name}`, options);
      const spot = await finish(started, { job, target: { channel }, state: { runId } });
      if (!spot) throw new Error(`the digest ${name} was stopped before it was posted`);
      return spot;
    } finally {
      job.end();
    }
  };

  const answerOf: Desk['answerOf'] = async (spot, state, user) => {
    const remembered = board.answerAt(spot);
    if (remembered?.text === state.text) return remembered;
    const job = runs.begin(state.text);
    try {
      return await beginAnswer(job, user, options);
    } finally {
      job.end();
    }
  };

  const queryOf = (request: Request): Query => {
    const query = world.catalogue().find(request.query);
    if (!query) throw new UserError(`there is no query ${request.query} any more: type help to see what can be asked`);
    return query;
  };

  return { ask, change, cancel, post, answerOf };
}

const CANCELLED = 'Cancelled.';

const RESTARTING = 'stopped, as Owlpost is restarting: ask again in a moment';

const NOT_DRAWN = 'The picture could not be drawn. More → Show as table has every number.';

function isSpot(target: Target): target is Spot {
  return target.ts !== undefined;
}
