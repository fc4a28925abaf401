import type { Draft, ReadContext } from '../draft.ts';
import type { Sentence } from '../sentence.ts';
import type { Rule } from './rule.ts';

import { UserError } from '../../error.ts';
import { NEGATION } from '../english.ts';
import { nounAt } from '../sentence.ts';
import { addValue, valuesIn } from './nouns.ts';
import { partialValueAt } from './partial-values.ts';

/** Reads values that are left out: `not USA`, `except France and Spain`, `without ships`. */
export const readNegation: Rule = (sentence, index, draft, context) => {
  const found = sentence.match(index, NEGATION);
  if (!found) return undefined;
  let next = index + found.length;
  const problem = withoutProblem(sentence, index, next, draft, context);
  if (problem) draft.problems.push(problem);
  let end: number | undefined;
  for (;;) {
    const noun = nounAt(sentence, next, context.lexicon);
    const values = noun ? valuesIn(noun) : [];
    if (!noun || values.length === 0) {
      const part = end === undefined ? partialValueAt(sentence, next, context) : undefined;
      if (part && 'problem' in part) draft.problems.push(part.problem);
      else if (part) draft.values.push({ param: part.param, value: part.value, excluded: true, at: next });
      end = part ? next + part.count : end;
      break;
    }
    addValue(draft, noun.text, values, { at: next, excluded: true }, sentence, context);
    end = next + noun.count;
    const joiner = /^(?:and|or|nor)$/.test(sentence.word(end)) ? 1 : 0;
    if (!nounAt(sentence, end + joiner, context.lexicon)?.values.length) break;
    next = end + joiner;
  }
  return end === undefined ? undefined : end - index;
};

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
  const values = noun ? valuesIn(noun) : [];
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
