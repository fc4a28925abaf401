import type { Query } from '../catalogue/query.ts';
import type { Near } from '../error.ts';
import type { Attempt, ParseContext } from './candidates.ts';
import type { Vocabulary } from './lexicon.ts';
import type { Token } from './tokens.ts';

import { UserError } from '../error.ts';
import { editDistance, nearest } from '../text/nearest.ts';
import { truncate } from '../text/text.ts';
import { attempt, BY_WORD, byPreference, requestOf } from './candidates.ts';
import { ASKING, GLUE, PREPOSITIONS } from './english.ts';
import { dimensionLabels, exampleWords } from './example-words.ts';
import { formatRequest } from './request.ts';

/** Words of a question are quoted up to this length. */
const SAID = 60;

/** As many words are looked up and named. */
const NAMED = 5;

/** Things that people ask of data and that Owlpost does not do, and what it does instead. */
const NOT_OFFERED: readonly (readonly [words: RegExp, sentence: (query: Query) => string])[] = [
  [
    /^(?:forecast|forecasts|forecasted|predict|predicted|prediction|projection|projected|expected|next|tomorrow|future|will)$/,
    () => 'it tells what was, and forecasts nothing',
  ],
  [
    /^(?:correlat\w*|regression|significan\w*|causes?|causing|driving|drivers?|why|because|impact|influence\w*)$/,
    (query) =>
      `it tells what a change is made of, as in why ${exampleWords(query).measure} last month, and no other causes`,
  ],
  [/^(?:median|percentile|quartile|deviation|variance|outliers?)$/, () => 'it knows sums, counts, averages and shares'],
  [
    /^(?:no|never|unsold|haven t|hasn t|not|without|missing|inactive|churned|lost)$/,
    () => 'it lists what there is, not what is missing',
  ],
  [/^where$/, (query) => `ask "which …" with one of ${dimensionLabels(query)}`],
  [
    /^(?:contain|contains|containing|starts?|starting|ends?|ending|like|matching)$/,
    () => 'it does not search within names',
  ],
];

/** Returns the error that keeps the best attempt from being a request; undefined when nothing does. Unknown words are named before other problems. */
export function problemOf(best: Attempt, context: ParseContext): UserError | undefined {
  const { query, rank, draft } = best;
  const [problem] = draft.problems;
  if (draft.unused.length === 0) return problem;
  const unused = draft.unused.map(({ text }) => text);
  const content = unused.filter((word) => !/^(?:by|per|in|of|for|to|at|on)$/i.test(word));
  const words = content.length > 0 ? content : unused;
  const found = nearsOf(best, words, candidatesFor(query, context.vocabulary), context);
  const [near] = found;
  const misspelt = !near && rank === BY_WORD ? misspeltName(words, context) : undefined;
  if (misspelt) return misspelt;
  const said = words
    .slice(0, NAMED)
    .map((word) => `"${truncate(word, SAID)}"`)
    .join(', ');
  const offered = notOffered(draft.unused, query);
  const next = near ? suggestionOf(found, words.length > 1) : (offered ?? noSuchValue(words, best) ?? helpOn(query));
  if (problem && !near)
    return new UserError(`${problem.message} (nor is ${said} understood)`, { suggestions: problem.suggestions });
  return new UserError(`${query.name} does not understand ${said}: ${next}`, near ? { near } : {});
}

function helpOn({ name }: Query): string {
  return `type help ${name} to see what it understands`;
}

/** A name in capitals that is no value in the data: where it was looked for. */
function noSuchValue(words: readonly string[], { query, draft }: Attempt): string | undefined {
  const isName = words.length <= 3 && words.every((word) => /^\p{Lu}\p{L}+/u.test(word)) && draft.measures.length > 0;
  const plurals = (query.dataset?.dimensions ?? []).filter(({ type }) => type === 'string').map(({ plural }) => plural);
  if (!isName || plurals.length === 0) return undefined;
  return `there is no ${words.join(' ')} among the ${plurals.slice(0, 6).join(', ')} in the data`;
}

