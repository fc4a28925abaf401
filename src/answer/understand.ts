import type { Param, Query } from '../catalogue/query.ts';
import type { Vocabulary } from '../question/lexicon.ts';
import type { ParseOptions, Understanding } from '../question/parse.ts';
import type { AnswerContext } from './context.ts';

import { today } from '../calendar/day.ts';
import { UserError, undefinedIfRefused } from '../error.ts';
import { queriesNamed, readQuestion } from '../question/candidates.ts';
import { parseQuestion } from '../question/parse.ts';
import { abortable } from './abortable.ts';
import { restrictRequest } from './restrict-request.ts';

/** The signal that gives up, and the moment at which the question is asked: that of the machine's clock unless given. */
export type UnderstandOptions = { readonly signal?: AbortSignal; readonly now?: Date };

/**
 * Understands a question. Fetches the values of the queries that it may mean first, so that every value is checked
 * against the data. `now` gives the year to a month without one. Throws a UserError that names what was not
 * understood.
 */
export async function understand(
  text: string,
  context: AnswerContext,
  { signal, now = new Date() }: UnderstandOptions = {},
): Promise<Understanding> {
  const catalogue = context.catalogue();
  const question = readQuestion(text, catalogue);
  const queries = queriesNamed(question, catalogue);
  const vocabulary = await valuesOfQueries(queries, context, { signal });
  const options = parseOptions(context, now);
  try {
    const understood = parseQuestion(question, { catalogue, vocabulary, ...options });
    return { ...understood, request: restrictRequest(understood.query, understood.request) };
  } catch (error) {
    const unread = queries.flatMap((query) =>
      listsOf(query).filter((param) => isUnread(query, param, vocabulary, context)),
    )[0];
    if (!(error instanceof UserError)) throw error;
    if (!unread) throw withContact(error, context);
    const reason = `the values of ${unread.label.toLowerCase()} could not be read yet, ask again in a minute`;
    throw new UserError(`${error.message} (${reason})`, { suggestions: error.suggestions, near: error.near });
  }
}

/** Returns the settings that questions are parsed with: the asker's day, the order of dates, and what is popular. */
export function parseOptions({ calendar, popularity }: AnswerContext, now: Date): ParseOptions {
  const { dateOrder, timezone } = calendar;
  return { popularity, dateOrder, today: today(now, timezone) };
}

/** A refusal with whom to ask, for people who may not see everything: it does not tell whether there is more. */
function withContact(error: UserError, { contact, catalogue }: AnswerContext): UserError {
  if (contact === undefined) return error;
  if (catalogue().queries.length === 0) return new UserError(`you may not ask anything here: ask ${contact}`);
  const message = `${error.message} (you may not see everything here: ask ${contact})`;
  return new UserError(message, { suggestions: error.suggestions, near: error.near });
}

/** Understands a question as `understand` does; resolves to undefined for one that is not understood. */
export function understandOrNothing(text: string, context: AnswerContext): Promise<Understanding | undefined> {
  return undefinedIfRefused(understand(text, context));
}

/** Fetches the values of the filters of some queries, by query and parameter. */
export async function valuesOfQueries(
  queries: readonly Query[],
  context: AnswerContext,
  { signal = new AbortController().signal }: Pick<UnderstandOptions, 'signal'> = {},
): Promise<Vocabulary> {
  const known = new Map<Param, readonly string[]>();
  const fetch = async (query: Query, param: Param) => known.set(param, await context.values(query, param));
  await abortable(signal, Promise.all(queries.flatMap((query) => listsOf(query).map((param) => fetch(query, param)))));
  return (_, param) => known.get(param) ?? [];
}

function listsOf({ params }: Query): readonly Param[] {
  return params.filter(({ values }) => values !== undefined);
}

/** Whether a list that is looked up was never read. */
function isUnread(query: Query, param: Param, vocabulary: Vocabulary, { listedAt }: AnswerContext): boolean {
  if (Array.isArray(param.values) || vocabulary(query, param).length > 0) return false;
  return listedAt !== undefined && listedAt(query, param) === undefined;
}
