import type { Answer } from '../../answer/answer.ts';
import type { AnswerContext } from '../../answer/context.ts';
import type { IntentStore } from '../../answer/intent.ts';
import type { Request } from '../../question/request.ts';
import type { AnswerState, MessageRef } from '../blocks/state.ts';
import type { Change } from '../messages/intents.ts';
import type { MessageState } from '../messages/message-cache.ts';
import type { Channels } from '../people/channels.ts';
import type { Requester } from '../people/requester.ts';
import type { DeliveringOptions } from './delivering.ts';
import type { PrivateAnswerOptions, PrivatePlace } from './private-answers.ts';
import type { RunningQuery } from './running.ts';

import { understand } from '../../answer/understand.ts';
import { formatRequest } from '../../question/request.ts';
import { sentenceMessage } from '../blocks/sentence-message.ts';
import { keyOf } from '../blocks/state.ts';
import { withQuestion } from '../messages/error-message.ts';
import { inPlace, isRef } from '../messages/in-place.ts';
import { findLatestChange } from '../messages/intents.ts';
import { progressWords } from '../words.ts';
import { runAnswer, startAnswer } from './answering.ts';
import { deliverAnswer } from './delivering.ts';
import { openFairLimiter } from './fair-limiter.ts';
import { answerAnew, noteQuestion } from './new-answer.ts';
import { answerPrivately } from './private-answers.ts';
import { cancelPrivately } from './private-progress.ts';
import { restoreMessage, showProgress } from './progress.ts';
import { progressOf } from './recovery.ts';
import { openRunProgress } from './run-progress.ts';
import { STOP_REASONS } from './running.ts';
import { trackQuestion } from './tracked-question.ts';

/** A person and where they ask: a channel's id, or the person's own for a direct message; in a thread also the `ts` of its first message. */
export type Place = { readonly user: string; readonly channel: string; readonly thread?: string | undefined };

/** What an asker has agreed to. */
export type Terms = {
  /** Whether the asker has agreed to what the question costs. */
  readonly isConfirmed?: boolean | undefined;
};

/** A change that has begun. */
export type BegunChange = {
  /** The change as all instances know it. */
  readonly change?: Change | undefined;
  /** How often it was begun, as `OpenQuestion` has it. */
  readonly attempt?: number | undefined;
};

/** Who reads an answer again; `isPrivate` says that a new one is shown to them alone, in a form. */
export type AnswerReader = { readonly user: string; readonly isPrivate?: boolean };

/** What people can do with questions and their answers. */
export type Conversation = {
  /**
   * Answers a question with a new message. With `previous`, the question that it follows, the answer says so. `onWait` tells the
   * asker alone that the question waits, when nothing of it can be seen for long.
   */
  readonly ask: (
    text: string,
    place: Place & Terms & { readonly previous?: string | undefined; readonly onWait?: Requester['reply'] },
  ) => Promise<void>;
  /** Answers a question to one person alone. */
  readonly askPrivately: (
    text: string,
    requester: Pick<Requester, 'user' | 'channel'>,
    place: PrivatePlace,
  ) => Promise<void>;
  /** Stops a private answer, or a change of one, and shows what stood there before. */
  readonly cancelPrivately: (place: Parameters<typeof cancelPrivately>[0]) => Promise<void>;
  /** Replaces an answer by the answer to another request. */
  readonly change: (
    ref: MessageRef,
    current: MessageState,
    next: Request,
    user: string,
    begun?: BegunChange,
  ) => Promise<void>;
  /** Shows a message with another state. */
  readonly show: (ref: MessageRef, current: MessageState) => Promise<void>;
  /** Stops what runs for a message, here or in another process, and restores what it showed before. */
  readonly cancel: (ref: MessageRef, back: AnswerState | undefined, current: MessageState | undefined) => Promise<void>;
  /** Resolves to the answer to a state's question: the one that its message shows if it is remembered, else a new one. */
  readonly answerOf: (ref: MessageRef, state: AnswerState, by: AnswerReader) => Promise<Answer>;
};

/** What a conversation is opened with. */
export type ConversationOptions = PrivateAnswerOptions &
  DeliveringOptions & {
    readonly channels: Channels;
    readonly intents?: IntentStore | undefined;
  };

/**
 * How many first questions are answered at once, as they are many when a company comes to work, and how many may wait. One
 * person's are fewer, so that others do not wait for all that are drawn for them.
 */
const QUESTIONS = { running: { all: 40, person: 8 }, waiting: { all: 10_000, person: 5000 } } as const;

/** Creates the conversation of the bot in all channels. */
export function openConversation(options: ConversationOptions): Conversation {
  const inTurn = openFairLimiter(QUESTIONS);
  return {
    ask: (text, place) => answerAnew(text, place, inTurn, options),
    askPrivately: (text, requester, place) => answerPrivately(text, requester, place, inTurn, options),
    cancelPrivately: (place) => cancelPrivately(place, options),
    change: (ref, current, next, user, begun = {}) => change(ref, current, next, user, begun, options),
    show: (ref, current) => {
      options.cache.mark(ref, current);
      return restoreMessage(ref, () => current, options);
    },
    cancel: (ref, back, current) => cancel(ref, back, current, options),
    answerOf: (ref, state, by) => answerOf(ref, state, by, options),
  };
}

