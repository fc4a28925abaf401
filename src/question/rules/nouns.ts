import type { Draft, ReadContext } from '../draft.ts';
import type { Meaning } from '../lexicon.ts';
import type { Noun, Phrase, Sentence } from '../sentence.ts';
import type { Rule } from './rule.ts';

import { canonicalValue } from '../../catalogue/param.ts';
import { UserError } from '../../error.ts';
import { normalizeText, singular } from '../../text/normalize.ts';
import { attemptStep } from '../draft.ts';
import { NEGATION } from '../english.ts';
import { nounAt } from '../sentence.ts';
import { setValue } from './pairs.ts';

/** Reads values that are left out: `not USA`, `except France and Spain`, `without ships`. */
export const readNegation: Rule = (sentence, index, draft, context) => {
  const found = sentence.match(index, NEGATION);
  if (!found) return undefined;
  let next = index + found.length;
  let end: number | undefined;
  for (;;) {
    const noun = nounAt(sentence, next, context.lexicon);
    const values = noun ? valuesIn(noun) : [];
    if (!noun || values.length === 0) break;
    addValue(draft, noun.text, values, next, true, sentence);
    end = next + noun.count;
    const joiner = /^(?:and|or|nor)$/.test(sentence.word(end)) ? 1 : 0;
    if (!nounAt(sentence, end + joiner, context.lexicon)?.values.length) break;
    next = end + joiner;
  }
  return end === undefined ? undefined : end - index;
};

/** Reads a filter's own word and then its value, `product line unknown`. It is tried before the dimension of that name. */
export const readAnnouncedFilter: Rule = (sentence, index, draft, context) =>
  announcedAt(sentence, index, draft, context, ({ role, type }) => role === 'filter' && type === 'string');

/** Reads a parameter's own word and then its value: `minimum 5`, `measure orders`. */
export const readAnnounced: Rule = (sentence, index, draft, context) =>
  announcedAt(sentence, index, draft, context, () => true);

/** The runs of words so many tokens behind an index, each with that number. */
function valuesFrom(sentence: Sentence, index: number, start: number): readonly (readonly [number, Phrase])[] {
  return sentence.phrases(index + start, 6).map((phrase) => [start, phrase] as const);
}

function announcedAt(
  sentence: Sentence,
  index: number,
  draft: Draft,
  context: ReadContext,
  isMeant: (param: Meaning['param']) => boolean,
): number | undefined {
  for (const { folded, count } of sentence.phrases(index, 4)) {
    for (const param of context.lexicon.announced(folded).filter(isMeant)) {
      const led = count + (/^(?:of|called|named)$/.test(sentence.word(index + count)) ? 1 : 0);
      for (const [from, value] of [led, count].flatMap((start) => valuesFrom(sentence, index, start))) {
        const accepted = accepts(param, value, context);
        if (accepted === undefined || isCutShort(accepted, value.count, sentence, index + from, context)) continue;
        if (param.role === 'filter') draft.values.push({ param, value: accepted, excluded: false, at: index });
        else attemptStep(draft, () => setValue(draft, param, accepted));
        return from + value.count;
      }
    }
  }
  return undefined;
}

/** `by total revenue`, `by customer count`: the name of a measure, of which a choice is only the beginning. */
function isCutShort(
  value: string,
  count: number,
  sentence: Sentence,
  index: number,
  { lexicon }: ReadContext,
): boolean {
  const isMeasure = (noun: Noun | undefined) => noun?.choices.some(({ param }) => param.role === 'measure') === true;
  const whole = nounAt(sentence, index, lexicon);
  if (whole && whole.count > count && isMeasure(whole)) return true;
  return value === 'none' && isMeasure(nounAt(sentence, index + count, lexicon));
}

