import type { Draft, ReadContext } from './draft.ts';
import type { Sentence } from './sentence.ts';

import { UserError } from '../error.ts';

/** Whether a draft that names several times, `sales in 2003 and 2004`, asks for a number for each of them: nothing else says what the rows are, nor that it is one sum. */
export function isNothingElseAsked({
  groups,
  either,
  ranks,
  values,
  thresholds,
  isTotal,
  isShare,
  show,
  average,
}: Draft): boolean {
  const isOneEach = new Set(values.map(({ param }) => param.name)).size === values.length;
  const isPlain = groups.length + either.length + ranks.length + thresholds.length === 0 && isOneEach;
  return isPlain && !isTotal && !isShare && show === undefined && average === undefined;
}

/** Throws a UserError for `customers who ordered in 2003 and 2004`: those of both are not those of either. `second` is the second time. */
export function refuseEachOrEither(
  { groups, either, ranks, counting }: Draft,
  sentence: Sentence,
  second: Draft['periods'][number] | undefined,
  context: ReadContext,
): void {
  const isOfThose = [...groups, ...either].some(({ end = -1 }) => /^(?:who|that|which)$/.test(sentence.word(end)));
  const isDone = ({ end = -1 }: { readonly end?: number }) => {
    const verb = /^(?:were|was)$/.test(sentence.word(end)) ? end + 1 : end;
    return context.lexicon.verbs(sentence.word(verb)).length > 0;
  };
  const isCounted = counting !== undefined && [...groups, ...either].some(isDone); // `how many customers ordered in 2003 and 2004`
  if (ranks.length > 0 || !(isOfThose || isCounted) || !second || sentence.word(second.at - 1) !== 'and') return;
  throw new UserError(
    `"and ${second.text}" can mean those of both times or of either: ask for one of them, or for from … to …`,
  );
}
