import type { Answer } from '../../answer/answer.ts';
import type { AnswerContext } from '../../answer/context.ts';
import type { Look } from '../../chart/options.ts';
import type { AnswerFacts } from '../../digests/conditions.ts';
import type { Digest } from '../../digests/digest.ts';

import { answer } from '../../answer/answer.ts';
import { factsOf } from '../answers/answer-facts.ts';

/** When a digest's question is asked, where it is to be posted, and how it is written there. `owner` is a key of whose rights it is asked with. */
type AskOptions = {
  readonly now: Date;
  readonly owner: string;
  readonly channel: string;
  readonly look?: Look | undefined;
  /** Whether newer data are hoped for, so that only an answer that is just being computed may be shared. */
  readonly isAgain?: boolean;
};

/** An answer to a digest's question, and what its conditions look at in it. */
export type SharedAnswer = { readonly answered: Answer; readonly facts: AnswerFacts };

/** An answer that several digests share is kept so long, in milliseconds. */
const SHARED_MS = 60_000;

/** Creates what answers the questions of digests. Digests that ask the same, at the same moment, with the same rights and in the same locale, share the answer. */
export function openSharedAnswers(
  answerContext: AnswerContext,
): (question: string, digest: Digest, options: AskOptions) => Promise<SharedAnswer> {
  const shared = new Map<string, Promise<SharedAnswer>>();
  const underWay = new Set<Promise<SharedAnswer>>();
  return (question, { name, timezone }, { now, owner, channel, look, isAgain = false }) => {
    const key = JSON.stringify([question, timezone, now, owner, look?.locale]);
    const known = shared.get(key);
    if (known && (!isAgain || underWay.has(known))) return known;
    const asked = { person: `digest ${name}`, channel, isDigest: true };
    const context = { ...inTimezone(answerContext, timezone), asked, ...(look && { look }) };
    const ask = async (): Promise<SharedAnswer> => {
      const answered = await answer(question, context, { now, signal: new AbortController().signal });
      return { answered, facts: factsOf(answered, now, context.calendar) };
    };
    const answering = ask();
    shared.set(key, answering);
    underWay.add(answering);
    const drop = () => void (shared.get(key) === answering && shared.delete(key));
    const end = () => void underWay.delete(answering);
    const forget = () => void setTimeout(drop, SHARED_MS).unref();
    answering.finally(end).then(forget, drop);
    return answering;
  };
}

/** Returns the context with another time zone, which decides which day is today. */
export function inTimezone(context: AnswerContext, timezone: string): AnswerContext {
  return { ...context, calendar: { ...context.calendar, timezone } };
}
