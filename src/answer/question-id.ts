import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';

import { traced } from './traced.ts';

const current = new AsyncLocalStorage<string>();

/** Runs work on one question, and everything that it starts, under an id that `currentQuestionId` returns: the one given, else a random one. */
export function withQuestionId<T>(work: () => Promise<T>, id = randomBytes(4).toString('hex')): Promise<T> {
  return current.run(id, () => traced('question', work, { 'owlpost.question.id': id }));
}

/** Returns the id of the question that is being worked on; undefined outside of one. */
export function currentQuestionId(): string | undefined {
  return current.getStore();
}
