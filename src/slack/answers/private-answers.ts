import type { Answer } from '../../answer/answer.ts';
import type { OpenQuestions } from '../../answer/open-question.ts';
import type { TextMemory } from '../../answer/text-memory.ts';
import type { AnswerView, PictureSource } from '../blocks/answer-view.ts';
import type { Message } from '../blocks/message.ts';
import type { AnswerState, MessageRef } from '../blocks/state.ts';
import type { KeyedQueue } from '../keyed-queue.ts';
import type { MessageCache, MessageState } from '../messages/message-cache.ts';
import type { Requester } from '../people/requester.ts';
import type { AnsweringOptions } from './answering.ts';
import type { FairLimiter } from './fair-limiter.ts';
import type { LastQuestions } from './last-questions.ts';
import type { RunningQueries } from './running.ts';

import { offering, UserError } from '../../error.ts';
import { answerViewOf, nativeViewOf } from '../blocks/answer-view.ts';
import { keyOf } from '../blocks/state.ts';
import { gridOf } from '../blocks/table.ts';
import { formatJustMe } from '../listeners/chat-commands.ts';
import { openPublishing } from '../messages/answer-pictures.ts';
import { isRefusedContent } from '../messages/error-message.ts';
import { missingWords, progressWords } from '../words.ts';
import { runAnswer } from './answering.ts';
import { followPrivately, restorePrivately } from './private-progress.ts';
import { privateKey, writePrivately } from './private-rendering.ts';
import { openRunProgress } from './run-progress.ts';
import { STOP_REASONS } from './running.ts';
import { trackQuestion } from './tracked-question.ts';

/** What private answers are computed with. */
export type PrivateAnswerOptions = AnsweringOptions & {
  readonly cache: MessageCache;
  readonly running: RunningQueries;
  readonly lastQuestions: LastQuestions;
  /** Keeps questions beyond the process until they are answered. */
  readonly questions?: OpenQuestions | undefined;
  /** Stores the questions of private answers, as Slack does not send the message with a click on one. */
  readonly memory: TextMemory;
  /** Runs the writes to one place in the order in which they were asked for. */
  readonly queue: KeyedQueue;
};

/** Where a private answer goes: a new message, or the one that was clicked on. */
export type PrivatePlace = {
  readonly ref?: MessageRef | undefined;
  /** What the clicked message shows, as far as it is known. */
  readonly current?: MessageState | undefined;
  /** Sends a new message, or puts another one in the place of the clicked one. */
  readonly send: (message: Message) => Promise<void>;
  /** What a reader should know beside the answer's own notes. */
  readonly notes?: readonly string[];
  /** Whether the asker has agreed to what the question costs. */
  readonly isConfirmed?: boolean | undefined;
};

/**
 * Answers a question to one person alone, when it is their turn. Writes nothing when a later change of the same message has begun. A picture
 * that only a posted message can show is left out; Slack draws the chart, or the numbers are shown as a table.
 */
export async function answerPrivately(
  text: string,
  { user, channel }: Pick<Requester, 'user' | 'channel'>,
  place: PrivatePlace,
  inTurn: FairLimiter,
  options: PrivateAnswerOptions,
): Promise<void> {
  const { ref, notes = [], isConfirmed } = place;
  const { running, cache, pictures } = options;
  const run = running.begin(text);
  const nonce = cache.newNonce();
  run.take(ref ? keyOf(ref) : privateKey(nonce));
  const again = formatJustMe(text);
  const tracked = trackQuestion({ user, channel, text: again }, options);
  const progress = openRunProgress();
  const asked = { person: user, channel, isConfirmed, isPrivate: true, ...progress.heard };
  const answering = inTurn(user, () => runAnswer(run, asked, options));
  const following = followPrivately({ run, answering, progress }, { ...place, channel, asker: user, nonce }, options);
  try {
    const answered = await answering;
    const source = pictures.isPublic ? await openPublishing(options)(answered) : undefined;
    const { query, request, table } = answered;
    const state: AnswerState = { text: answered.text, asker: user, executionId: table.executionId, isPrivate: true };
    await following;
    let at = nonce;
    const sendView = async (view: AnswerView) => {
      at = await writePrivately({ view, query, request, state }, { ...place, channel, run }, options);
    };
    await sendFirstTaken(viewsOf(answered, source, notes, options), sendView, options);
    if (run.signal.aborted) return;
    await options.lastQuestions.note(answered.text, { channel, ts: ref?.ts ?? at }, user);
    if (!table.reused) running.took(query.name, table.elapsedMs);
  } catch (error) {
    const isShown = await following;
    if (run.signal.reason === STOP_REASONS.stopping)
      throw new UserError(progressWords.restarting, { suggestions: [again] });
    if (run.signal.aborted) return;
    if (isShown && ref) await restorePrivately({ ...place, ref }, options);
    throw offering(error, formatJustMe);
  } finally {
    run.end();
    await tracked.end();
  }
}

/** The views of an answer to try, one after the other: with its picture, or a chart that Slack draws, or the numbers as a table. */
function viewsOf(
  answered: Answer,
  source: PictureSource | undefined,
  notes: readonly string[],
  { cache, pictures }: PrivateAnswerOptions,
): readonly [AnswerView, ...AnswerView[]] {
  if (source) return [answerViewOf(answered, source, notes)];
  const shownLater = answered.picture && !pictures.isPublic ? [missingWords.pictureOncePosted] : [];
  const table = { ...answerViewOf(answered, undefined, [...notes, ...shownLater]), table: gridOf(answered) };
  const native = cache.takesNativeCharts() ? nativeViewOf(answered, [...notes, ...shownLater]) : undefined;
  return native ? [native, table] : [table];
}

/** Sends the first view or, when that fails and there is another one, that: it has no chart that Slack may refuse to draw. */
async function sendFirstTaken(
  [first, second]: readonly [AnswerView, ...AnswerView[]],
  sendView: (view: AnswerView) => Promise<void>,
  { cache, log }: PrivateAnswerOptions,
): Promise<void> {
  try {
    await sendView(first);
  } catch (error) {
    if (!second) throw error;
    log.warn({ error }, 'Slack refused an answer');
    await sendView(second);
    if (isRefusedContent(error)) cache.refuseNativeCharts();
  }
}
