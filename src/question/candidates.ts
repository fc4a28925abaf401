import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Query } from '../catalogue/query.ts';
import type { Vocabulary } from './lexicon.ts';
import type { Reading } from './read.ts';
import type { Request } from './request.ts';
import type { Token } from './tokens.ts';

import { normalizeText, singular } from '../text/normalize.ts';
import { lexiconOf } from './lexicon.ts';
import { readTokens } from './read.ts';
import { normalize } from './request.ts';
import { tokenize } from './tokens.ts';

export const BY_NAME = 0;

export const BY_WORD = 3;

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

export type Attempt = Candidate & { readonly reading: Reading };

/** What a question is understood with. */
export type House = {
  readonly catalogue: Catalogue;
  readonly vocabulary: Vocabulary;
  readonly use: ((word: string) => number) | undefined;
  /** Whether only a success matters: what fails then looks for no near misses. */
  readonly isTrial?: boolean;
};

/** The queries that a question may mean: those it names, or else all. */
export function queriesNamed(text: string, catalogue: Catalogue): readonly Query[] {
  const named = candidatesByName(tokenize(text), catalogue).map(({ query }) => query);
  return named.length > 0
    ? [...new Set([...named, ...candidatesByWord(tokenize(text), catalogue).map(({ query }) => query)])]
    : catalogue.queries;
}

export function candidatesByName(tokens: readonly Token[], catalogue: Catalogue): readonly Candidate[] {
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
      const folded = normalizeText(word);
      for (const form of new Set([folded, folded.split(' ').map(singular).join(' ')])) {
        words.set(form, [...(words.get(form) ?? []), { query, strength: index === 0 ? 1 : 2 }]);
      }
    }
  }
  NAMES.set(catalogue, words);
  return words;
}

/** Without a name, a choice that stands in the question names its query: `orders by month` asks the query that counts orders. */
export function candidatesByWord(tokens: readonly Token[], catalogue: Catalogue): readonly Candidate[] {
  const words = new Set(
    tokens.flatMap((token) => (token.kind === 'word' ? [token.folded, singular(token.folded)] : [])),
  );
  const says = (text: string) =>
    normalizeText(text)
      .split(' ')
      .every((word) => words.has(word) || words.has(singular(word)));
  return catalogue.queries
    .filter(({ params }) =>
      params.some(({ choices }) => choices.some(({ name, label, aliases }) => [name, label, ...aliases].some(says))),
    )
    .slice(0, CANDIDATES)
    .map((query) => ({ query, start: 0, count: 0, strength: BY_WORD }));
}

export function attempt(candidate: Candidate, tokens: readonly Token[], vocabulary: Vocabulary): Attempt {
  const rest = tokens.filter((_, index) => index < candidate.start || index >= candidate.start + candidate.count);
  return {
    ...candidate,
    reading: readTokens(rest, candidate.query, lexiconOf(candidate.query, vocabulary), vocabulary),
  };
}

export function byPreference(left: Attempt, right: Attempt): number {
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

export function requestOf({ query, reading }: Attempt): Request {
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
