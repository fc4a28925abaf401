import type { AnswerContext } from '../../answer/context.ts';
import type { MessageRef } from '../blocks/state.ts';
import type { PendingAnswer } from './answering.ts';
import type { Conversation, ConversationOptions, Place } from './conversation.ts';
import type { FairLimiter } from './fair-limiter.ts';
import type { ShownRun } from './progress.ts';
import type { RunningQuery } from './running.ts';
import type { TrackedQuestion } from './tracked-question.ts';

import { questionWords, wordsOfText } from '../../answer/question-words.ts';
import { understandOrNothing } from '../../answer/understand.ts';
import { UserError } from '../../error.ts';
import { formatRequest } from '../../question/request.ts';
import { sentenceCase, sentenceMessage } from '../blocks/sentence-message.ts';
import { keyOf } from '../blocks/state.ts';
import { workingMessage } from '../blocks/working-message.ts';
import { isTemporary } from '../digests/digest-refusals.ts';
import { isRefusedContent } from '../messages/error-message.ts';
import { awaitRoom } from '../messages/update-room.ts';
import { answerWords, progressWords } from '../words.ts';
import { startAnswer } from './answering.ts';
import { deliverAnswer } from './delivering.ts';
import { keepShowing, writeProgress } from './progress.ts';
import { openRunProgress } from './run-progress.ts';
import { STOP_REASONS } from './running.ts';
import { trackQuestion } from './tracked-question.ts';
import { startWaitNotice } from './wait-notice.ts';

/**
 * Answers a question with a new message, when it is the asker's turn. Until it is answered, the question is kept
 * beyond this process. Rejects with what the asker should be told.
 */
export async function answerAnew(
  text: string,
  place: Parameters<Conversation['ask']>[1],
  inTurn: FairLimiter,
  options: ConversationOptions,
): Promise<void> {
  const { user, channel, thread } = place;
  const run = options.running.begin(text);
  const tracked = trackQuestion({ user, channel, thread, text }, options);
  const onSeen = place.onWait ? startWaitNotice(text, place.onWait, options) : async () => {};
  try {
    await inTurn(user, () => answerNow({ run, tracked, onSeen }, place, options));
  } finally {
    await onSeen();
    run.end();
    await tracked.end();
  }
}

/** A question that is answered; `onSeen` is called when its asker is about to see that, and resolves when they may. */
type BegunQuestion = {
  readonly run: RunningQuery;
  readonly tracked: TrackedQuestion;
  readonly onSeen: () => Promise<void>;
};

async function answerNow(
  { run, tracked, onSeen }: BegunQuestion,
  { user, channel, thread, previous, isConfirmed }: Parameters<Conversation['ask']>[1],
  options: ConversationOptions,
): Promise<void> {
  const { messages, cache, channels } = options;
  const { text } = run;
  let ref: MessageRef | undefined;
  let isNoted = false;
  try {
    const mayRun = channels.checkWritable(channel);
    mayRun.catch(() => undefined); // the answer rejects with it
    const progress = openRunProgress();
    const pending = startAnswer(run, { person: user, channel, isConfirmed, ...progress.heard }, options, mayRun);
    const nonce = cache.newNonce();
    if (!(await pending.isQuick()) && (await awaitRoom(pending, options))) {
      await mayRun;
      await onSeen(); // before it is posted: a notice that comes meanwhile would stand below it
      const working = await postWorking({ run, pending, progress }, { user, channel, thread }, nonce, options);
      if (working) {
        ({ ref, isNoted } = working);
        tracked.setMessage(ref);
      }
    }
    const target = ref ?? { channel, thread };
    const carried = ref && nonce;
    const notes = previous ? [await followsWords(previous, text, await options.contextFor({ user, channel }))] : [];
    const delivery = { run, target, state: { asker: user }, carried, notes };
    await onSeen();
    const delivered = await deliverAnswer(pending, delivery, options);
    if (delivered) await noteAnswered(pending, delivered, { user, notedAt: isNoted ? ref : undefined }, options);
    else await explainStop(run, ref, options);
  } catch (error) {
    if (run.signal.aborted) return await explainStop(run, ref, options);
    if (ref) await messages.remove(ref);
    throw error;
  }
}

