import type { Catalogue } from './catalogue/catalogue.ts';
import type { Query } from './catalogue/query.ts';
import type { Near } from './error.ts';
import type { Meaning, Vocabulary } from './lexicon.ts';
import type { Token } from './question.ts';
import type { Reading } from './reading.ts';
import type { Request } from './request.ts';

import { UserError } from './error.ts';
import { lexiconOf } from './lexicon.ts';
import { straighten, tokenize } from './question.ts';
import { readTokens } from './reading.ts';
import { format, normalize } from './request.ts';
import { nearest } from './text/nearest.ts';
import { fold, singular } from './text/normalize.ts';

/** A question understood. */
export type Understanding = {
  readonly request: Request;
  readonly query: Query;
  readonly alternatives: readonly Alternative[];
};

/** A word that could have meant something else, and the question that it would then have been. */
export type Alternative = {
  readonly word: string;
  /** What it was taken for. */
  readonly taken: string;
  readonly meaning: string;
  readonly text: string;
};

const BY_NAME = 0;

const BY_WORD = 3;

/** More words than this are no question. Values that a filter has set are no words of it. */
const WORDS = 100;

/** How many readings are tried: of one query that is named again and again, and of all. */
const PLACES = 4;

const CANDIDATES = 24;

type Candidate = {
  readonly query: Query;
  /** The tokens that name it, none when a word of its own gave it away. */
  readonly start: number;
  readonly count: number;
  /** 0 for its name as it is written, 1 for its name in words, 2 for an alias, 3 for a choice of its own. */
  readonly strength: number;
};

type Attempt = Candidate & { readonly reading: Reading };

/** Whether a text asks for help instead of numbers, and about which query. */
export function helpTopic(text: string): { readonly topic?: string } | undefined {
  const words = straighten(text).replace(/[?!.]+$/, '');
  if (words === '' || /^help$/i.test(words)) return {};
  const topic = /^help\s+(.+)$/i.exec(words);
  return topic ? { topic: topic[1]! } : undefined;
}

/**
 * Understands a question, canonical or in words. Of several queries that could be meant, the one that leaves the fewest
 * words unused is taken, then one called by its name, then by an alias, then by the shorter name, then the one with more
 * choices. Throws a UserError that names what was not understood; nothing is left out silently. Of near misses equally
 * near, the one that `use` counts highest is suggested first.
 */
export function parse(
  text: string,
  catalogue: Catalogue,
  vocabulary: Vocabulary,
  { use }: { use?: ((word: string) => number) | undefined } = {},
): Understanding {
  const house: House = { catalogue, vocabulary, use };
  try {
    return read(text, house);
  } catch (error) {
    throw error instanceof UserError ? withSuggestions(error, text, house) : error;
  }
}

/** What a question is understood with. */
type House = {
  readonly catalogue: Catalogue;
  readonly vocabulary: Vocabulary;
  readonly use: ((word: string) => number) | undefined;
  /** Whether only a success matters: what fails then looks for no near misses. */
  readonly isTrial?: boolean;
};

function read(text: string, house: House): Understanding {
  const { catalogue, vocabulary } = house;
  const tokens = tokenize(text);
  if (tokens.length === 0)
    throw new UserError('there is no question: ask for a query by name, or type help to see them all');
  const words = tokens.filter(({ kind }) => kind === 'word').length;
  if (words > WORDS)
    throw new UserError(`a question has at most ${WORDS} words, and this has ${words}: ask for less at once`);
  const named = candidatesByName(tokens, catalogue);
  const isNamed = named.some(({ strength }) => strength === BY_NAME);
  const candidates = isNamed ? named : [...named, ...candidatesByWord(tokens, catalogue)];
  const [best, second] = candidates.map((candidate) => attempt(candidate, tokens, vocabulary)).sort(byPreference);
  if (!best) throw unknownQuery(tokens, house);
  const problem = problemOf(best, house);
  if (problem) throw problem;
  const request = requestOf(best);
  return { request, query: best.query, alternatives: alternativesOf(best, request, second) };
}

/** The queries that a question may mean: those it names, or else all. */
export function queriesNamed(text: string, catalogue: Catalogue): readonly Query[] {
  const named = candidatesByName(tokenize(text), catalogue).map(({ query }) => query);
  return named.length > 0
    ? [...new Set([...named, ...candidatesByWord(tokenize(text), catalogue).map(({ query }) => query)])]
    : catalogue.queries;
}

