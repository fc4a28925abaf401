import type { DateOrder } from '../calendar/span.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Query } from '../catalogue/query.ts';
import type { Composed } from './compose.ts';
import type { Draft } from './draft.ts';
import type { Vocabulary } from './lexicon.ts';
import type { Request } from './request.ts';
import type { Sentence } from './sentence.ts';
import type { Token } from './tokens.ts';

import { UserError } from '../error.ts';
import { singular } from '../text/normalize.ts';
import { compose } from './compose.ts';
import { rolesOf } from './draft.ts';
import { nounOfAdjective } from './english.ts';
import { isMeasureOf, lexiconOf, saysWordOf } from './lexicon.ts';
import { readSentence } from './read.ts';
import { normalize } from './request.ts';
import { sentenceOf } from './sentence.ts';
import { splitHyphens, tokenize } from './tokens.ts';

/** The `rank` of a candidate whose query is named as it is written. */
export const BY_NAME = 0;

/** The `rank` of a candidate whose query is not named but has a word of the question, such as a measure. */
export const BY_WORD = 3;

/** How many readings are tried: of one query that is named again and again, and of all. */
const PLACES = 4;

const CANDIDATES = 24;

/** A query that a question may mean, with the tokens of the question that name it. */
export type Candidate = {
  readonly query: Query;
  /** The index of the first token that names it. */
  readonly start: number;
  /** The number of tokens that name it; 0 when none does and only a word of its own stands in the question. */
  readonly count: number;
  /** How it is named, the best first: 0 by its name as written, 1 by its name in words, 2 by an alias, 3 by one of its words. */
  readonly rank: number;
};

/** The outcome of reading a question as one candidate query. */
export type Attempt = Candidate & {
  readonly sentence: Sentence;
  readonly draft: Draft;
  readonly composed: Composed;
};

/** The catalogue, values and settings that a question is understood with. */
export type ParseContext = {
  readonly catalogue: Catalogue;
  readonly vocabulary: Vocabulary;
  /** Returns how often a word was asked for; near misses are ranked by it. */
  readonly popularity?: ((word: string) => number) | undefined;
  /** Today as `2025-03-01`, by which a month without a year gets its year. */
  readonly today?: string | undefined;
  /** The order of day and month in `1/2/2025`; undefined refuses such a date with a question back. */
  readonly dateOrder?: DateOrder | undefined;
  /** Whether only a success matters. A failure then names no near misses, which take time to find. */
  readonly isTrial?: boolean;
};

/** A question cut into tokens, with every candidate query that it may be read as. */
export type Question = {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly candidates: readonly Candidate[];
};

/** More words than this are no question; a filter with all its values, as in `country=France,Spain`, is one. */
const WORDS = 100;

/** Cuts a question into tokens and finds its candidate queries. Throws a UserError for an empty question and for one of too many words. */
export function readQuestion(text: string, catalogue: Catalogue): Question {
  const tokens = tokenize(text);
  if (tokens.length === 0)
    throw new UserError('there is no question: ask for a query by name, or type help to see them all');
  if (tokens.length > WORDS)
    throw new UserError(`a question has at most ${WORDS} words, and this has ${tokens.length}: ask for less at once`);
  return { text, tokens, candidates: findCandidates(tokens, catalogue) };
}

/** Returns the queries that a question may mean: those that it names or one of whose words it has, else all. */
export function queriesNamed({ candidates }: Question, catalogue: Catalogue): readonly Query[] {
  return candidates.length > 0 ? [...new Set(candidates.map(({ query }) => query))] : catalogue.queries;
}

/** Returns every candidate of a row of tokens: the queries that they name, and those that have one of their words. */
export function findCandidates(tokens: readonly Token[], catalogue: Catalogue): readonly Candidate[] {
  const named = candidatesByName(tokens, catalogue);
  const isNamed = named.some(({ rank }) => rank === BY_NAME);
  return isNamed ? named : [...named, ...candidatesByWord(tokens, catalogue)];
}

function candidatesByName(tokens: readonly Token[], catalogue: Catalogue): readonly Candidate[] {
  const candidates: Candidate[] = [];
  for (let start = 0; start < tokens.length; start++) {
    if (isGrouping(tokens[start - 1])) continue;
    for (let count = 1; count <= 6; count++) {
      const run = tokens.slice(start, start + count);
      if (run.length < count || run.some(({ kind }) => kind !== 'word')) break;
      const raw = run.map(({ text }) => text.toLowerCase()).join(' ');
      const folded = run.map((token) => (token.kind === 'word' ? token.folded : '')).join(' ');
      for (const { query, rank } of queriesCalled(folded, catalogue)) {
        const isWhole = count === 1 && raw === query.name;
        addCandidate(candidates, { query, start, count, rank: isWhole ? BY_NAME : rank }, tokens);
      }
    }
  }
  return candidates.sort((left, right) => left.rank - right.rank).slice(0, CANDIDATES);
}

