import type { ReadContext } from '../draft.ts';
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

/**
 * Reads words that are a part of exactly one value of the data: `orders of Mini Gifts`. When several values contain
 * them, they are named and asked back.
 */
export const readPartialValue: Rule = (sentence, index, draft, context) => {
  if (draft.unused.length > 4) return undefined;
  for (const { text, normalized, count } of sentence.phrases(index, 5)) {
    if (normalized.length < 4 || (count === 1 && !/^\p{Lu}/u.test(text))) continue;
    if (count === 1 && isPartOfName(sentence, index, context)) continue;
    const found = context.lexicon.partial(normalized, SEVERAL);
    const [only] = found;
    if (!only) continue;
    if (found.length > 1 || (count === 1 && index === 0)) {
      draft.problems.push(
        severalHold(
          text,
          found.map(({ value }) => value),
        ),
      );
      return count;
    }
    draft.values.push({ param: only.param, value: only.value, excluded: false, at: index });
    return count;
  }
  return undefined;
};

function severalHold(text: string, values: readonly string[]): UserError {
  const names = values.slice(0, SEVERAL - 1);
  const more = values.length >= SEVERAL ? ' or others' : '';
  return new UserError(`"${text}" could be ${names.join(', ')}${more}: write the whole name`, {
    near: { word: text, matches: names },
  });
}