function accepts(
  param: Meaning['param'],
  { text, folded, normalized, count }: { text: string; folded: string; normalized: string; count: number },
  { lexicon, query, vocabulary }: ReadContext,
): string | undefined {
  if (param.role === 'show' || param.role === 'sort' || param.role === 'period') return undefined;
  if (param.type === 'choice') {
    const isOwn = (meaning: Meaning) => meaning.kind === 'choice' && meaning.param.name === param.name;
    return lexicon.choices(folded).find(isOwn)?.value;
  }
  const known = vocabulary(query, param);
  if (param.type === 'string' && (known.length > 0 || Array.isArray(param.values))) {
    const isOwn = (meaning: Meaning) => meaning.kind === 'value' && meaning.param === param;
    return [...lexicon.values(normalized, text), ...lexicon.choices(folded)].find(isOwn)?.value;
  }
  if (param.type === 'string') {
    const isWord = lexicon.choices(folded).length > 0 || lexicon.announced(folded).length > 0;
    return count === 1 && text !== '' && !isWord && param.values === undefined ? text : undefined;
  }
  try {
    return canonicalValue(param, text, known);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

/** Reads a measure, a dimension, an option or a value by its own words, the longest phrase first. */
export const readNoun: Rule = (sentence, index, draft, context) => {
  const noun = nounAt(sentence, index, context.lexicon);
  return noun && takeNoun(noun, sentence, index, draft, context) ? noun.count : undefined;
};

/** Reads names of several words, before the rules of the language are tried: `Best Buys Ltd` is no ranking, `average order value` no average. */
export const readLongNoun: Rule = (sentence, index, draft, context) => {
  const noun = nounAt(sentence, index, context.lexicon);
  const token = sentence.tokens[index];
  const isQuoted = token?.kind === 'word' && token.quoted;
  if (!noun || (noun.count < 2 && !isQuoted)) return undefined;
  return takeNoun(noun, sentence, index, draft, context) ? noun.count : undefined;
};

/** Reads an article before a name of several words, `the average order value`, so that no other rule takes it as its own beginning. */
export const readArticle: Rule = (sentence, index, _, { lexicon }) => {
  if (!/^(?:the|our|my|an?)$/.test(sentence.word(index))) return undefined;
  return (nounAt(sentence, index + 1, lexicon)?.count ?? 0) > 1 ? 1 : undefined;
};

function takeNoun(noun: Noun, sentence: Sentence, index: number, draft: Draft, context: ReadContext): boolean {
  const measure = noun.choices.find(({ param }) => param.role === 'measure');
  const dimension = noun.choices.find(({ param }) => param.role === 'dimension' || param.role === 'series');
  const isSingular = dimension && !/s$/.test(noun.folded);
  if (dimension && isUnnamedPlace(noun, sentence, index, context))
    draft.problems.push(unnamedPlace(noun, dimension.value));
  if (measure && dimension && !isSingular) {
    draft.either.push({ measure: measure.value, dimension: dimension.value, at: index, end: index + noun.count });
    return true;
  }
  if (measure && isVerbAfterWhich(noun, index, draft, context)) {
    draft.measures.push({ name: context.lexicon.verbs(noun.folded)[0]!.value, at: index, how: 'verb' });
    return true;
  }
  if (measure && sentence.isAfter(index, '/') && draft.measures.at(-1)?.at === index - 1)
    draft.problems.push(quotientSaid(sentence, index));
  if (measure && !dimension) {
    draft.measures.push({ name: measure.value, at: index, how: 'noun' });
    return true;
  }
  if (dimension && dimension.value !== 'none') {
    draft.groups.push({
      name: dimension.value,
      at: index,
      how: 'bare',
      end: index + noun.count,
      isOne: isSingular === true,
    });
    return true;
  }
  const option = noun.choices.find(({ kind }) => kind === 'choice');
  if (option) {
    attemptStep(draft, () => setValue(draft, option.param, option.value));
    return true;
  }
  const values = valuesIn(noun);
  if (values.length === 0) return false;
  addValue(draft, noun.text, values, index, false, sentence);
  return true;
}

/** `units/order`: a quotient is asked for in words. */
function quotientSaid({ tokens }: Sentence, index: number): UserError {
  const [over, under] = [tokens[index - 1]!.text, tokens[index]!.text];
  return new UserError(`"${over}/${under}" is not worked out: ask for ${over} per ${singular(under)}`);
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

/** The values that a noun names: those in the data before other words for them. */
function valuesIn({ values, choices }: Noun): readonly Meaning[] {
  return [...values, ...choices.filter(({ kind }) => kind === 'value')];
}

/** Adds a value; of several meanings, the one of the parameter that a list goes on with, then the first. */
function addValue(
  draft: Draft,
  word: string,
  meanings: readonly Meaning[],
  at: number,
  excluded: boolean,
  sentence: Sentence,
): void {
  const last = draft.values.at(-1);
  const isList = last && /^(?:and|or|nor|)$/.test(sentence.word(at - 1));
  const continued = isList ? meanings.find(({ param }) => param.name === last.param.name) : undefined;
  const chosen = continued ?? meanings[0]!;
  const other = continued ? undefined : meanings.find(({ param }) => param.name !== chosen.param.name);
  if (other) draft.ambiguities.push({ word, chosen, other });
  for (const [index, meaning] of meanings.entries()) {
    if (meanings.findIndex(({ param, value }) => param === meaning.param && value === meaning.value) < index) continue;
    const isAlike =
      meaning.param.name === chosen.param.name && normalizeText(meaning.value) === normalizeText(chosen.value);
    if (isAlike) draft.values.push({ param: meaning.param, value: meaning.value, excluded, at });
  }
}