/**
 * Posts that a question is worked on, binds its run to the message, and says there from time to time how far it is. A
 * question that is understood is stored for follow-ups at once, as people do not wait for the answer with them. Undefined
 * where Slack does not take the message for now, so that the answer alone is posted.
 */
async function postWorking(
  shown: ShownRun,
  { user, channel, thread }: Place,
  nonce: string,
  options: ConversationOptions,
): Promise<{ readonly ref: MessageRef; readonly isNoted: boolean } | undefined> {
  const { run, progress } = shown;
  const { text } = run;
  const context = await options.contextFor({ user, channel });
  const understood = await understandOrNothing(text, context);
  const words = understood ? questionWords(understood.query, understood.request, context.look?.locale) : text;
  const usualMs = () => understood && options.running.usualMs(understood.query.name);
  const toldWords = () => progress.words(usualMs(), context.look?.locale);
  const working = (told: string) => workingMessage({ text, asker: user, words }, { nonce, progress: told });
  const first = toldWords();
  const ref = await options.messages.post(channel, working(first), { thread }).catch((error: unknown) => {
    if (!isRefusedContent(error) && !isTemporary(error)) throw error;
    options.log.warn({ error }, 'cannot show that a question is worked on');
    return undefined;
  });
  if (!ref) return undefined;
  run.take(keyOf(ref));
  if (understood) await options.lastQuestions.note(formatRequest(understood.request), ref, user);
  const write = (told: string) => writeProgress(ref, shown, () => working(told), options);
  keepShowing(first, { shown, words: toldWords, write }, options);
  return { ref, isNoted: understood !== undefined };
}

/** Writes in words from which question a follow-up led to which. */
export async function followsWords(previous: string, text: string, answerContext: AnswerContext): Promise<string> {
  const [before, now] = await Promise.all([previous, text].map((each) => wordsOfText(each, answerContext)));
  return answerWords.follows(before!, now!);
}

/**
 * Stores which question a new message answers. One that was stored when it began is not stored again, as another one may have
 * been asked since, unless its message was posted anew.
 */
async function noteAnswered(
  pending: PendingAnswer,
  ref: MessageRef,
  { user, notedAt }: { readonly user: string; readonly notedAt: MessageRef | undefined },
  options: ConversationOptions,
): Promise<void> {
  if (!notedAt) return noteQuestion(pending, ref, user, options);
  const isSamePlace = ref.thread !== undefined || keyOf(ref) === keyOf(notedAt);
  const { query, table, text } = await pending.answering;
  if (!table.reused) options.running.took(query.name, table.elapsedMs);
  if (!isSamePlace) await options.lastQuestions.note(text, ref, undefined);
}

/** Stores which question a message answers, for follow-ups, and how long it took. */
export async function noteQuestion(
  { answering }: PendingAnswer,
  ref: MessageRef,
  user: string,
  { lastQuestions, running }: ConversationOptions,
): Promise<void> {
  const { query, table } = await answering;
  if (!table.reused) running.took(query.name, table.elapsedMs);
  await lastQuestions.note((await answering).text, ref, user);
}

/** Says why no answer to a first question comes, unless another process has said so. */
async function explainStop(
  { signal, text }: RunningQuery,
  ref: MessageRef | undefined,
  { messages, cache }: ConversationOptions,
): Promise<void> {
  const { reason } = signal;
  if (reason === STOP_REASONS.stopping && !ref) throw new UserError(progressWords.restarting, { suggestions: [text] });
  if (!ref || (reason !== STOP_REASONS.stopping && reason !== STOP_REASONS.cancelled)) return;
  const sentence = reason === STOP_REASONS.cancelled ? progressWords.cancelled : sentenceCase(progressWords.restarting);
  await messages.update(ref, sentenceMessage(sentence, { ask: [text], nonce: cache.newNonce() }));
}
