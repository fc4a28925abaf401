import type { AnswerContext } from '../../answer/context.ts';
import type { IntentStore } from '../../answer/intent.ts';
import type { MessageMoves } from '../../answer/message-moves.ts';
import type { OpenQuestion, OpenQuestions } from '../../answer/open-question.ts';
import type { WireMessage } from '../blocks/answer-view.ts';
import type { MessageRef } from '../blocks/state.ts';
import type { SlackClients } from '../connection/clients.ts';
import type { Change } from '../messages/intents.ts';
import type { MessageState } from '../messages/message-cache.ts';
import type { Askers } from '../people/askers.ts';
import type { Workers } from '../workers.ts';
import type { Conversation } from './conversation.ts';
import type { DeliveringOptions } from './delivering.ts';

import { ACTIONS } from '../blocks/filter-ids.ts';
import { controlsOf } from '../blocks/message.ts';
import { sentenceMessage } from '../blocks/sentence-message.ts';
import { parseState } from '../blocks/state.ts';
import { understandShown } from '../listeners/clicked-answer.ts';
import { findLatestChange } from '../messages/intents.ts';
import { followMoves } from '../messages/moved-messages.ts';
import { replyEphemeral } from '../people/requester.ts';
import { progressWords } from '../words.ts';
import { restoreMessage } from './progress.ts';

/** What recovery works with. */
export type RecoveryOptions = DeliveringOptions & {
  readonly answerContext: AnswerContext;
  readonly clients: Pick<SlackClients, 'interactive'>;
  readonly questions?: OpenQuestions | undefined;
  readonly intents?: IntentStore | undefined;
  readonly moves?: MessageMoves | undefined;
  readonly conversation: Pick<Conversation, 'change'>;
  readonly asking: Askers['asking'];
  /** Runs work, and tells its asker when it fails. */
  readonly serve: Workers['serve'];
};

/** How often a process says that it lives, and looks for questions of others that do not, in milliseconds. */
const LOOK_MS = 20_000;

/** How often a click is begun in all: what ends the process each time must not do so for ever. */
const ATTEMPTS = 2;

/** Answers or tells the askers of questions that were lost with a process, at once and every 20 s. Returns what stops it. */
export function openRecovery(options: RecoveryOptions): () => void {
  const { questions, log } = options;
  if (!questions) return () => {};
  const look = async (): Promise<void> => {
    try {
      await questions.renew();
      for (const question of await questions.takeAbandoned()) {
        await options
          .asking(question, () => recover(question, options))
          .catch((error) => log.warn({ error }, 'a lost question could not be told'));
      }
    } catch (error) {
      log.warn({ error }, 'lost questions could not be looked for');
    }
  };
  void look();
  const timer = setInterval(() => void look(), LOOK_MS);
  return () => clearInterval(timer);
}

/**
 * Answers again a click that nobody has overtaken, once. Otherwise puts a sentence with a button, or what stood there
 * before, where a message still says that it is being worked on.
 */
async function recover(question: OpenQuestion, options: RecoveryOptions): Promise<void> {
  const { clients, messages, cache, intents } = options;
  const { user, channel, thread, ts, text, attempt = 1 } = question;
  const sentence = sentenceMessage(progressWords.restarted, { ask: [text], nonce: cache.newNonce() });
  const reply = replyEphemeral(clients, { user, channel, thread });
  if (ts === undefined) return reply(sentence);
  const asked = { channel, ts, ...(thread && { thread }) };
  await followMoves(asked, options);
  const ref = cache.locate(asked);
  const latest = intents && (await findLatestChange(cache.placeOf(ref), intents));
  if (latest && latest.text !== text) return; // a later click took its place, and is answered with it
  const change = latest?.change;
  const message = await messages.find(ref);
  if (!message) return; // it was deleted
  const back = progressOf(message);
  const current = cache.read(ref, message);
  if (!current) return back && void (await messages.update(ref, sentence));
  const before = { view: current.view, state: back ?? current.state };
  cache.mark(ref, before); // not what the message says is to come
  if (change && attempt < ATTEMPTS) return answerAgain(question, { ref, before, change }, options);
  await change?.withdraw(); // the next click starts from what stands there
  if (!change && !back) return; // it was answered after all
  if (back) await restoreMessage(ref, () => before, options);
  await reply(sentence);
}

/** Answers a click anew in the place of the answer that stood `before`. */
async function answerAgain(
  { user, channel, thread, text, attempt = 1 }: OpenQuestion,
  { ref, before, change }: { readonly ref: MessageRef; readonly before: MessageState; readonly change: Change },
  { clients, conversation, answerContext, serve }: RecoveryOptions,
): Promise<void> {
  const place = { user, channel, thread };
  const task = async () => {
    const { request } = await understandShown(text, answerContext);
    await conversation.change(ref, before, request, user, { change, attempt: attempt + 1 });
  };
  serve({ requester: { ...place, reply: replyEphemeral(clients, place) }, question: text, task });
}

/** Reads, from the Cancel button of a message, the state to return to; undefined when nothing is in progress. */
export function progressOf({ blocks = [] }: WireMessage) {
  const cancel = blocks
    .flatMap(controlsOf)
    .find((element) => element.type === 'button' && element.action_id === ACTIONS.cancel);
  return cancel?.type === 'button' ? parseState(cancel.value) : undefined;
}
