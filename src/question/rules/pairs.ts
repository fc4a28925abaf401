import type { Param } from '../../catalogue/query.ts';
import type { Draft, ReadContext } from '../draft.ts';
import type { Phrase, Sentence } from '../sentence.ts';
import type { Pair } from '../tokens.ts';
import type { Rule } from './rule.ts';

import { canonicalPeriod } from '../../calendar/period.ts';
import { canonicalValue } from '../../catalogue/param.ts';
import { CHART_TYPES } from '../../chart/chart-type.ts';
import { UserError } from '../../error.ts';
import { normalizeText } from '../../text/normalize.ts';
import { attemptStep } from '../draft.ts';
import { COMPARES } from '../request.ts';
import { foldPhrase } from '../tokens.ts';
import { chartTypeNamed } from './chart-type.ts';

/** Reads a parameter by its name and its values: `country=France`, `period!="last year"`. */
export const readPair: Rule = (sentence, index, draft, context) => {
  const lead = [0, 1, 2].find((count) => isNameOfPair(sentence, index, count, context));
  const token = lead === undefined ? undefined : sentence.tokens[index + lead];
  if (lead === undefined || token?.kind !== 'pair') return undefined;
  const words = sentence.tokens.slice(index, index + lead).map(({ text }) => text);
  const more = restOfValue(token, sentence, index + lead + 1, context);
  const value = more && `${token.values[0]} ${more.text}`;
  const pair = { ...token, key: [...words, token.key].join(' '), ...(value && { values: [value] }) };
  if (draft.problems.length < MOST_PROBLEMS) attemptStep(draft, () => setPair(pair, draft, context));
  return lead + 1 + (more?.count ?? 0);
};

/** Behind so many problems no more pairs are looked up: one problem is told at a time. */
const MOST_PROBLEMS = 3;

/** Whether a pair stands behind `count` words that are the first ones of its name: `product line=Planes`. */
function isNameOfPair(sentence: Sentence, index: number, count: number, { lexicon }: ReadContext): boolean {
  const pair = sentence.tokens[index + count];
  if (pair?.kind !== 'pair') return false;
  const words = Array.from({ length: count }, (_, ahead) => sentence.word(index + ahead));
  return (
    count === 0 || (!words.includes('') && lexicon.announced(foldPhrase([...words, pair.key].join(' '))).length > 0)
  );
}

/** The words behind a pair that go on with its value, `vendor=Exoto Designs`; undefined where it is whole, or known by itself. */
function restOfValue(pair: Pair, sentence: Sentence, index: number, { lexicon }: ReadContext): Phrase | undefined {
  const [first, ...others] = pair.values;
  const isKnown = (text: string) => lexicon.values(normalizeText(text), text).length > 0;
  if (first === undefined || first === '' || others.length > 0 || pair.text.endsWith('"') || isKnown(first))
    return undefined;
  return sentence.phrases(index, 4).find(({ text }) => isKnown(`${first} ${text}`));
}

function setPair(pair: Pair, draft: Draft, { query, lexicon, vocabulary, roles }: ReadContext): void {
  const key = normalizeText(pair.key);
  const text = pair.values.join(' ');
  if (key === 'compare') {
    const wanted = normalizeText(text).replace(/ period$/, '');
    draft.compare = COMPARES.find((compare) => compare === wanted) ?? canonicalPeriod(text);
    if (!draft.compare)
      throw new UserError(`compare cannot be "${text}": it takes previous, last year or a period such as 2025-Q1`);
    return;
  }
  if (key === 'as') {
    draft.as = chartTypeNamed(normalizeText(text));
    if (!draft.as) throw new UserError(`as cannot be "${text}": it takes one of ${CHART_TYPES.join(', ')}`);
    return;
  }
  const param =
    query.params.find(({ name }) => name === pair.key) ??
    lexicon.announced(foldPhrase(pair.key))[0] ??
    periodMeant(key, text, roles.period);
  if (!param) {
    const names = query.params.map(({ name }) => name).join(', ');
    throw new UserError(`${query.name} has no ${pair.key}: ${names ? `it takes ${names}` : 'it takes no parameters'}`);
  }
  for (const value of pair.values)
    setValue(draft, param, canonicalValue(param, value, vocabulary(query, param)), pair.excluded);
}

/** `year=2004`, `month=2004-03`: the period, called after its kind. */
function periodMeant(key: string, text: string, period: Param | undefined): Param | undefined {
  const isKind = /^(?:day|date|week|month|quarter|year)$/.test(key);
  return isKind && canonicalPeriod(text) !== undefined ? period : undefined;
}

/** Sets a parameter of a draft to one more value. Throws a UserError when it has another value already and takes only one. */
export function setValue(
  draft: Draft,
  param: { readonly name: string; readonly many: boolean },
  value: string,
  excluded = false,
): void {
  const given = draft.settings.get(param.name);
  if (given && draft.excluded.has(param.name) !== excluded)
    throw new UserError(`${param.name} is both asked for and left out: ask for one or the other`);
  if (given && !given.includes(value) && !param.many) throw givenTwice(param.name, given[0]!, value);
  draft.settings.set(param.name, given ? [...new Set([...given, value])] : [value]);
  if (excluded) draft.excluded.add(param.name);
}

/** Creates the refusal of two values for a parameter that takes one. */
export function givenTwice(name: string, first: string, second: string): UserError {
  return new UserError(`${name} was given twice, as ${first} and as ${second}: keep one`);
}