function suggestionOf(found: readonly Near[], isOneOfSeveral: boolean): string {
  if (!isOneOfSeveral) return `did you mean ${found[0]!.matches[0]}?`;
  return `did you mean ${found.map(({ word, matches }) => `${matches[0]} for "${truncate(word, SAID)}"`).join(', ')}?`;
}

function notOffered(unused: readonly Token[], query: Query): string | undefined {
  const words = unused.map((token) => (token.kind === 'word' ? token.folded : ''));
  return NOT_OFFERED.find(([pattern]) => words.some((word) => pattern.test(word)))?.[1](query);
}

/** The words that are nearly words of the query, each with what it may be: longer phrases first, with the word before them, too. */
function nearsOf(
  { draft, sentence }: Attempt,
  words: readonly string[],
  candidates: readonly (readonly string[])[],
  { popularity, isTrial }: ParseContext,
): readonly Near[] {
  if (isTrial) return [];
  const first = sentence.tokens.indexOf(draft.unused[0]!);
  const before = sentence.tokens[first - 1];
  const lead =
    before?.kind === 'word' ? [`${before.text} ${words.slice(0, 2).join(' ')}`, `${before.text} ${words[0]}`] : [];
  const wide = [...lead, words.slice(0, 3).join(' '), words.slice(0, 2).join(' ')].filter((phrase) =>
    phrase.includes(' '),
  );
  const find = (word: string): Near | undefined => {
    const matches = nearest(word, candidates, { use: popularity })
      .filter((match) => isSlip(word, match))
      .filter((match) => before?.text.toLowerCase() !== match.toLowerCase());
    return matches.length > 0 ? { word, matches } : undefined;
  };
  for (const phrase of new Set(wide)) {
    const near = find(phrase);
    if (near) return [near];
  }
  return words.slice(0, NAMED).flatMap((word) => find(word) ?? []);
}

/** Whether a word may be a slip of another one, and is no other word: it begins alike, and a short one ends alike or has one letter wrong. */
function isSlip(word: string, match: string): boolean {
  const [typed, meant] = [word.toLowerCase(), match.toLowerCase()];
  const isLong = typed.length > 3;
  const beginsAlike =
    typed[0] === meant[0] || (typed[1] === meant[0] && typed[0] === meant[1]) || typed[0] === meant[1];
  const isNumber = /^\d/.test(typed) !== /^\d/.test(meant);
  const endsAlike = typed.length > 7 || typed.at(-1) === meant.at(-1) || editDistance(typed, meant, 2) < 2;
  return isLong && beginsAlike && endsAlike && !isNumber && !isEnglish(typed);
}

/** Words that cannot be what a question is about. */
const SAYS_NOTHING: ReadonlySet<string> = new Set([
  ...ASKING,
  ...GLUE,
  ...PREPOSITIONS,
  'how',
  'many',
  'much',
  'number',
  'count',
  'total',
]);

/** Common words that nobody mistypes for another one. */
const ENGLISH = new Set(
  'placed priced price prices united states region regions order orders model models late latest recent stock store stores staff return returns discount discounts target plan goal budget cost costs expense expenses tax taxes late free best worst good bad high low new old times'.split(
    ' ',
  ),
);

function isEnglish(word: string): boolean {
  return word
    .split(' ')
    .every(
      (part) => ENGLISH.has(part) || SAYS_NOTHING.has(part) || NOT_OFFERED.some(([pattern]) => pattern.test(part)),
    );
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
  return (
    valueAlone(tokens, context) ??
    aboutTheData(content, context) ??
    misspeltName(words, context) ??
    new UserError(
      `no query is called "${truncate((content.length > 0 ? content : words).join(' '), SAID)}": ask for ${names.slice(0, 5).join(', ')}, or type help to see what can be asked`,
    )
  );
}

