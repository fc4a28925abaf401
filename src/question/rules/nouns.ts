import type { Draft, ReadContext } from '../draft.ts';
import type { Meaning } from '../lexicon.ts';
import type { Noun, Sentence } from '../sentence.ts';
import type { Rule } from './rule.ts';

import { filterParam } from '../../catalogue/param.ts';
import { UserError } from '../../error.ts';
import { normalizeText, singular } from '../../text/normalize.ts';
import { UNKNOWN } from '../../text/text.ts';
import { attemptStep, isCountOf } from '../draft.ts';
import { nounAt } from '../sentence.ts';
import { setValue } from './pairs.ts';

/** What leads from `order date` to a period. */
const BOUND = /^(?:after|before|since|between|from|on|in|is|until|through|was)$/;

/** Reads a measure, a dimension, an option or a value by its own words, the longest phrase first. */
export const readNoun: Rule = (sentence, index, draft, context) => {
  const noun = nounAt(sentence, index, context.lexicon);
  return noun && takeNoun(noun, sentence, index, draft, context);
};

/** Reads names of several words, before the rules of the language are tried: `Best Buys Ltd` is no ranking, `average order value` no average. */
export const readLongNoun: Rule = (sentence, index, draft, context) => {
  const noun = nounAt(sentence, index, context.lexicon);
  const token = sentence.tokens[index];
  const isQuoted = token?.kind === 'word' && token.quoted;
  if (!noun || (noun.count < 2 && !isQuoted)) return undefined;
  return takeNoun(noun, sentence, index, draft, context);
};

/** Reads an article before a name of several words, `the average order value`, so that no other rule takes it as its own beginning. */
export const readArticle: Rule = (sentence, index, _, { lexicon }) => {
  if (!/^(?:the|our|my|an?)$/.test(sentence.word(index))) return undefined;
  return (nounAt(sentence, index + 1, lexicon)?.count ?? 0) > 1 ? 1 : undefined;
};

/** Takes what a noun names into the draft; how many tokens that are, or undefined when it names nothing. */
function takeNoun(
  noun: Noun,
  sentence: Sentence,
  index: number,
  draft: Draft,
  context: ReadContext,
): number | undefined {
  const measure = noun.choices.find(({ param }) => param.role === 'measure');
  const dimension = noun.choices.find(({ param }) => param.role === 'dimension' || param.role === 'series');
  const isSingular = dimension && !/s$/.test(noun.folded);
  const counted = isSingular ? countSaid(noun, dimension.value, sentence, index, context) : undefined;
  if (counted) {
    draft.measures.push({ name: counted.name, at: index, how: 'noun' });
    return counted.count;
  }
  if (dimension && isUnnamedPlace(noun, sentence, index, context))
    draft.problems.push(unnamedPlace(noun, dimension.value));
  if (measure && dimension && !isSingular) {
    draft.either.push({ measure: measure.value, dimension: dimension.value, at: index, end: index + noun.count });
    return noun.count;
  }
  if (measure && isVerbAfterWhich(noun, index, draft, context)) {
    draft.measures.push({ name: context.lexicon.verbs(noun.folded)[0]!.value, at: index, how: 'verb' });
    return noun.count;
  }
  if (measure && sentence.isAfter(index, '/') && draft.measures.at(-1)?.at === index - 1)
    draft.problems.push(quotientSaid(sentence, index));
  if (measure && !dimension && isOfMeasure(noun, measure.value, sentence, index + noun.count, context))
    return noun.count; // `order quantity`
  if (measure && !dimension) {
    draft.measures.push({ name: measure.value, at: index, how: 'noun' });
    return noun.count;
  }
  if (dimension && /\bdate$/.test(noun.folded) && BOUND.test(sentence.word(index + noun.count))) return noun.count;
  if (dimension && dimension.value !== 'none') {
    draft.groups.push({
      name: dimension.value,
      at: index,
      how: 'bare',
      end: index + noun.count,
      isOne: isSingular === true,
    });
    return noun.count;
  }
  const option = noun.choices[0];
  if (option) {
    attemptStep(draft, () => setValue(draft, option.param, option.value));
    return noun.count;
  }
  const { values } = noun;
  if (values.length === 0 || isDoneByUs(noun, sentence, index)) return undefined;
  const kind = kindAfter(values, sentence, index + noun.count, draft, context);
  const meant = kind ? values.filter(({ param }) => param.name === kind.name) : values;
  addValue(draft, noun.text, meant, { at: index, excluded: false }, sentence, context);
  return noun.count + (kind?.count ?? 0);
}

/** Whether a noun in the singular that counts things only says whose the measure behind it is. */
function isOfMeasure(
  noun: Noun,
  name: string,
  sentence: Sentence,
  next: number,
  { query, lexicon }: ReadContext,
): boolean {
  const behind = nounAt(sentence, next, lexicon)?.choices.find(({ param }) => param.role === 'measure')?.value;
  const isOther = behind !== undefined && behind !== name && !isCountOf(behind, query);
  return (
    isOther &&
    isCountOf(name, query) &&
    !/s$/.test(noun.folded) &&
    !sentence.isAfter(next, ',') &&
    !sentence.isAfter(next, '/')
  );
}

/** `customer count`, `total customer`, `customer growth`: a dimension in the singular whose values are counted, and the tokens that say so. */
function countSaid(
  { count }: Noun,
  dimension: string,
  sentence: Sentence,
  index: number,
  context: ReadContext,
): { readonly name: string; readonly count: number } | undefined {
  const behind = sentence.match(index + count, /^(?:counts?|distribution)(?= |$)/)?.length ?? 0;
  const isSaid = behind > 0 || sentence.word(index + count) === 'growth' || sentence.word(index - 1) === 'total';
  const name = isSaid ? countOf(dimension, context) : undefined;
  return name === undefined ? undefined : { name, count: count + behind };
}

