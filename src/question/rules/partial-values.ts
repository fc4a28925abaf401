import type { ReadContext } from '../draft.ts';
import type { Meaning } from '../lexicon.ts';
import type { Sentence } from '../sentence.ts';
import type { Rule } from './rule.ts';

import { UserError } from '../../error.ts';
import { nounAt } from '../sentence.ts';

/** `North America`: a word of a longer name, which is not read by half. */
function isPartOfName(sentence: Sentence, index: number, { lexicon }: ReadContext): boolean {
  const isName = (at: number) => {
    const token = sentence.tokens[at];
    return token?.kind === 'word' && !token.quoted && /^\p{Lu}\p{L}/u.test(token.text);
  };
  return isName(index + 1) || (index > 1 && isName(index - 1) && nounAt(sentence, index - 1, lexicon) === undefined);
}

/** So many values that hold the words are looked for; more than one ask back. */
const SEVERAL = 4;

/** Reads words that are a part of exactly one value of the data: `orders of Mini Gifts`. */
export const readPartialValue: Rule = (sentence, index, draft, context) => {
  if (draft.unused.length > 4) return undefined;
  const part = partialValueAt(sentence, index, context);
  if (part && 'problem' in part) draft.problems.push(part.problem);
  else if (part) draft.values.push({ param: part.param, value: part.value, excluded: false, at: index });
  return part?.count;
};

/** A value that some words are a part of, or the question which of several is meant, and how many tokens it takes. */
type PartialValue = { readonly count: number } & (
  | { readonly param: Meaning['param']; readonly value: string }
  | { readonly problem: UserError }
);

/** Finds the value of the data that words at a token are a part of; the problem names them when several contain the words. */
export function partialValueAt(sentence: Sentence, index: number, context: ReadContext): PartialValue | undefined {
  for (const { text, normalized, count } of sentence.phrases(index, 5)) {
    if (normalized.length < 4 || (count === 1 && !/^\p{Lu}/u.test(text))) continue;
    if (count === 1 && isPartOfName(sentence, index, context)) continue;
    const found = context.lexicon.partial(normalized, SEVERAL);
    const [only] = found;
    if (!only) continue;
    const names = found.map(({ value }) => value);
    if (found.length > 1 || (count === 1 && index === 0)) return { count, problem: severalHold(text, names) };
    return { count, param: only.param, value: only.value };
  }
  return undefined;
}

function severalHold(text: string, values: readonly string[]): UserError {
  const names = values.slice(0, SEVERAL - 1);
  const more = values.length >= SEVERAL ? ' or others' : '';
  return new UserError(`"${text}" could be ${names.join(', ')}${more}: write the whole name`, {
    near: { word: text, matches: names },
  });
}
