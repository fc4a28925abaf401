import type { Answer } from '../../answer/answer.ts';
import type { OpenQuestions } from '../../answer/open-question.ts';
import type { TextMemory } from '../../answer/text-memory.ts';
import type { AnswerView, PictureSource } from '../blocks/answer-view.ts';
import type { Message } from '../blocks/message.ts';
import type { AnswerState, MessageRef } from '../blocks/state.ts';
import type { MessageCache } from '../messages/message-cache.ts';
import type { Requester } from '../people/requester.ts';
import type { AnsweringOptions } from './answering.ts';
import type { LastQuestions } from './last-questions.ts';
import type { RunningQueries } from './running.ts';

import { UserError } from '../../error.ts';
import { answerViewOf, nativeViewOf } from '../blocks/answer-view.ts';
import { privateAnswerMessage } from '../blocks/private-answer.ts';
import { keyOf, parseState } from '../blocks/state.ts';
import { gridOf } from '../blocks/table.ts';
import { openPublishing } from '../messages/answer-pictures.ts';
import { isRefusedContent } from '../messages/error-message.ts';
import { runAnswer } from './answering.ts';
import { RESTARTING, STOP_REASONS } from './running.ts';
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
};

/** Where a private answer goes: a new message, or the one that was clicked on. */
export type PrivatePlace = {
  readonly ref?: MessageRef | undefined;
  readonly send: (message: Message) => Promise<void>;
  /** What a reader should know beside the answer's own notes. */
  readonly notes?: readonly string[];
  /** Whether the asker has agreed to what the question costs. */
  readonly isConfirmed?: boolean | undefined;
};

const SHOWN_WHEN_POSTED = 'Slack shows the picture once this is posted.';

/**
 * Answers a question to one person alone. Writes nothing when a later change of the same message has begun. A picture
 * that only a posted message can show is left out; the numbers are shown as a table.
 */
export async function answerPrivately(
  text: string,
  { user, channel }: Pick<Requester, 'user' | 'channel'>,
  { ref, send, notes = [], isConfirmed }: PrivatePlace,
  options: PrivateAnswerOptions,
): Promise<void> {
  const { running, cache, memory, pictures } = options;
  const run = running.begin(text);
  if (ref) run.take(keyOf(ref));
  const again = `${text} just me`;
  const tracked = trackQuestion({ user, channel, text: again }, options);
  try {
    const answered = await runAnswer(run, { person: user, channel, isConfirmed }, options);
    const source = pictures.isPublic ? await openPublishing(options)(answered) : undefined;
    const { query, request, table } = answered;
    const state: AnswerState = { text: answered.text, asker: user, executionId: table.executionId, isPrivate: true };
    const nonce = cache.newNonce();
    if (run.signal.aborted) return;
    await memory.put(keyFor(nonce), JSON.stringify(state));
    const sendView = (view: AnswerView) => send(privateAnswerMessage(view, { query, request, state, nonce }));
    await sendFirstTaken(viewsOf(answered, source, notes, options), sendView, options);
    await options.lastQuestions.note(answered.text, { channel, ts: ref?.ts ?? nonce }, user);
  } catch (error) {
    if (run.signal.reason === STOP_REASONS.stopping) throw new UserError(RESTARTING, { suggestions: [again] });
    if (!run.signal.aborted) throw error;
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
  const shownLater = answered.picture && !pictures.isPublic ? [SHOWN_WHEN_POSTED] : [];
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

/** Finds the state of a private answer by the nonce of its rendering. */
export async function findPrivateState(memory: TextMemory, nonce: string): Promise<AnswerState | undefined> {
  return parseState(await memory.get(keyFor(nonce)));
}

function keyFor(nonce: string): string {
  return `private/${nonce}`;
}
