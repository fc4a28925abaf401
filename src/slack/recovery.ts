import type { Logger } from 'pino';

import type { AnswerContext } from '../answer/context.ts';
import type { IntentStore } from '../answer/intent.ts';
import type { OpenQuestion, OpenQuestions } from '../answer/open-question.ts';
import type { Askers } from './askers.ts';
import type { WireMessage } from './blocks/answer-view.ts';
import type { MessageRef } from './blocks/state.ts';
import type { SlackClients } from './clients.ts';
import type { DeliveringOptions } from './delivering.ts';

import { controlsOf, sentenceMessage } from './blocks/answer.ts';
import { ACTIONS } from './blocks/filter-ids.ts';
import { parseState } from './blocks/state.ts';
import { findLatestChange } from './intents.ts';
import { restoreMessage } from './progress.ts';
import { replyEphemeral } from './requester.ts';

/** A question that is being answered, kept beyond this process. A failure of the store is only logged. */
export type TrackedQuestion = {
  readonly place: (ref: MessageRef) => void;
  readonly end: () => void;
};

/** Keeps a question beyond this process until `end` is called. */
export function trackQuestion(
  question: OpenQuestion,
  { questions, log }: { questions?: OpenQuestions | undefined; log: Logger },
): TrackedQuestion {
  if (!questions) return { place: () => {}, end: () => {} };
  let last: Promise<string | undefined> = questions.begin(question).catch((error) => {
    log.warn({ error }, 'a question could not be stored');
    return undefined;
  });
  const then = (work: (id: string) => Promise<void>): void => {
    last = last.then(async (id) => {
      if (id !== undefined) await work(id).catch((error) => log.warn({ error }, 'a question could not be stored'));
      return id;
    });
  };
  return {
    place: ({ ts }) => then((id) => questions.place(id, ts)),
    end: () => then((id) => questions.end(id)),
  };
}

/** What recovery works with. */
export type RecoveryOptions = DeliveringOptions & {
  readonly answerContext: AnswerContext;
  readonly clients: Pick<SlackClients, 'interactive'>;
  readonly questions?: OpenQuestions | undefined;
  readonly intents?: IntentStore | undefined;
  readonly asking: Askers['asking'];
};

/** How often a process says that it lives, and looks for questions of others that do not, in milliseconds. */
const LOOK_MS = 20_000;

const LOST = 'Owlpost was restarted before the answer was there. Ask again with a click.';

/** Tells the askers of questions that were lost with a process, at once and every 20 s. Returns what stops it. */
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

/** Puts a sentence with a button, or what stood there before, where a message still says that it is being worked on. */
async function recover(question: OpenQuestion, options: RecoveryOptions): Promise<void> {
  const { clients, messages, cache, intents } = options;
  const { user, channel, thread, ts, text } = question;
  const sentence = sentenceMessage(LOST, { ask: [text], nonce: cache.newNonce() });
  if (ts === undefined) return replyEphemeral(clients, { user, channel, thread })(sentence);
  const ref = { channel, ts, ...(thread && { thread }) };
  const latest = intents && (await findLatestChange(ref, intents));
  if (latest?.text === text) await latest.change.withdraw(); // the next click starts from what stands there
  const message = await messages.find(ref);
  const back = message && progressOf(message);
  if (!back) return; // it was answered, or deleted, after all
  const current = cache.read(ref, message);
  if (!current) return void (await messages.update(ref, sentence));
  await restoreMessage(ref, () => ({ view: current.view, state: back }), options);
  await replyEphemeral(clients, { user, channel, thread })(sentence);
}

/** Reads, from the Cancel button of a message, the state to return to; undefined when nothing is in progress. */
export function progressOf({ blocks = [] }: WireMessage) {
  const cancel = blocks
    .flatMap(controlsOf)
    .find((element) => element.type === 'button' && element.action_id === ACTIONS.cancel);
  return cancel?.type === 'button' ? parseState(cancel.value) : undefined;
}
