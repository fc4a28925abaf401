import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Near } from '../error.ts';
import type { Attempt, Candidate, ParseContext } from './candidates.ts';
import type { Token } from './tokens.ts';

import { UserError } from '../error.ts';
import { truncate } from '../text/text.ts';
import { attempt, attempts, BY_WORD, findCandidates, requestOf } from './candidates.ts';
import { nearsOf, SAYS_NOTHING, slipsOf } from './near-words.ts';
import { asksForSpan, missingKind, notOffered, spanSentence } from './not-offered.ts';
import { formatRequest } from './request.ts';
import { tokenize } from './tokens.ts';

/** Words of a question are quoted up to this length. */
const SAID = 60;

/** As many words are named. */
const NAMED = 5;

/** Among so many words a misspelt name is looked for. */
const MOST_WORDS = 8;

/** Returns the error that keeps the best attempt from being a request; undefined when nothing does. Unknown words are named before other problems. */
export function problemOf(best: Attempt, context: ParseContext): UserError | undefined {
  const { query, rank, draft } = best;
  const [problem] = draft.problems;
  if (draft.unused.length === 0) return problem;
  const words = contentOf(best);
  const offered = notOffered(draft.unused, query);
  const nears = offered === undefined ? nearsOf(best, words, context) : [];
  const [near] = nears;
  const misspelt =
    !near && !offered && rank === BY_WORD ? misspeltName(draft.unused, best.sentence.tokens, context) : undefined;
  if (misspelt) return misspelt;
  const said = words
    .slice(0, NAMED)
    .map((word) => `"${truncate(word, SAID)}"`)
    .join(', ');
  if (problem && !near && !offered)
    return new UserError(`${problem.message} (nor is ${said} understood)`, { suggestions: problem.suggestions });
  if (near)
    return new UserError(
      `${query.name} does not understand ${said}: ${suggestionOf(nears, words.length > 1)}`,
      mended(nears, best.sentence.tokens, [best], context),
    );
  const next = offered ?? missingKind(best, BY_WORD) ?? `type help ${query.name} to see what it understands`;
  return new UserError(`${query.name} does not understand ${said}: ${next}`);
}

/** The words left over, those that only hold a sentence together left out unless there are no others. */
function contentOf({ draft }: Attempt): readonly string[] {
  const unused = draft.unused.map(({ text }) => text);
  const content = unused.filter((word) => !/^(?:by|per|in|of|for|to|at|on)$/i.test(word));
  return content.length > 0 ? content : unused;
}

function suggestionOf(found: readonly Near[], isOneOfSeveral: boolean): string {
  if (!isOneOfSeveral) return `did you mean ${found[0]!.matches[0]}?`;
  return `did you mean ${found.map(({ word, matches }) => `${matches[0]} for "${truncate(word, SAID)}"`).join(', ')}?`;
}

/** What an error offers for near misses: of one, all that it may be; of several, the question with all of them mended. */
function mended(
  nears: readonly Near[],
  tokens: readonly Token[],
  candidates: readonly Candidate[],
  context: ParseContext,
): { near?: Near; suggestions?: readonly string[] } {
  if (nears.length === 1) return { near: nears[0]! };
  const places = candidates.map((candidate) => ({ ...candidate, start: 0, count: 0 }));
  const [read] = attempts(places, corrected(tokens, nears), { ...context, isTrial: true });
  const isWhole = read && read.draft.unused.length + read.draft.problems.length === 0;
  return isWhole ? { suggestions: [formatRequest(requestOf(read))] } : {};
}

/** A match as it stands in a question: in quotes where it has more than letters, digits and blanks. */
function written(match: string): string {
  return /^[\p{L}\p{N} _-]+$/u.test(match) ? match : `"${match}"`;
}

/** The tokens with the best match in place of each word that has one. */
function corrected(tokens: readonly Token[], nears: readonly Near[]): readonly Token[] {
  return tokens.flatMap((token) => {
    const near = nears.find(({ word }) => token.kind === 'word' && !token.quoted && word === token.text);
    return near ? tokenize(written(near.matches[0]!)) : [token];
  });
}