function candidatesByName(tokens: readonly Token[], catalogue: Catalogue): readonly Candidate[] {
  const candidates: Candidate[] = [];
  const names = wordsOf(catalogue);
  for (let start = 0; start < tokens.length; start++) {
    let raw = '';
    let folded = '';
    for (let count = 1; count <= 6; count++) {
      const token = tokens[start + count - 1];
      if (token?.kind !== 'word' || isGrouping(tokens[start - 1])) break;
      raw = count === 1 ? token.text : `${raw} ${token.text}`;
      folded = count === 1 ? token.folded : `${folded} ${token.folded}`;
      for (const { query, strength } of names.get(folded) ??
        names.get(folded.split(' ').map(singular).join(' ')) ??
        []) {
        const isWhole = count === 1 && raw.toLowerCase() === query.name;
        if (
          !candidates.some(
            (other) => other.query === query && other.start === start && other.count >= count && count > 0,
          )
        ) {
          const own = candidates.filter((other) => other.query === query);
          if (own.length <= PLACES) candidates.push({ query, start, count, strength: isWhole ? BY_NAME : strength });
          if (own.length === 0) candidates.push({ query, start, count: 0, strength: BY_WORD }); // read as a choice of that name instead
        }
      }
    }
  }
  return candidates.sort((left, right) => left.strength - right.strength).slice(0, CANDIDATES);
}

/** What follows `by` says how to group and names no query. */
function isGrouping(token: Token | undefined): boolean {
  return token?.kind === 'word' && (token.folded === 'by' || token.folded === 'per');
}

type Named = { readonly query: Query; readonly strength: number };

const NAMES = new WeakMap<Catalogue, ReadonlyMap<string, readonly Named[]>>();

/** Folded names and aliases, singular too, of a whole catalogue. */
function wordsOf(catalogue: Catalogue): ReadonlyMap<string, readonly Named[]> {
  const built = NAMES.get(catalogue);
  if (built) return built;
  const words = new Map<string, Named[]>();
  for (const query of catalogue.queries) {
    for (const [index, word] of [query.name, ...query.aliases].entries()) {
      const folded = fold(word);
      for (const form of new Set([folded, folded.split(' ').map(singular).join(' ')])) {
        words.set(form, [...(words.get(form) ?? []), { query, strength: index === 0 ? 1 : 2 }]);
      }
    }
  }
  NAMES.set(catalogue, words);
  return words;
}

/** Without a name, a choice that stands in the question names its query: `orders by month` asks the query that counts orders. */
function candidatesByWord(tokens: readonly Token[], catalogue: Catalogue): readonly Candidate[] {
  const words = new Set(
    tokens.flatMap((token) => (token.kind === 'word' ? [token.folded, singular(token.folded)] : [])),
  );
  const says = (text: string) =>
    fold(text)
      .split(' ')
      .every((word) => words.has(word) || words.has(singular(word)));
  return catalogue.queries
    .filter(({ params }) =>
      params.some(({ choices }) => choices.some(({ name, label, aliases }) => [name, label, ...aliases].some(says))),
    )
    .slice(0, CANDIDATES)
    .map((query) => ({ query, start: 0, count: 0, strength: BY_WORD }));
}

function attempt(candidate: Candidate, tokens: readonly Token[], vocabulary: Vocabulary): Attempt {
  const rest = tokens.filter((_, index) => index < candidate.start || index >= candidate.start + candidate.count);
  return {
    ...candidate,
    reading: readTokens(rest, candidate.query, lexiconOf(candidate.query, vocabulary), vocabulary),
  };
}

function byPreference(left: Attempt, right: Attempt): number {
  const misses = ({ reading }: Attempt) => reading.unused.length + reading.problems.length;
  const choices = ({ query }: Attempt) => query.params.reduce((count, param) => count + param.choices.length, 0);
  return (
    misses(left) - misses(right) ||
    left.strength - right.strength ||
    left.start - right.start ||
    left.count - right.count ||
    choices(right) - choices(left) ||
    left.query.name.localeCompare(right.query.name)
  );
}

function requestOf({ query, reading }: Attempt): Request {
  return normalize(
    {
      query: query.name,
      values: Object.fromEntries(reading.values),
      excluded: [...reading.excluded],
      compare: reading.compare,
      as: reading.as,
    },
    query,
  );
}

