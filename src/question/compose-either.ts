import type { Draft, ReadContext } from './draft.ts';
import type { Sentence } from './sentence.ts';

import { UserError } from '../error.ts';
import { exampleWords } from './example-words.ts';
import { nounAt } from './sentence.ts';

/** `customers` is a measure where it is counted or grouped by something else, a dimension where it is listed or ranked. */
export function decideEither(draft: Draft, sentence: Sentence, { query, lexicon }: ReadContext): void {
  const isWhole = draft.measures.some(({ name, how }) => {
    const kind = query.dataset?.measures.find((measure) => measure.name === name)?.aggregate.kind;
    return how === 'noun' && (kind === 'ratio' || kind === 'average');
  });
  const nounsElsewhere = draft.measures.some(({ how }) => how === 'noun');
  for (const { measure, dimension, at, end } of draft.either) {
    const before = sentence.word(at - 1);
    const after = sentence.word(end);
    const rank = draft.ranks.find((candidate) => candidate.at < at && at - candidate.at <= 4);
    const isMost = /^(?:most|fewest|least)$/.test(rank?.word ?? '') && rank!.count === undefined && rank!.end === at;
    if (isMost && draft.who === undefined && !draft.groups.some(({ name }) => name !== dimension))
      throw new UserError(
        `"${rank!.word} ${nounAt(sentence, at, lexicon)!.text}" does not say of what: ask which ${exampleWords(query).dimension}, or which month, has the ${rank!.word}`,
      );
    const isRanked = rank !== undefined && !isMost;
    const isOwner =
      /^(?:for|of|from|to|our|all|by|the|do|does|did|have|has|had)$/.test(before) &&
      /^(?:in|from|within|outside)$/.test(after);
    const asksForLess = draft.groups.length > 0 || draft.isTotal || isWhole || draft.counting !== undefined;
    const isLed = /^(?:for|of|from|to)$/.test(before) || (before === 'by' && isDoneBy(sentence, at - 2, lexicon));
    const isBeside = nounsElsewhere || draft.groups.some((group) => group.name !== dimension && group.at < at);
    if (isOwner && isLed && isBeside && !rank && draft.counting !== at) continue; // `products sold to customers in Norway`
    if (isOwner && nounsElsewhere && asksForLess) continue; // `for customers in Norway` says no more than in Norway
    if (isCarrierOf(draft, sentence, { at, end, dimension }, lexicon)) continue;
    if (isAgentOfCounted(draft, sentence, at, lexicon)) continue;
    const subject = /^(?:the|our)$/.test(before) ? sentence.word(at - 2) : before;
    const asksOther = draft.counting !== undefined || draft.groups.some(({ how }) => how === 'which');
    const isSubject = /^(?:do|does|did)$/.test(subject) && asksOther;
    if (isSubject && draft.measures.some((measure) => measure.at >= end)) continue; // `which month do customers order most`
    const isDoer = /^(?:do|does|did)$/.test(subject) && sentence.word(at - (subject === before ? 2 : 3)) === 'much'; // `how much did customers buy`
    const isAsked = /^(?:who|that|with|whose|which|having|where)$/.test(after);
    const isAveraged = draft.average !== undefined && draft.average < at && at - draft.average <= 3;
    const isPerOther = !nounsElsewhere && draft.averagePer !== undefined && draft.average === end;
    const isHeld = /^(?:where|having|with)$/.test(before) && draft.thresholds.some((threshold) => threshold.at === end);
    const isCounted = isHeld || draft.counting === at || isAveraged || isPerOther || /^(?:counts?)$/.test(after);
    const isListed = draft.measures.some(
      (other) => (other.at === end && sentence.isAfter(end, ',')) || (other.at < at && sentence.isAfter(at, ',')),
    );
    const isHeldBeside = draft.isComparing === true && /^(?:with|to)$/.test(before);
    const isJoined =
      isListed || isHeldBeside || /^(?:and|vs|versus)$/.test(before) || /^(?:and|vs|versus)$/.test(after);
    const isGrouped = draft.groups.some((group) => group.how !== 'bare' && group.name !== dimension);
    const asksHowMuch = draft.isTotal || draft.isGrowth || draft.isShare || draft.isTrend;
    const isMeasure =
      isCounted ||
      isMost ||
      (draft.counting !== undefined && draft.counting < at && !isAsked && !isRanked) ||
      (!isRanked && !isAsked && !isDoer && (nounsElsewhere ? isJoined : isGrouped || asksHowMuch) && !draft.isListing);
    if (isMeasure) draft.measures.push({ name: measure, at, how: 'noun' });
    else draft.groups.push({ name: dimension, at, how: 'bare', end });
  }
  draft.groups.sort((left, right) => left.at - right.at);
}

/** `orders placed by customers`: whether a verb stands before the `by`. */
function isDoneBy(sentence: Sentence, index: number, lexicon: ReadContext['lexicon']): boolean {
  const word = sentence.word(index);
  return lexicon.verbs(word).length > 0 || /^(?:placed|made|done|generated|given)$/.test(word);
}

/** `revenue from USA customers by product line`, `units of all products by month`: those who carry a filter, and no grouping. */
function isCarrierOf(
  draft: Draft,
  sentence: Sentence,
  { at, end, dimension }: { readonly at: number; readonly end: number; readonly dimension: string },
  lexicon: ReadContext['lexicon'],
): boolean {
  const isGrouped = draft.groups.some(({ name, how }) => name !== dimension && how !== 'bare' && how !== 'which');
  const noun = draft.measures.find(({ how, at: start }) => how === 'noun' && start < at);
  if (!isGrouped || !noun || draft.ranks.some(({ end: start }) => start === at)) return false;
  const value = draft.values.find(
    (one) => one.at < at && one.at + (nounAt(sentence, one.at, lexicon)?.count ?? 1) === at,
  );
  const first = value?.at ?? (/^(?:all|the|our)$/.test(sentence.word(at - 1)) ? at - 1 : at);
  const article = sentence.word(first - 1) === 'the' ? 1 : 0;
  const isLed = /^(?:of|from|to|for|by)$/.test(sentence.word(first - 1 - article));
  const isSold = lexicon.verbs(sentence.word(end)).length > 0 && /^(?:in|to|by|from)$/.test(sentence.word(end + 1));
  return isLed && (value !== undefined || isSold || sentence.word(at - 1) === 'all');
}

/** `how many trains did French customers buy`: who did it, where values are counted. */
function isAgentOfCounted(
  { counting, values, measures }: Draft,
  sentence: Sentence,
  at: number,
  lexicon: ReadContext['lexicon'],
): boolean {
  if (counting === undefined || at < counting || !values.some((value) => value.at === counting)) return false;
  return measures.some(({ at: verb }) => lexicon.verbs(sentence.word(verb)).length > 0);
}
