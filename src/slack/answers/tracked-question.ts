import type { Logger } from 'pino';

import type { OpenQuestion, OpenQuestions } from '../../answer/open-question.ts';
import type { MessageRef } from '../blocks/state.ts';

/** A question that is being answered, kept beyond this process. A failure of the store is only logged. */
export type TrackedQuestion = {
  readonly setMessage: (ref: MessageRef) => void;
  /** Deletes the question, once it was answered or refused. */
  readonly end: () => Promise<void>;
  /** Leaves the question to the next process. */
  readonly leave: () => Promise<void>;
};

/** Keeps a question beyond this process until `end` is called. */
export function trackQuestion(
  question: OpenQuestion,
  { questions, log }: { questions?: OpenQuestions | undefined; log: Logger },
): TrackedQuestion {
  if (!questions) return { setMessage: () => {}, end: async () => {}, leave: async () => {} };
  let last: Promise<string | undefined> = questions.begin(question).catch((error) => {
    log.warn({ error }, 'a question could not be stored');
    return undefined;
  });
  const then = async (work: (id: string) => Promise<void>): Promise<void> => {
    last = last.then(async (id) => {
      if (id !== undefined) await work(id).catch((error) => log.warn({ error }, 'a question could not be stored'));
      return id;
    });
    await last;
  };
  return {
    setMessage: ({ ts }) => void then((id) => questions.setMessage(id, ts)),
    end: () => then((id) => questions.end(id)),
    leave: () => then((id) => questions.leave(id)),
  };
}