function alternativesOf(best: Attempt, request: Request, second: Attempt | undefined): readonly Alternative[] {
  const words = best.reading.doubts.flatMap(({ word, chosen, other }) => {
    const instead = requestInstead(request, best.query, chosen, other);
    return instead ? { word, taken: meaningName(chosen), meaning: meaningName(other), text: format(instead) } : [];
  });
  const isClose =
    second && second.query !== best.query && second.reading.unused.length + second.reading.problems.length === 0;
  if (!isClose || best.strength !== BY_WORD) return words;
  const [choice] = best.query.params.flatMap(
    ({ name, choices }) => choices.find((one) => one.name === best.reading.values.get(name)?.[0]) ?? [],
  );
  const other = { meaning: `query ${second.query.title}`, text: format(requestOf(second)) };
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

/** The first of the phrases that is nearly one of the candidates; the others are not even looked up. */
function firstNear(
  phrases: readonly string[],
  candidates: readonly (readonly string[])[],
  { use, isTrial }: House,
): Near | undefined {
  if (isTrial) return undefined;
  for (const word of phrases) {
    const matches = nearest(word, candidates, { use });
    if (matches.length > 0) return { word, matches };
  }
  return undefined;
}

/** What keeps the best reading from being a request. */
function problemOf({ query, strength, reading }: Attempt, house: House): UserError | undefined {
  if (reading.problems.length > 0) return reading.problems[0];
  if (reading.unused.length > 0) {
    const unused = reading.unused.map(({ text }) => text);
    const words = unused.length > 1 ? unused.filter((word) => !/^(by|per)$/i.test(word)) : unused;
    const misspelt = strength === BY_WORD ? misspeltName(words, house) : undefined;
    if (misspelt) return misspelt;
    const phrases = [words.slice(0, 3).join(' '), ...words.slice(0, 3)];
    const candidates = candidatesFor(query, house.vocabulary);
    const near = firstNear(phrases, candidates, house);
    const said = words
      .slice(0, 5)
      .map((word) => `"${clip(word)}"`)
      .join(', ');
    const next = near ? `did you mean ${near.matches[0]}?` : `type help ${query.name} to see what it understands`;
    return new UserError(`${query.name} does not understand ${said}: ${next}`, { near });
  }
  const given = (name: string) =>
    reading.values.get(name)?.[0] ?? query.params.find((param) => param.name === name)?.default?.[0];
  const split = reading.values.get('split')?.[0];
  if (split !== undefined && split === given('by'))
    return new UserError(`split and by are both ${split}: split by something else`);
  const isTime = (name: string | undefined) =>
    query.params.some(({ choices }) => choices.some((choice) => choice.name === name && choice.type === 'date'));
  if (isTime(split) && isTime(given('by')))
    return new UserError(`by ${given('by')} and split by ${split} are both times: split by something else`);
  if (given('top') !== undefined && given('bottom') !== undefined)
    return new UserError('top and bottom exclude each other: keep one');
  return undefined;
}

function unknownQuery(tokens: readonly Token[], house: House): UserError {
  const names = house.catalogue.queries.map(({ name }) => name);
  if (names.length === 0) return new UserError('there are no queries yet: put a .sql file into the queries folder');
  const words = tokens.map((token) => (token.kind === 'word' ? token.text : token.key));
  return (
    valueAlone(tokens, house) ??
    misspeltName(words, house) ??
    new UserError(
      `no query is called "${clip(words.join(' '))}": ask for ${names.slice(0, 5).join(', ')}, or type help to see what can be asked`,
    )
  );
}

/** Values without a query: `classic cars` could be asked of each query that knows them. */
function valueAlone(tokens: readonly Token[], { catalogue, vocabulary }: House): UserError | undefined {
  const questions = catalogue.queries
    .filter(({ params }) => params.some(({ type }) => type === 'string'))
    .slice(0, 20)
    .map((query) => attempt({ query, start: 0, count: 0, strength: BY_WORD }, tokens, vocabulary))
    .filter(({ reading }) => reading.values.size > 0 && reading.unused.length + reading.problems.length === 0)
    .sort(byPreference)
    .map((read) => format(requestOf(read)));
  if (questions.length === 0) return undefined;
  const said = tokens.map(({ text }) => text).join(' ');
  const suggestions = questions.slice(0, 3);
  return new UserError(`"${clip(said)}" says of what, but not what: did you mean ${suggestions[0]}?`, { suggestions });
}

function misspeltName(words: readonly string[], { catalogue, use }: House): UserError | undefined {
  const names = catalogue.queries.flatMap(({ name, aliases }) => [name, ...aliases]);
  const near = words
    .slice(0, 20)
    .map((word) => ({ word, matches: nearest(word, [names], { use }) }))
    .find(({ matches }) => matches.length > 0);
  return near && new UserError(`no query is called "${clip(near.word)}": did you mean ${near.matches[0]}?`, { near });
}

/** The error with the questions that its near misses would have been, those that can be answered. */
function withSuggestions(error: UserError, text: string, house: House): UserError {
  if (!error.near) return error;
  const { word } = error.near;
  const matches = nearest(word, [error.near.matches], { use: house.use });
  const suggestions = matches.flatMap((match) => {
    const corrected = straighten(text).replace(word, () => (/^[\p{L}\p{N} _-]+$/u.test(match) ? match : `"${match}"`));
    try {
      return [format(read(corrected, { ...house, isTrial: true }).request)];
    } catch (failure) {
      if (failure instanceof UserError) return []; // another word is wrong too
      throw failure;
    }
  });
  return new UserError(error.message, { near: error.near, suggestions: [...new Set(suggestions)] });
}

const PERIODS = ['last week', 'last month', 'last quarter', 'last year', 'this month', 'this year', 'yesterday'];

/** What a word may have been meant to be: lists that stay the same arrays, so that looking through them stays fast. */
function candidatesFor(query: Query, vocabulary: Vocabulary): readonly (readonly string[])[] {
  return query.params.flatMap((param) => {
    if (param.type === 'choice') return [param.choices.flatMap(({ name, label }) => [label, name])];
    if (param.type === 'string') return [vocabulary(query, param)];
    return param.type === 'period' ? [PERIODS] : [];
  });
}

function clip(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