/** Creates the error for a question that names no query: it has a value alone, a misspelt name, or no known word. */
export function unknownQuery(tokens: readonly Token[], context: ParseContext): UserError {
  const names = context.catalogue.queries.map(({ name }) => name);
  if (names.length === 0)
    return new UserError('there are no queries yet: put a .yml or .sql file into the queries folder');
  const words = tokens.map((token) => (token.kind === 'word' ? token.text : token.key));
  const content = tokens.flatMap((token) =>
    token.kind === 'word' && !token.quoted && SAYS_NOTHING.has(token.folded) ? [] : token.text,
  );
  const told =
    valueAlone(tokens, context) ??
    aboutTheData(tokens, content, context) ??
    refusedThing(tokens, context) ??
    misspeltName(tokens, tokens, context);
  if (told) return told;
  const query = context.catalogue.queries.find(({ dataset }) => dataset !== undefined);
  const read = query && attempt({ query, start: 0, count: 0, rank: BY_WORD }, tokens, context);
  return (
    (read && (problemAlone(read) ?? nameAlone(read, tokens, context))) ??
    nothingCalled((read && unknownOf(read)) ?? (content.length > 0 ? content : words), names)
  );
}

/** The words that the first dataset does not know, where it knows others beside them: `price` of `price of 1968 Ford Mustang`. */
function unknownOf(read: Attempt): readonly string[] | undefined {
  const { unused, values, periods } = read.draft;
  return unused.length > 0 && values.length + periods.length > 0 ? contentOf(read) : undefined;
}

/** What the first dataset says to words that it understands, none of which names it: `top 5 gainers`. */
function problemAlone({ draft }: Attempt): UserError | undefined {
  return draft.unused.length === 0 ? draft.problems[0] : undefined;
}

/** The refusal of words that name no query. */
function nothingCalled(words: readonly string[], names: readonly string[]): UserError {
  const next = `ask for ${names.slice(0, 5).join(', ')}, or type help to see what can be asked`;
  const said = [...new Set(words)].map((word) => `"${truncate(word, SAID)}"`);
  if (said.length < 2) return new UserError(`no query is called ${said[0] ?? '""'}: ${next}`);
  return new UserError(`${said.slice(0, NAMED).join(', ')} are not understood: ${next}`);
}

/** A slip or a part of a name without a query: `titanic`. */
function nameAlone(read: Attempt, tokens: readonly Token[], context: ParseContext): UserError | undefined {
  const nears = read.draft.unused.length > 0 ? nearsOf(read, contentOf(read), context) : [];
  return nears.length > 0 ? valueAlone(corrected(tokens, nears), context) : undefined;
}

/** What Owlpost does not do, asked without a word of any query. */
function refusedThing(tokens: readonly Token[], { catalogue: { queries } }: ParseContext): UserError | undefined {
  const offered = notOffered(tokens, queries.find(({ dataset }) => dataset !== undefined) ?? queries[0]!);
  const said = tokens.map(({ text }) => text).join(' ');
  return offered === undefined ? undefined : new UserError(`"${truncate(said, SAID)}" is not understood: ${offered}`);
}

/** What is asked of the catalogue itself: `what can I ask`, `list all measures`. */
const ABOUT =
  /^(?:all|any|every|ask|asked|available|data|datasets?|database|measures?|metrics?|dimensions?|fields?|columns?|tables?|quer(?:y|ies)|questions?|reports?|kpis?|help)$/i;

/** What is asked of the age of the data: `when was the data last updated`. */
const AGE = /^(?:data|fresh|up|date|last|latest|new|old|recent|current|updated|refreshed|loaded|freshness)$/i;

