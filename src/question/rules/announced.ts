import type { Draft, ReadContext } from '../draft.ts';
import type { Meaning } from '../lexicon.ts';
import type { Noun, Phrase, Sentence } from '../sentence.ts';
import type { Rule } from './rule.ts';

import { canonicalValue } from '../../catalogue/param.ts';
import { UserError } from '../../error.ts';
import { attemptStep } from '../draft.ts';
import { nounAt } from '../sentence.ts';
import { setValue } from './pairs.ts';

/** Reads a filter's own word and then its value, `product line unknown`. It is tried before the dimension of that name. */
export const readAnnouncedFilter: Rule = (sentence, index, draft, context) =>
  announcedAt(sentence, index, draft, context, ({ role, type }) => role === 'filter' && type === 'string');

/**
 * Reads a filter by what those that it is called after do, and a value: `supplied by Min Lin Diecast`, where a vendor is
 * a supplier.
 */
export const readDoneBy: Rule = (sentence, index, draft, context) => {
  const word = sentence.word(index);
  if (!word.endsWith('ed') || sentence.word(index + 1) !== 'by') return undefined;
  const [param] = context.lexicon.announced(word.replace(/d$/, 'r')).filter(({ role }) => role === 'filter');
  if (!param) return undefined;
  for (const [from, value] of valuesFrom(sentence, index, 2)) {
    const accepted = accepts(param, value, context);
    if (accepted === undefined) continue;
    draft.values.push({ param, value: accepted, excluded: false, at: index + from });
    return from + value.count;
  }
  return undefined;
};

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
      const isBound = /^(?:where|and|or|whose|when|with)$/.test(sentence.word(index - 1)); // `where country is Spain`
      const link = isBound ? /^(?:of|called|named|is|are|was|equals)$/ : /^(?:of|called|named)$/;
      const led = count + (link.test(sentence.word(index + count)) ? 1 : 0);
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