/** A query whose name is a word of its own, as the dataset `sales` has the measure sales, is read with that word, too. */
function addCandidate(candidates: Candidate[], candidate: Candidate, tokens: readonly Token[]): void {
  const own = candidates.filter(({ query }) => query === candidate.query);
  const isKnown = own.some(({ start, count }) => start === candidate.start && count >= candidate.count);
  if (isKnown || own.length > PLACES) return;
  const next = tokens[candidate.start + candidate.count];
  const isAlone = candidate.start === 0 && (next === undefined || next.kind === 'pair');
  const isOwnWord = hasWord(candidate.query, tokens.slice(candidate.start, candidate.start + candidate.count));
  if (!isOwnWord || isAlone) candidates.push(candidate);
  if (own.length === 0 && !isAlone)
    candidates.push({ ...candidate, count: 0, rank: isOwnWord ? candidate.rank : BY_WORD });
}

function hasWord(query: Query, run: readonly Token[]): boolean {
  return isMeasureOf(query, run.map((token) => (token.kind === 'word' ? token.folded : '')).join(' '));
}

/** What follows `by` says how to group and names no query. */
function isGrouping(token: Token | undefined): boolean {
  return token?.kind === 'word' && (token.folded === 'by' || token.folded === 'per');
}

type Named = { readonly query: Query; readonly rank: number };

/** Queries by their name in words or by an alias, in the singular too. */
function queriesCalled(folded: string, { byWord }: Catalogue): readonly Named[] {
  return byWord.get(folded) ?? byWord.get(folded.split(' ').map(singular).join(' ')) ?? [];
}

/** Without a name, a word of its own gives a query away: `orders by month` asks the query that counts orders. */
function candidatesByWord(tokens: readonly Token[], catalogue: Catalogue): readonly Candidate[] {
  const words = new Set(
    splitHyphens(tokens).flatMap((token) =>
      token.kind === 'word' ? [token.folded, singular(token.folded), nounOfAdjective(token.folded) ?? ''] : [],
    ),
  );
  return catalogue.queries
    .filter((query) => saysWordOf(query, words))
    .slice(0, CANDIDATES)
    .map((query) => ({ query, start: 0, count: 0, rank: BY_WORD }));
}

/**
 * Reads a question as each of its candidates and returns the attempts, the preferred one first. One that leaves more
 * words unread than another has no chance and is not read to its end.
 */
export function attempts(
  candidates: readonly Candidate[],
  tokens: readonly Token[],
  context: ParseContext,
): readonly Attempt[] {
  let most = context.isTrial ? 0 : Number.POSITIVE_INFINITY;
  return candidates
    .map((candidate) => {
      const read = attempt(candidate, tokens, context, most);
      most = Math.min(most, Math.floor(missesOf(read) / 2));
      return read;
    })
    .sort(byPreference);
}

/** Reads a question as one candidate query, up to more than `most` unknown words, and returns what was understood and what was not. */
export function attempt(candidate: Candidate, tokens: readonly Token[], context: ParseContext, most?: number): Attempt {
  const rest = tokens.filter((_, index) => index < candidate.start || index >= candidate.start + candidate.count);
  const { query } = candidate;
  const { vocabulary, today, dateOrder } = context;
  const readContext = {
    query,
    vocabulary,
    lexicon: lexiconOf(query, vocabulary),
    roles: rolesOf(query),
    today,
    dateOrder,
  };
  const sentence = sentenceOf(splitHyphens(rest), { isBegun: candidate.start === 0 && candidate.count > 0 });
  const draft = readSentence(sentence, readContext, most);
  return { ...candidate, sentence, draft, composed: compose(draft, sentence, readContext) };
}

/** A word left unread counts twice as much as a problem. */
function missesOf({ draft }: Attempt): number {
  return draft.unused.length * 2 + draft.problems.length;
}

/** Compares two attempts for sorting, the preferred one first: fewest words left over, then the candidate that is named best. */
function byPreference(left: Attempt, right: Attempt): number {
  const choices = ({ query }: Attempt) => query.params.reduce((count, param) => count + param.choices.length, 0);
  return (
    missesOf(left) - missesOf(right) ||
    left.rank - right.rank ||
    left.start - right.start ||
    left.count - right.count ||
    choices(right) - choices(left) ||
    left.query.name.localeCompare(right.query.name)
  );
}

/** Returns the request of an attempt, normalized: without values that equal the query's defaults. */
export function requestOf({ query, composed }: Attempt): Request {
  return normalize({ query: query.name, ...composed }, query);
}
