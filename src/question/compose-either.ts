import type { Draft, ReadContext } from './draft.ts';
import type { Sentence } from './sentence.ts';

import { UserError } from '../error.ts';
import { exampleWords } from './example-words.ts';
import { nounAt } from './sentence.ts';

/** `customers` is a measure where it is counted or grouped by something else, a dimension where it is listed or ranked. */
export function decideEither(draft: Draft, sentence: Sentence, { query, lexicon }: ReadContext): void {
  const nounsElsewhere = draft.measures.some(({ how }) => how === 'noun');
  for (const { measure, dimension, at, end } of draft.either) {
    const before = sentence.word(at - 1);
    const after = sentence.word(end);
    const rank = draft.ranks.find((candidate) => candidate.at < at && at - candidate.at <= 4);
    const isMost =
      /^(?:most|fewest|least)$/.test(rank?.word ?? '') &&
      rank!.count === undefined &&
      rank!.doing === undefined &&
      rank!.end === at;
    if (isMost && draft.who === undefined && !draft.groups.some(({ name }) => name !== dimension))
      throw new UserError(
        `"${rank!.word} ${nounAt(sentence, at, lexicon)!.text}" does not say of what: ask which ${exampleWords(query).dimension}, or which month, has the ${rank!.word}`,
      );
    const isRanked = rank !== undefined && !isMost;
    const isRankedByGrowth = after === 'by' && (draft.growthAt ?? -1) - end >= 1 && draft.growthAt! - end <= 3; // `countries by growth`
    const isLimited = draft.thresholds.some(
      (limit) => limit.measure !== undefined && limit.measure !== measure && limit.at >= end && limit.at - end <= 1,
    ); // `countries below 2% of revenue`
    const isAsked =
      isRankedByGrowth || isLimited || /^(?:who|that|with|whose|which|having|where|ranked|sorted)$/.test(after);
    const isAveraged =
      draft.average !== undefined &&
      draft.average < at &&
      at - draft.average <= 3 &&
      !draft.measures.some((other) => other.at > draft.average! && other.at < at);
    const isPerOther = !nounsElsewhere && draft.averagePer !== undefined && draft.average === end;
    const isHeld = /^(?:where|having|with)$/.test(before) && draft.thresholds.some((threshold) => threshold.at === end);
    const isMore = /^(?:more|fewer|less)$/.test(before) && after === 'than'; // `do we have more customers than last year`
    const isCounted =
      isMore || isHeld || draft.counting === at || isAveraged || isPerOther || /^(?:counts?)$/.test(after);
    const isListed = draft.measures.some(
      (other) => (other.at === end && sentence.isAfter(end, ',')) || (other.at < at && sentence.isAfter(at, ',')),
    );
    const isHeldBeside = draft.isComparing === true && /^(?:with|to)$/.test(before);
    const isAlsoAsked = draft.groups.some(
      (group) => group.how === 'which' && group.end === at && sentence.isAfter(at, ','), // `which countries, states and cities`
    );
    if (isAlsoAsked && draft.measures.some((other) => other.at > end))
      throw new UserError(
        `one kind of row is ranked at a time: ask which ${draft.groups.find(({ end: last }) => last === at)!.name.replaceAll('_', ' ')}, then which ${nounAt(sentence, at, lexicon)!.text}`,
      );
    const isJoined =
      isListed ||
      isHeldBeside ||
      /^(?:and|vs|versus)$/.test(before) ||
      (/^(?:and|vs|versus)$/.test(after) && !isOfThose(end, draft, sentence));
    const isGrouped = draft.groups.some((group) => group.how !== 'bare' && group.name !== dimension);
    const asksHowMuch = draft.isTotal || draft.isGrowth || draft.isShare || draft.isTrend;
    const isMeasure =
      isCounted ||
      isMost ||
      (draft.counting !== undefined && draft.counting < at && !isAsked && !isRanked) ||
      (!isRanked && !isAsked && (nounsElsewhere ? isJoined : isGrouped || asksHowMuch) && !draft.isListing);
    if (isMeasure) draft.measures.push({ name: measure, at, how: 'noun' });
    else draft.groups.push({ name: dimension, at, how: 'bare', end });
  }
  draft.groups.sort((left, right) => left.at - right.at);
}

/** Whether a measure that follows is that of what stands before: `our customers and their sales`, `… and what are their sales`. */
function isOfThose(end: number, { measures }: Draft, sentence: Sentence): boolean {
  const [next] = measures.filter(({ at }) => at > end).sort((left, right) => left.at - right.at);
  const between = Array.from({ length: Math.max(0, (next?.at ?? end) - end) }, (_, index) =>
    sentence.word(end + index),
  );
  const isDoneByThose = next !== undefined && sentence.word(next.at + 1) === 'they'; // `… and how many units they sold`
  return isDoneByThose || between.some((word) => /^(?:their|its|they|them|each)$/.test(word));
}
