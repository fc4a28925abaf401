import type { Param, Query } from '../catalogue/query.ts';
import type { Near } from '../error.ts';
import type { Attempt, ParseContext } from './candidates.ts';
import type { Meaning, Vocabulary } from './lexicon.ts';

import { editDistance, nearest } from '../text/nearest.ts';
import { normalizeText } from '../text/normalize.ts';
import { ASKING, GLUE, PREPOSITIONS } from './english.ts';
import { lexiconOf } from './lexicon.ts';
import { isNotOffered } from './not-offered.ts';

/** As many words are looked up. */
const LOOKED_UP = 5;

/** Words that cannot be what a question is about. */
export const SAYS_NOTHING: ReadonlySet<string> = new Set([
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

/** Words of the language that are often mistyped. */
const LANGUAGE: readonly string[] = (
  'top bottom best worst highest lowest biggest largest smallest higher lower average mean percentage percent share growth grow grew ' +
  'increase decrease change difference compare compared comparison versus between except excluding without until since before after ' +
  'during cumulative running total number last previous current this first both only please show what which how who when many much most ' +
  'least more less than over under above below sort sorted ascending descending trend weekday weekend year years quarterly monthly weekly ' +
  'daily yearly january february march april june july august september october november december'
).split(' ');

const LANGUAGE_WORDS: ReadonlySet<string> = new Set(LANGUAGE);

/** Common words that nobody mistypes for another one. */
const ENGLISH = new Set(
  (
    'loss losses up down upper lower back front inside off out away placed priced price prices united states region regions order orders model models late latest recent stock store stores staff return returns discount discounts target plan goal budget cost costs expense expenses tax taxes free best worst good bad high low new old times ' +
    'status early earlier later reverse reversed pending data other others send sent stop channel channels office offices gender age name names type types size sizes code codes group groups segment segments category categories employee employees payment payments inventory net gross refund refunds lead leads ' +
    'visit visits click clicks user users account accounts person people man men woman women explain explains seller sellers performer performers average where while whether against around beside besides behind near far same half still quite'
  ).split(' '),
);

function isEnglish(word: string): boolean {
  return (
    ENGLISH.has(word) || LANGUAGE_WORDS.has(word) || SAYS_NOTHING.has(word) || isNotOffered(word) || /^\d/.test(word)
  );
}

/**
 * Returns the words left over of an attempt that are nearly other words, each with what it may be: a phrase before its
 * words, and a part of a name when it is near to nothing.
 */
export function nearsOf(best: Attempt, words: readonly string[], context: ParseContext): readonly Near[] {
  if (context.isTrial) return [];
  const { draft, sentence, query } = best;
  const candidates = candidatesFor(query, context.vocabulary);
  const first = sentence.tokens.indexOf(draft.unused.find(({ text }) => text === words[0]) ?? draft.unused[0]!);
  const before = first > 0 ? sentence.phrases(first - 1, 3) : [];
  const phrases = [...before, ...sentence.phrases(first, 3)].filter(({ count }) => count > 1).map(({ text }) => text);
  const lead = sentence.word(first - 1);
  const find = (word: string) => {
    const matches = slipsOf(word, candidates, context).filter((match) => match.toLowerCase() !== lead);
    return matches.length > 0 ? [{ word, matches }] : [];
  };
  let whole: Near | undefined;
  for (const phrase of phrases) {
    whole ??= isEnglishPhrase(phrase) ? undefined : find(phrase)[0];
  }
  const said = new Set(whole?.word.split(' '));
  const rest = words.filter((word) => !said.has(word)).slice(0, LOOKED_UP);
  const found = rest.flatMap((word) => {
    const near = find(word);
    return near.length > 0 || /^(?:by|per)$/.test(lead) ? near : partsOfNames(word, best, context);
  });
  return [...(whole ? [whole] : []), ...found];
}

/** Returns what a word or a phrase may be a slip of, best first; a word of the language alone when that is the nearest. */
export function slipsOf(
  word: string,
  candidates: readonly (readonly string[])[],
  { popularity }: ParseContext,
): readonly string[] {
  const own = LANGUAGE.find((match) => isLanguageSlip(word.toLowerCase(), match));
  if (own === undefined)
    return nearest(word, candidates, { use: popularity, beginsAlike: true }).filter((match) => isSlip(word, match));
  const names = nearest(word, candidates, { use: popularity, beginsAlike: true }).filter((match) =>
    isSlip(word, match),
  );
  return names.some((name) => editDistance(normalizeText(word), normalizeText(name), 2) < 2) ? names : [own];
}

/** Whether a word is a word of the language with one letter wrong; one of three letters has two swapped, or one too few within. */
function isLanguageSlip(typed: string, meant: string): boolean {
  if (isEnglish(typed) || typed.length < 3 || editDistance(typed, meant, 1) !== 1) return false;
  const isSwapped = typed[0] === meant[1] && typed[1] === meant[0];
  if (typed[0] !== meant[0] && !isSwapped) return false;
  if (typed.length > 3) return true;
  const isSameLetters = [...typed].sort().join('') === [...meant].sort().join('');
  return isSameLetters || (meant.length === 4 && typed.at(-1) === meant.at(-1));
}

/** Whether a text may be a slip of another one: word by word, or with a blank too many or too few. */
function isSlip(text: string, match: string): boolean {
  const [typed, meant] = [normalizeText(text).split(' '), normalizeText(match).split(' ')];
  if (typed.length !== meant.length)
    return typed.some((word) => !isEnglish(word)) && editDistance(typed.join(''), meant.join(''), 1) < 2;
  const wrong = typed.flatMap((word, index) => (word === meant[index] ? [] : [[word, meant[index]!] as const]));
  return wrong.length > 0 && wrong.every(([left, right]) => isWordSlip(left, right));
}

/** A word may be a slip of another one when it is no other word, begins alike, and a short one ends alike or has one letter wrong. */
function isWordSlip(typed: string, meant: string): boolean {
  if (typed.length < 4 || isEnglish(typed) || /^\d/.test(meant)) return false;
  const most = Math.min(3, Math.max(1, Math.floor(typed.length / 4)));
  const distance = editDistance(typed, meant, most);
  const isFirstSwapped = typed[1] === meant[0] && typed[0] === meant[1];
  const beginsAlike = typed[0] === meant[0] || isFirstSwapped || typed[0] === meant[1];
  const endsAlike = typed.length > 7 || typed.at(-1) === meant.at(-1) || distance < 2;
  return distance <= most && beginsAlike && endsAlike;
}

function isEnglishPhrase(phrase: string): boolean {
  return phrase.toLowerCase().split(' ').every(isEnglish);
}

/** So many names of one kind that hold a word are offered; a word of more is no help. */
const NAMES = 3;

/** A word in lower case that stands in a few names of the data: `titanic`. */
function partsOfNames(
  word: string,
  { query, draft, sentence }: Attempt,
  { vocabulary }: ParseContext,
): readonly Near[] {
  const wanted = normalizeText(word);
  const at = sentence.tokens.findIndex(({ text }) => text === word);
  const isAttribute = draft.measures.some((measure) => measure.how === 'noun' && measure.at === at + 1); // `online sales` are no sales of Online Toys
  if (wanted.length < 4 || isEnglish(wanted) || isAttribute) return [];
  const found = lexiconOf(query, vocabulary).partial(wanted, NAMES + 1);
  const isOneOfFew = ({ param }: Meaning) => found.filter((other) => other.param === param).length <= NAMES;
  const matches = found.filter(isOneOfFew).map(({ value }) => value);
  return matches.length > 0 ? [{ word, matches: matches.slice(0, NAMES) }] : [];
}

const PERIODS = ['last week', 'last month', 'last quarter', 'last year', 'this month', 'this year', 'yesterday'];

/** What a word may have been meant to be. Lists of values stay the same arrays, so that looking through them stays fast. */
function candidatesFor(query: Query, vocabulary: Vocabulary): readonly (readonly string[])[] {
  return query.params.flatMap((param) => {
    if (param.type === 'choice') return [choiceWords(param)];
    if (param.type === 'string') return [vocabulary(query, param)];
    return param.type === 'period' ? [PERIODS] : [];
  });
}

/** The words for the choices of each parameter, the same array as long as the query is served. */
const CHOICE_WORDS = new WeakMap<Param, readonly string[]>();

function choiceWords(param: Param): readonly string[] {
  const isNamed = ['measure', 'dimension', 'series', 'option'].includes(param.role);
  const known =
    CHOICE_WORDS.get(param) ??
    (isNamed ? param.choices.flatMap(({ name, label, aliases }) => [label, name, ...aliases]) : []);
  CHOICE_WORDS.set(param, known);
  return known;
}