async function change(
  ref: MessageRef,
  current: MessageState,
  next: Request,
  user: string,
  { change: intended, attempt }: BegunChange,
  options: ConversationOptions,
): Promise<void> {
  const run = options.running.begin(formatRequest(next));
  run.take(keyOf(ref));
  const tracked = trackQuestion({ user, ...ref, text: run.text, attempt }, options);
  let carried: string | undefined;
  let isAnswered = false;
  try {
    const progress = openRunProgress();
    const pending = startAnswer(run, { person: user, channel: ref.channel, ...progress.heard }, options);
    if (!(await pending.isQuick()))
      carried = await showProgress(ref, current, next, { run, pending, progress }, options, intended);
    const delivery = { run, target: ref, state: current.state, carried, change: intended };
    const delivered = await deliverAnswer(pending, delivery, options);
    isAnswered = delivered !== undefined;
    if (delivered) await noteQuestion(pending, delivered, user, options);
    else await restoreAfter(run, ref, current, { carried, change: intended }, options);
  } catch (error) {
    await restoreAfter(run, ref, current, { carried, change: intended, error }, options);
    if (run.signal.reason !== STOP_REASONS.stopping) await intended?.withdraw();
    if (!run.signal.aborted) throw withQuestion(error, run.text);
  } finally {
    run.end();
    const isStopping = run.signal.reason === STOP_REASONS.stopping;
    await (isStopping && !isAnswered ? tracked.leave() : tracked.end());
    if (intended && !isStopping)
      await followOther(ref, current, user, intended, options).catch((error) => {
        options.log.warn({ error }, 'what another instance showed could not be shown again');
      });
  }
}

/**
 * Shows what was intended last when that came from another instance and a late write of this one stands over it. A write
 * that Slack had put off can come after the answer to a click that was made later.
 */
async function followOther(
  ref: MessageRef,
  current: MessageState,
  user: string,
  ended: Change,
  options: ConversationOptions,
): Promise<void> {
  const { intents, running, messages, cache, answerContext } = options;
  const isRunning = () => running.find(keyOf(cache.locate(ref))) !== undefined;
  if (!intents || isRunning() || (await ended.isLatest())) return;
  const latest = await findLatestChange(cache.placeOf(ref), intents);
  const message = latest && (await inPlace(ref, options, (now) => messages.find(isRef(now) ? now : ref)));
  if (!message || !cache.isOwn(message) || isRunning()) return;
  const { request } = await understand(latest.text, answerContext);
  const run = running.begin(formatRequest(request));
  const at = cache.locate(ref);
  run.take(keyOf(at));
  try {
    const pending = startAnswer(run, { person: user, channel: ref.channel }, options);
    const { state } = cache.read(at) ?? current;
    await deliverAnswer(pending, { run, target: at, state, carried: undefined, change: latest.change }, options);
  } finally {
    run.end(); // what stood there is not restored: the change is another instance's to end
  }
}

/** Shows what stood there before a run that ended without an answer, unless something newer has taken its place. */
async function restoreAfter(
  { signal }: RunningQuery,
  ref: MessageRef,
  current: MessageState,
  { error, ...standing }: { carried: string | undefined; change: Change | undefined; error?: unknown },
  options: ConversationOptions,
): Promise<void> {
  const isOurs = signal.aborted ? signal.reason !== STOP_REASONS.newer : error !== undefined;
  if (!isOurs) return;
  // on stopping, another instance may have shown the very change already
  if (signal.reason === STOP_REASONS.stopping && !(await isBeingWorkedOn(ref, options))) return;
  const readCurrent = (now: MessageRef) => options.cache.read(now) ?? current;
  await restoreMessage(ref, readCurrent, options, standing).catch((failure) => {
    options.log.warn({ error: failure }, 'an answer could not be shown again');
  });
}

/** Whether a message says in Slack that it is being worked on; true when Slack does not tell. */
async function isBeingWorkedOn(ref: MessageRef, options: ConversationOptions): Promise<boolean> {
  try {
    const message = await inPlace(ref, options, (now) => options.messages.find(isRef(now) ? now : ref));
    return message !== undefined && progressOf(message) !== undefined;
  } catch {
    return true; // restoring what stood there then says what was known last
  }
}

async function cancel(
  ref: MessageRef,
  back: AnswerState | undefined,
  current: MessageState | undefined,
  options: ConversationOptions,
): Promise<void> {
  const { running, messages, cache } = options;
  await options.intents?.withdraw(cache.placeOf(ref));
  if (running.cancel(keyOf(ref))) return; // the run that was stopped says so itself
  if (current && back) return restoreMessage(ref, () => ({ view: current.view, state: back }), options);
  const asked = back ? [back.text] : [];
  await messages.update(ref, sentenceMessage(progressWords.cancelled, { ask: asked, nonce: cache.newNonce() }));
}

async function answerOf(
  ref: MessageRef,
  state: AnswerState,
  { user, isPrivate }: AnswerReader,
  options: ConversationOptions,
): Promise<Answer> {
  const remembered = options.cache.answerAt(ref);
  if (remembered?.text === state.text && (await isOwn(remembered, options.answerContext))) return remembered;
  const run = options.running.begin(state.text);
  try {
    return await runAnswer(run, { person: user, channel: ref.channel, isPrivate }, options);
  } finally {
    run.end();
  }
}

/** Whether a remembered answer is what its text means to whoever asks: it may have been worked out for somebody who may see more. */
async function isOwn({ text, query }: Answer, context: AnswerContext): Promise<boolean> {
  const own = await understand(text, context);
  return own.query === query && formatRequest(own.request) === text;
}