/** `what data do you have`: the help tells it, and each answer tells how new its data are. */
function aboutTheData(
  tokens: readonly Token[],
  content: readonly string[],
  { catalogue: { queries } }: ParseContext,
): UserError | undefined {
  const query = queries.find(({ dataset }) => dataset !== undefined) ?? queries[0]!;
  const { name } = query;
  if (asksForSpan(tokens.map((token) => (token.kind === 'word' ? token.folded : '')).join(' ')))
    return new UserError(spanSentence(query));
  if (content.every((word) => ABOUT.test(word)))
    return new UserError(`type help to see what can be asked, or help ${name} for what ${name} understands`);
  const isAge = content.every((word) => AGE.test(word)) && content.some((word) => /^data$/i.test(word));
  return isAge ? new UserError(`each answer says how new its data are: ask a question, as in ${name}`) : undefined;
}

/** Values without a query: `classic cars` could be asked of each query that knows them. */
function valueAlone(tokens: readonly Token[], context: ParseContext): UserError | undefined {
  const places = context.catalogue.queries
    .filter(({ params }) => params.some(({ type }) => type === 'string'))
    .slice(0, 20)
    .map((query) => ({ query, start: 0, count: 0, rank: BY_WORD }));
  const readings = attempts(places, tokens, { ...context, isTrial: true }).filter(
    ({ draft, composed }) =>
      Object.keys(composed.values).length > 0 && draft.unused.length + draft.problems.length === 0,
  );
  const [first] = readings;
  if (!first) return undefined;
  const said = tokens.map(({ text }) => text).join(' ');
  const suggestions = readings.slice(0, 3).map((read) => formatRequest(requestOf(read)));
  const lack = first.draft.inside ? 'does not say of which number' : 'says of what, but not what';
  return new UserError(`"${truncate(said, SAID)}" ${lack}: did you mean ${suggestions[0]}?`, { suggestions });
}

/** The words that name a query of a catalogue or give it away, the same array as long as it is served. */
const NAMES = new WeakMap<Catalogue, readonly string[]>();

function namesOf(catalogue: Catalogue): readonly string[] {
  const known =
    NAMES.get(catalogue) ??
    catalogue.queries.flatMap(({ name, aliases, params }) => [
      name,
      ...aliases,
      ...params
        .filter(({ role }) => role === 'measure' || role === 'dimension')
        .flatMap(({ choices }) => choices.flatMap((choice) => [choice.label.toLowerCase(), ...choice.aliases])),
    ]);
  NAMES.set(catalogue, known);
  return known;
}

/** A slip in the name of a query or in a word of one, with the slips beside it that only show once it is mended. */
function misspeltName(
  unknown: readonly Token[],
  tokens: readonly Token[],
  context: ParseContext,
): UserError | undefined {
  if (context.isTrial) return undefined;
  const names = namesOf(context.catalogue);
  const [near] = unknown.slice(0, MOST_WORDS).flatMap((token): readonly Near[] => {
    const word = token.kind === 'word' ? token.text : token.key;
    const matches = slipsOf(word, [names], context).filter((match) => match.toLowerCase() !== word.toLowerCase());
    return matches.length > 0 ? [{ word, matches }] : [];
  });
  if (!near) return undefined;
  const tried = corrected(tokens, [near]);
  const candidates = findCandidates(tried, context.catalogue);
  const [best] = attempts(candidates, tried, context);
  const others = best && best.draft.unused.length > 0 ? nearsOf(best, contentOf(best), context) : [];
  const nears = [near, ...others];
  const unread = best && best.draft.unused.length > 0 ? contentOf(best) : [];
  const rest = unread.filter((word) => !others.some((other) => other.word.split(' ').includes(word))).slice(0, NAMED);
  const nor =
    rest.length > 0 ? ` (nor is ${rest.map((word) => `"${truncate(word, SAID)}"`).join(', ')} understood)` : '';
  return new UserError(
    `no query is called "${truncate(near.word, SAID)}": ${suggestionOf(nears, nears.length > 1)}${nor}`,
    mended(nears, tokens, candidates, context),
  );
}
