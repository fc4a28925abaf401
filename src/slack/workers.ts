import type { Logger } from 'pino';

import type { Work } from './bot-context.ts';
import type { Claims } from './connection/claims.ts';

import { withQuestionId } from '../answer/question-id.ts';
import { CostError } from '../error.ts';
import { createKeyedQueue } from './keyed-queue.ts';
import { errorMessage } from './messages/error-message.ts';

/** Runs work in the background of Slack's requests. */
export type Workers = {
  /** Runs work after the ack, at most once for each of its ids. */
  readonly serve: (work: Work) => void;
  /** Resolves when all work that was begun has ended. */
  readonly finish: () => Promise<void>;
};

/** What the workers need: `localeOf` resolves to the language tag of somebody, undefined where it is not known. */
export type WorkerOptions = {
  readonly claims: Claims;
  readonly botName: string;
  readonly localeOf?: (user: string) => Promise<string | undefined>;
  readonly log: Logger;
};

/**
 * Creates the workers. An error of their work is caught: the requester is told, with numbers in their own language, and an error
 * that no person can mend is logged under a reference.
 */
export function openWorkers({ claims, botName, localeOf = async () => undefined, log }: WorkerOptions): Workers {
  const working = new Set<Promise<void>>();
  const inTurn = createKeyedQueue();

  /** Asks the store about many at once, and lets those of one turn go on in the order in which they came. */
  const claim = (id: string, turn: string | undefined): Promise<boolean> => {
    const claimed = claims.claim(id);
    return turn === undefined ? claimed : inTurn(turn, () => claimed);
  };

  const run = async ({ requester, task, question, id, turn }: Work): Promise<void> => {
    if (id && !(await claim(id, turn))) return log.debug({ id }, 'a request was delivered again');
    const { user, channel, reply } = requester;
    try {
      await task();
    } catch (error) {
      const locale = error instanceof CostError ? await localeOf(user) : undefined;
      const { message, reference } = errorMessage(error, { question, botName, channel, locale });
      if (reference) log.error({ error, reference, user, channel }, 'a question failed');
      await reply(message);
    }
  };

  return {
    serve: (work) => {
      const done = withQuestionId(() => run(work))
        .catch((error) => log.error({ error }, 'a failure could not be told'))
        .finally(() => working.delete(done));
      working.add(done);
    },
    finish: async () => void (await Promise.all(working)),
  };
}
