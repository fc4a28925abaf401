import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';

const current = new AsyncLocalStorage<string>();

/** Does the work of one question, and all that follows from it, under an id of its own: a random one unless it is given. */
export function withQuestionId<T>(work: () => Promise<T>, id = randomBytes(4).toString('hex')): Promise<T> {
  return current.run(id, work);
}

/** The id of the question that is worked on just now; undefined outside of one. */
export function currentQuestionId(): string | undefined {
  return current.getStore();
}
