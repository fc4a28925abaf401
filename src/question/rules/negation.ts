import type { Draft, ReadContext } from '../draft.ts';
import type { Match, Sentence } from '../sentence.ts';
import type { Rule } from './rule.ts';

import { UserError } from '../../error.ts';
import { NEGATION } from '../english.ts';
import { nounAt } from '../sentence.ts';
import { addValue } from './nouns.ts';
import { partialValueAt } from './partial-values.ts';

/** Reads values that are left out: `not USA`, `except France and Spain`, `without ships`. */
export const readNegation: Rule = (sentence, index, draft, context) => {
  const found = sentence.match(index, NEGATION) ?? allBut(sentence, index);
  if (!found) return undefined;
  let next = index + found.length;
  const problem = withoutProblem(sentence, index, next, draft, context);
  if (problem) draft.problems.push(problem);
  let end: number | undefined;
  for (;;) {
    const noun = nounAt(sentence, next, context.lexicon);
    const values = noun?.values ?? [];
    const part = values.length === 0 ? partialValueAt(sentence, next, context) : undefined;
    if (part && 'problem' in part) draft.problems.push(part.problem);
    else if (part) draft.values.push({ param: part.param, value: part.value, excluded: true, at: next });
    else if (noun && values.length > 0)
      addValue(draft, noun.text, values, { at: next, excluded: true }, sentence, context);
    else break;
    end = next + (part?.count ?? noun?.count ?? 1);
    const joiner = /^(?:and|or|nor)$/.test(sentence.word(end)) ? 1 : 0;
    if (joiner === 0 && !sentence.isAfter(end, ',') && !nounAt(sentence, end, context.lexicon)?.values.length) break;
    next = end + joiner;
  }
  return end === undefined ? undefined : end - index;
};

const ALL_BUT = /^(?:but|save|bar)(?: for)?(?: the| our)?(?= )/;

/** `all countries but the USA`, `everybody but Euro+`: the `but` behind a word for all of them. */
function allBut(sentence: Sentence, index: number): Match | undefined {
  const isOfAll = [1, 2, 3].some((back) =>
    /^(?:all|every|everyone|everybody|everything|everywhere|any)$/.test(sentence.word(index - back)),
  );
  return isOfAll ? sentence.match(index, ALL_BUT) : undefined;
}

/**
 * The refusal of `countries without Trains` and `orders without Planes`: a filter leaves rows out, and does not find
 * those that have none. Undefined where values of the listed kind itself are left out, and for `sales without Trains`.
 */
function withoutProblem(
  sentence: Sentence,
  index: number,
  next: number,
  { groups, either, measures, ranks }: Draft,
  { query, lexicon }: ReadContext,
): UserError | undefined {
  if (ranks.length > 0) return undefined;
  const noun = sentence.word(index) === 'without' ? nounAt(sentence, next, lexicon) : undefined;
  const values = noun?.values ?? [];
  const isPlain = !measures.some(({ how }) => how === 'noun');
  const listed = isPlain
    ? [
        ...groups.filter(({ how }) => how === 'bare' || how === 'which'),
        ...either.map(({ dimension: name, end }) => ({ name, end })),
      ].find(({ end }) => end === index)
    : undefined;
  const counted = measures.find(
    ({ at, how }) => how === 'noun' && at + (nounAt(sentence, at, lexicon)?.count ?? 0) === index,
  );
  const isCount = query.dataset?.measures.some(
    ({ name, aggregate }) => name === counted?.name && aggregate.kind === 'count',
  );
  if (values.length === 0 || (!listed && !isCount) || values.some(({ param }) => param.name === listed?.name))
    return undefined;
  return new UserError('it tells what there is, and not those that have none of something: ask for what they have');
}