/** The measure that counts the values of a dimension: `customer growth`. */
function countOf(dimension: string, { query }: ReadContext): string | undefined {
  const plural = query.dataset?.dimensions.find(({ name }) => name === dimension)?.plural;
  return query.dataset?.measures.find(
    ({ name, counts, aggregate, label }) =>
      counts === dimension || (aggregate.kind === 'count' && [name, label.toLowerCase()].includes(plural ?? '')),
  )?.name;
}

/** `unknown vendors`, `the Ships line`: the kind of one value that is said right behind it, which groups nothing. */
function kindAfter(
  values: readonly Meaning[],
  sentence: Sentence,
  index: number,
  draft: Draft,
  context: ReadContext,
): { readonly name: string; readonly count: number } | undefined {
  const noun = nounAt(sentence, index, context.lexicon);
  const dimension = noun?.choices.find(({ param }) => param.role === 'dimension')?.value;
  const isKind = values.some(({ param }) => param.name === dimension);
  const isUnknown = values.every(({ value }) => value === UNKNOWN);
  if (noun && dimension !== undefined && isUnknown && !isKind)
    draft.problems.push(noUnknown(dimension.replaceAll('_', ' '), isListed(dimension, context)));
  const isOne = isUnknown || (noun !== undefined && !noun.folded.endsWith('s'));
  return noun && dimension !== undefined && isKind && isOne ? { name: dimension, count: noun.count } : undefined;
}

/** Whether the values of a dimension are known by now. */
function isListed(dimension: string, { query, vocabulary }: ReadContext): boolean {
  const param = filterParam(query, dimension);
  return param !== undefined && vocabulary(query, param).length > 0;
}

function noUnknown(dimension: string, isRead: boolean): UserError {
  return new UserError(
    isRead
      ? `there is no Unknown among the values of ${dimension}: ask without it`
      : `the values of ${dimension} are not known yet: ask again in a minute`,
  );
}

/** `units/order`: a quotient is asked for in words. */
function quotientSaid({ tokens }: Sentence, index: number): UserError {
  const [over, under] = [tokens[index - 1]!.text, tokens[index]!.text];
  return new UserError(`"${over}/${under}" is not worked out: ask for ${over} per ${singular(under)}`);
}

/** `did we ship to`: behind such a word a verb stands, which is no value of its name. */
function isDoneByUs({ count, folded, text }: Noun, sentence: Sentence, index: number): boolean {
  const isToDo = sentence.word(index - 1) === 'to' && text === folded; // `days to ship`
  return count === 1 && !folded.endsWith('s') && (isToDo || /^(?:we|they|you|i)$/.test(sentence.word(index - 1)));
}

/** `in the states`, and nothing behind it that says which. */
function isUnnamedPlace({ count }: Noun, sentence: Sentence, index: number, { lexicon }: ReadContext): boolean {
  const isLed = sentence.word(index - 1) === 'the' && /^(?:in|from|within)$/.test(sentence.word(index - 2));
  const next = index + count;
  const isTold = (nounAt(sentence, next, lexicon)?.values.length ?? 0) > 0 || sentence.tokens[next]?.kind === 'pair';
  return isLed && !isTold && !/^(?:of|in|with|that|where|which|whose|from|and|or)$/.test(sentence.word(next));
}

function unnamedPlace({ text }: Noun, dimension: string): UserError {
  const name = dimension.replaceAll('_', ' ');
  return new UserError(`"the ${text}" does not say which ${name}: name one, or ask by ${name}`);
}

/** `which city orders most`: right after what is asked for, such a word is a verb. */
function isVerbAfterWhich(noun: Noun, index: number, draft: Draft, { lexicon }: ReadContext): boolean {
  const group = draft.groups.at(-1);
  return noun.count === 1 && group?.how === 'which' && group.end === index && lexicon.verbs(noun.folded).length > 0;
}

/** Adds a value; of several meanings, the one of the parameter that a list goes on with, then the first. */
export function addValue(
  draft: Draft,
  word: string,
  meanings: readonly Meaning[],
  { at, excluded }: { readonly at: number; readonly excluded: boolean },
  sentence: Sentence,
  { lexicon }: ReadContext,
): void {
  const last = draft.values.at(-1);
  const isList = last && /^(?:and|or|nor|)$/.test(sentence.word(at - 1));
  const continued = isList ? meanings.find(({ param }) => param.name === last.param.name) : undefined;
  const chosen = continued ?? meanings[0]!;
  const other = continued ? undefined : meanings.find(({ param }) => param.name !== chosen.param.name);
  const spelt = other ? undefined : lexicon.spellings(normalizeText(word)).find((each) => isSpeltAlike(each, chosen));
  const instead = other ?? spelt;
  if (instead) draft.ambiguities.push({ word, chosen, other: instead });
  for (const [index, meaning] of meanings.entries()) {
    if (meanings.findIndex(({ param, value }) => param === meaning.param && value === meaning.value) < index) continue;
    const isAlike =
      meaning.param.name === chosen.param.name && normalizeText(meaning.value) === normalizeText(chosen.value);
    if (!isAlike) continue;
    draft.values.push({
      param: meaning.param,
      value: meaning.value,
      excluded,
      at,
      ...(other && { other: other.param.name }),
    });
  }
}

/** Whether two values of one parameter differ in nothing but case: the one that was typed exactly was taken alone. */
function isSpeltAlike({ param, value }: Meaning, chosen: Meaning): boolean {
  const isSame = value.trim().toLowerCase() === chosen.value.trim().toLowerCase();
  return param === chosen.param && value !== chosen.value && isSame;
}