/** What is asked of the catalogue itself: `what can I ask`, `list all measures`. */
const ABOUT =
  /^(?:all|any|every|ask|asked|available|data|datasets?|database|measures?|metrics?|dimensions?|fields?|columns?|tables?|quer(?:y|ies)|questions?|reports?|kpis?|help)$/i;

/** What is asked of the age of the data: `when was the data last updated`. */
const AGE = /^(?:data|fresh|up|date|last|latest|new|old|recent|current|updated|refreshed|loaded|freshness)$/i;

/** `what data do you have`: the help tells it, and each answer tells how new its data are. */
function aboutTheData(content: readonly string[], { catalogue: { queries } }: ParseContext): UserError | undefined {
  const { name } = queries.find(({ dataset }) => dataset !== undefined) ?? queries[0]!;
  if (content.every((word) => ABOUT.test(word)))
    return new UserError(`type help to see what can be asked, or help ${name} for what ${name} understands`);
  const isAge = content.every((word) => AGE.test(word)) && content.some((word) => /^data$/i.test(word));
  return isAge ? new UserError(`each answer says how new its data are: ask a question, as in ${name}`) : undefined;
}

/** Values without a query: `classic cars` could be asked of each query that knows them. */
function valueAlone(tokens: readonly Token[], context: ParseContext): UserError | undefined {
  const readings = context.catalogue.queries
    .filter(({ params }) => params.some(({ type }) => type === 'string'))
    .slice(0, 20)
    .map((query) => attempt({ query, start: 0, count: 0, rank: BY_WORD }, tokens, context))
    .filter(
      ({ draft, composed }) =>
        Object.keys(composed.values).length > 0 && draft.unused.length + draft.problems.length === 0,
    )
    .sort(byPreference);
  const [first] = readings;
  if (!first) return undefined;
  const said = tokens.map(({ text }) => text).join(' ');
  const suggestions = readings.slice(0, 3).map((read) => formatRequest(requestOf(read)));
  const lack = first.draft.inside ? 'does not say of which number' : 'says of what, but not what';
  return new UserError(`"${truncate(said, SAID)}" ${lack}: did you mean ${suggestions[0]}?`, { suggestions });
}

function misspeltName(
  words: readonly string[],
  { catalogue, popularity, isTrial }: ParseContext,
): UserError | undefined {
  if (isTrial) return undefined;
  const names = catalogue.queries.flatMap(({ name, aliases, params }) => [
    name,
    ...aliases,
    ...params
      .filter(({ role }) => role === 'measure' || role === 'dimension')
      .flatMap(({ choices }) => choices.flatMap((choice) => [choice.label.toLowerCase(), ...choice.aliases])),
  ]);
  const near = words
    .slice(0, NAMED)
    .map((word) => ({
      word,
      matches: nearest(word, [names], { use: popularity })
        .filter((match) => isSlip(word, match))
        .filter((match) => match.toLowerCase() !== word.toLowerCase()),
    }))
    .find(({ matches }) => matches.length > 0);
  return (
    near &&
    new UserError(`no query is called "${truncate(near.word, SAID)}": did you mean ${near.matches[0]}?`, { near })
  );
}

const PERIODS = ['last week', 'last month', 'last quarter', 'last year', 'this month', 'this year', 'yesterday'];

/** What a word may have been meant to be. Lists of values stay the same arrays, so that looking through them stays fast. */
function candidatesFor(query: Query, vocabulary: Vocabulary): readonly (readonly string[])[] {
  return query.params.flatMap((param) => {
    if (param.type === 'choice') {
      const isNamed = ['measure', 'dimension', 'series', 'option'].includes(param.role);
      return isNamed ? [param.choices.flatMap(({ name, label, aliases }) => [label, name, ...aliases])] : [];
    }
    if (param.type === 'string') return [vocabulary(query, param)];
    return param.type === 'period' ? [PERIODS] : [];
  });
}
