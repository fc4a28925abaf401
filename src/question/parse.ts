import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Query } from '../catalogue/query.ts';
import type { Attempt, ParseContext, Question } from './candidates.ts';
import type { Meaning, Vocabulary } from './lexicon.ts';
import type { Request } from './request.ts';

import { UserError } from '../error.ts';
import { nearest } from '../text/nearest.ts';
import { attempts, BY_WORD, readQuestion, requestOf } from './candidates.ts';
import { problemOf, unknownQuery } from './mistakes.ts';
import { formatRequest, normalize } from './request.ts';
import { straighten } from './tokens.ts';

/** A question understood: its request, and what its words could have meant instead. */
export type Understanding = {
  readonly request: Request;
  readonly query: Query;
  readonly alternatives: readonly Alternative[];
};

/** A word with another meaning, and the question that asks for that meaning. */
export type Alternative = {
  readonly word: string;
  /** The meaning that the word was given. */
  readonly taken: string;
  readonly meaning: string;
  readonly text: string;
};

/** Settings that a question is understood with, beside the catalogue and the values in the data. */
export type ParseOptions = Pick<ParseContext, 'popularity' | 'today' | 'dateOrder'>;

/**
 * Understands a question, canonical or in words. Of several queries that could be meant it takes the one that leaves
 * the fewest words unused, then the one called by its name, then by an alias, then the shorter name, then the one
 * with more choices. Throws a UserError that names what was not understood; no word is dropped. Of near misses that
 * are equally near, the most popular one is suggested first.
 */
export function parse(
  text: string,
  catalogue: Catalogue,
  vocabulary: Vocabulary,
  options: ParseOptions = {},
): Understanding {
  return parseQuestion(readQuestion(text, catalogue), { catalogue, vocabulary, ...options });
}

/** Understands a question that was cut into tokens already, as `parse` does. */
export function parseQuestion(question: Question, context: ParseContext): Understanding {
  try {
    return understandingOf(question, context);
  } catch (error) {
    throw error instanceof UserError ? withSuggestions(error, question.text, context) : error;
  }
}

function understandingOf({ tokens, candidates }: Question, context: ParseContext): Understanding {
  const [best, second] = attempts(candidates, tokens, context);
  if (!best) throw unknownQuery(tokens, context);
  const problem = problemOf(best, context);
  if (problem) throw problem;
  const request = requestOf(best);
  return { request, query: best.query, alternatives: alternativesOf(best, request, second) };
}

function alternativesOf(best: Attempt, request: Request, second: Attempt | undefined): readonly Alternative[] {
  const words = best.draft.ambiguities.flatMap(({ word, chosen, other }) => {
    const instead = requestInstead(request, best.query, chosen, other);
    return instead
      ? { word, taken: meaningName(chosen), meaning: meaningName(other), text: formatRequest(instead) }
      : [];
  });
  const isClose =
    second && second.query !== best.query && second.draft.unused.length + second.draft.problems.length === 0;
  if (!isClose || best.rank !== BY_WORD) return words;
  const [choice] = best.query.params.flatMap(
    ({ name, choices }) => choices.find((one) => one.name === best.composed.values[name]?.[0]) ?? [],
  );
  const other = { meaning: `query ${second.query.title}`, text: formatRequest(requestOf(second)) };
  return [...words, { word: choice?.label ?? best.query.name, taken: `query ${best.query.title}`, ...other }];
}

/** The request with one word read otherwise and all else kept; undefined when the other parameter says something already. */
function requestInstead(request: Request, query: Query, chosen: Meaning, other: Meaning): Request | undefined {
  const { [chosen.param.name]: own = [], [other.param.name]: given = [] } = request.values;
  const isExcluded = request.excluded.includes(chosen.param.name);
  if (given.length > 0 && (!other.param.many || request.excluded.includes(other.param.name) !== isExcluded))
    return undefined;
  return normalize(
    {
      ...request,
      values: {
        ...request.values,
        [chosen.param.name]: own.filter((value) => value !== chosen.value),
        [other.param.name]: [...given, other.value],
      },
      excluded: isExcluded ? [...request.excluded, other.param.name] : request.excluded,
    },
    query,
  );
}

function meaningName({ param, value }: Meaning): string {
  return `${param.label} ${param.choices.find(({ name }) => name === value)?.label ?? value}`;
}

/** The error with the questions that its near misses would have been, those that can be answered. */
function withSuggestions(error: UserError, text: string, context: ParseContext): UserError {
  if (!error.near) return error;
  const { word } = error.near;
  const matches = nearest(word, [error.near.matches], { use: context.popularity });
  const suggestions = matches.flatMap((match) => {
    const corrected = straighten(text).replace(word, () => (/^[\p{L}\p{N} _-]+$/u.test(match) ? match : `"${match}"`));
    try {
      return [
        formatRequest(
          understandingOf(readQuestion(corrected, context.catalogue), { ...context, isTrial: true }).request,
        ),
      ];
    } catch (failure) {
      if (failure instanceof UserError) return []; // another word is wrong too
      throw failure;
    }
  });
  return new UserError(error.message, { near: error.near, suggestions: [...new Set(suggestions)] });
}
