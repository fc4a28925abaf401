import type { Query } from '../catalogue/query.ts';
import type { Near } from '../error.ts';
import type { Attempt, House } from './candidates.ts';
import type { Vocabulary } from './lexicon.ts';
import type { Token } from './tokens.ts';

import { UserError } from '../error.ts';
import { nearest } from '../text/nearest.ts';
import { truncate } from '../text/text.ts';
import { attempt, BY_WORD, byPreference, requestOf } from './candidates.ts';
import { formatRequest } from './request.ts';

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
export function problemOf({ query, strength, reading }: Attempt, house: House): UserError | undefined {
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
      .map((word) => `"${truncate(word, 60)}"`)
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

export function unknownQuery(tokens: readonly Token[], house: House): UserError {
  const names = house.catalogue.queries.map(({ name }) => name);
  if (names.length === 0) return new UserError('there are no queries yet: put a .sql file into the queries folder');
  const words = tokens.map((token) => (token.kind === 'word' ? token.text : token.key));
  return (
    valueAlone(tokens, house) ??
    misspeltName(words, house) ??
    new UserError(
      `no query is called "${truncate(words.join(' '), 60)}": ask for ${names.slice(0, 5).join(', ')}, or type help to see what can be asked`,
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
    .map((read) => formatRequest(requestOf(read)));
  if (questions.length === 0) return undefined;
  const said = tokens.map(({ text }) => text).join(' ');
  const suggestions = questions.slice(0, 3);
  return new UserError(`"${truncate(said, 60)}" says of what, but not what: did you mean ${suggestions[0]}?`, {
    suggestions,
  });
}

function misspeltName(words: readonly string[], { catalogue, use }: House): UserError | undefined {
  const names = catalogue.queries.flatMap(({ name, aliases }) => [name, ...aliases]);
  const near = words
    .slice(0, 20)
    .map((word) => ({ word, matches: nearest(word, [names], { use }) }))
    .find(({ matches }) => matches.length > 0);
  return (
    near && new UserError(`no query is called "${truncate(near.word, 60)}": did you mean ${near.matches[0]}?`, { near })
  );
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
