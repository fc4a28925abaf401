import type { Draft, ReadContext } from './draft.ts';
import type { Sentence } from './sentence.ts';

import { UserError } from '../error.ts';
import { composeCounting, countAveraged, listCounted } from './compose-counting.ts';
import { composeAverage, composePart, readPerCounted } from './compose-ratios.ts';
import { exampleWords } from './example-words.ts';
import { nounAt } from './sentence.ts';

/**
 * Sets the measure parameter of a draft: from nouns first, then from what `how many` counts, then from verbs. A word
 * that is both a measure and a dimension is decided by the words around it.
 */
export function composeMeasures(draft: Draft, sentence: Sentence, context: ReadContext): void {
  const { measure: param } = context.roles;
  listCounted(draft, sentence, context);
  dropAgentsOfListed(draft, sentence, context.lexicon);
  decideEither(draft, sentence, context);
  actInstead(draft, sentence, context);
  if (!param) return;
  readPerCounted(draft, context);
  countAveraged(draft, context);
  composeCounting(draft, sentence, context);
  askByVerb(draft, sentence);
  const nouns = draft.measures
    .filter(({ how }) => how !== 'verb')
    .filter((mention) => !isCarrier(mention, draft, sentence))
    .filter((mention) => !isQueryName(mention, draft, sentence, context))
    .sort((left, right) => left.at - right.at);
  const said = nouns.length > 0 ? nouns : draft.measures;
  const ranking = rankingMeasure(draft, nouns, sentence, context);
  const others = said.filter((mention) => mention !== ranking);
  let names = [...new Set([...others, ...(ranking ? [ranking] : [])].map(({ name }) => name))];
  const thresholds = nouns.length === 0 ? thresholdMeasures(draft) : [];
  if (thresholds.length > 0) names = thresholds;
  if (nouns.length === 0) names = names.slice(0, 1);
  names = composeAverage(draft, composePart(draft, nouns, names, sentence, context), context);
  if (draft.settings.has(param.name) || names.length === 0) return;
  if (names.length > 1 && !param.many)
    throw new UserError(`${context.query.name} answers with one of ${names.join(', ')} at a time: keep one`);
  draft.settings.set(param.name, names);
  if (ranking && ranking.name !== names[0]) setRankBy(draft, ranking.name, context);
}

/** `how much did we sell and how many orders`, `total sold`: an amount that is asked for by a verb of its own. */
function askByVerb(draft: Draft, sentence: Sentence): void {
  for (const [index, mention] of draft.measures.entries()) {
    const { at, how } = mention;
    if (how !== 'verb') continue;
    const start = [...sentence.tokens.keys()].findLast((back) => back < at && sentence.word(back) === 'how');
    const isHowMuch =
      start !== undefined &&
      sentence.word(start + 1) === 'much' &&
      !draft.measures.some((other) => other.how === 'noun' && other.at > start && other.at < at);
    if (isHowMuch || sentence.word(at - 1) === 'total') draft.measures[index] = { ...mention, how: 'noun' };
  }
}

/** `based on their orders`, `for orders placed in May`: what the number asked for was made of, and no number of its own. */
function isCarrier({ at }: Mention, draft: Draft, sentence: Sentence): boolean {
  const isLater = draft.measures.some((other) => other.how === 'noun' && other.at < at);
  const isDone = /^(?:placed|made|received|booked|taken)$/.test(sentence.word(at + 1));
  const isLed = /^(?:for|from|of|in|on|through|with)$/.test(sentence.word(at - 1));
  const isBasis = [2, 3, 4].some(
    (back) => sentence.word(at - back) === 'based' && sentence.word(at - back + 1) === 'on',
  );
  return isLater && draft.counting !== at && ((isDone && isLed) || isBasis);
}

/** `customers with more than 5 orders`: without another measure, the one that thresholds look at. */
function thresholdMeasures(draft: Draft): string[] {
  return [...new Set(draft.thresholds.flatMap(({ measure }) => measure ?? []))].slice(0, 1);
}

/** `sales orders`: the query's own name right before another measure only says where to ask. */
function isQueryName({ name, at }: Mention, draft: Draft, sentence: Sentence, { query }: ReadContext): boolean {
  const others = draft.measures.filter((other) => other.at > 0 && other.how === 'noun');
  const isAlone = others.length === 1 && others[0]!.at === 1 && !sentence.isAfter(1, ',');
  return at === 0 && name === query.name && sentence.word(0) === name && isAlone;
}

/** `customers` is a measure where it is counted or grouped by something else, a dimension where it is listed or ranked. */
function decideEither(draft: Draft, sentence: Sentence, { query, lexicon }: ReadContext): void {
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
    if (isOwner && nounsElsewhere && asksForLess) continue; // `for customers in Norway` says no more than in Norway
    if (isCarrierOf(draft, sentence, { at, end, dimension }, lexicon)) continue;
    if (isAgentOfCounted(draft, sentence, at, lexicon)) continue;
    const subject = /^(?:the|our)$/.test(before) ? sentence.word(at - 2) : before;
    const asksOther = draft.counting !== undefined || draft.groups.some(({ how }) => how === 'which');
    const isSubject = /^(?:do|does|did)$/.test(subject) && asksOther;
    if (isSubject && draft.measures.some((measure) => measure.at >= end)) continue; // `which month do customers order most`
    const isAsked = /^(?:who|that|with|whose|which|having|where)$/.test(after);
    const isAveraged = draft.average !== undefined && draft.average < at && at - draft.average <= 3;
    const isPerOther = !nounsElsewhere && draft.averagePer !== undefined && draft.average === end;
    const isCounted = draft.counting === at || isAveraged || isPerOther || /^(?:counts?)$/.test(after);
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
      (!isRanked && !isAsked && (nounsElsewhere ? isJoined : isGrouped || asksHowMuch) && !draft.isListing);
    if (isMeasure) draft.measures.push({ name: measure, at, how: 'noun' });
    else draft.groups.push({ name: dimension, at, how: 'bare', end });
  }
  draft.groups.sort((left, right) => left.at - right.at);
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

/** `products bought by customers in Norway`: those who did it, where what they did it with is listed. */
function dropAgentsOfListed(
  { either, groups, measures }: Draft,
  sentence: Sentence,
  lexicon: ReadContext['lexicon'],
): void {
  const agent = groups.find(
    ({ at, how, end = at }) =>
      how === 'by' &&
      sentence.word(end - 1).endsWith('s') &&
      /^(?:in|from|of|within)$/.test(sentence.word(end)) &&
      lexicon.verbs(sentence.word(at - 2)).length > 0,
  );
  const isListed = agent && either.some(({ at, dimension }) => at < agent.at && dimension !== agent.name);
  if (isListed && groups.length === 1 && !measures.some(({ how }) => how === 'noun')) groups.pop();
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

/** `each customer ordered`, `placed an order`: what is done where something else is asked for, and no measure beside it. */
function actInstead(draft: Draft, sentence: Sentence, { lexicon }: ReadContext): void {
  for (const [index, mention] of draft.measures.entries()) {
    const { at, how } = mention;
    const isForm = how === 'noun' && lexicon.verbs(sentence.word(at)).length > 0;
    const isDone =
      [...draft.groups, ...draft.either].some(({ end }) => end === at) ||
      /^(?:an?|any|one|their)$/.test(sentence.word(at - 1));
    const asks = draft.counting !== undefined && draft.counting < at;
    if (isForm && isDone && asks) draft.measures[index] = { ...mention, how: 'verb' };
  }
}

type Mention = Draft['measures'][number];

/** The measure that rows are ranked by when it is another than what is shown: `sales of the top 5 customers by orders`. */
function rankingMeasure(
  draft: Draft,
  nouns: readonly Mention[],
  sentence: Sentence,
  context: ReadContext,
): Mention | undefined {
  const sorted = nouns.find(({ how }) => how === 'sort');
  if (sorted) return nouns.some(({ name, how }) => how !== 'sort' && name !== sorted.name) ? sorted : undefined;
  const [rank] = draft.ranks;
  if (!rank) return undefined;
  const named = nouns.find(({ at }) => {
    const lead = [1, 2, 3].map((back) => sentence.word(at - back));
    const index = lead.findIndex((word) => !/^(?:the|total|number|of|sum|their|our|count|terms)$/.test(word));
    return /^(?:by|on|in)$/.test(lead[index] ?? '');
  });
  const usual = named ? undefined : usualRanking(rank, nouns, draft, sentence, context);
  if (usual) return usual;
  const others = nouns.filter(({ name }) => name !== named?.name);
  return others.length > 0 ? named : undefined;
}

/** `best selling products and their profit`, `orders of our biggest customer`: what is shown is not what ranks. */
function usualRanking(
  { doing, isOwner, end, word }: Draft['ranks'][number],
  nouns: readonly Mention[],
  draft: Draft,
  sentence: Sentence,
  { lexicon, roles }: ReadContext,
): Mention | undefined {
  if (nouns.length === 0) return undefined;
  const done = doing === undefined ? undefined : lexicon.verbs(doing)[0]?.value;
  const isBest = isOwner && /^(?:best|top|biggest|largest|worst|smallest)$/.test(word);
  const ranked = [...draft.groups, ...draft.either].find(({ at }) => at === end);
  const isOne = draft.groups.some(({ at, isOne }) => at === end && isOne);
  const isBeside =
    /^(?:best|top|biggest|largest|leading|worst|smallest)$/.test(word) &&
    nouns.every((noun) => isShownBeside(noun, ranked?.end, draft, sentence));
  const name = done ?? ((isBest && isOne) || isBeside ? roles.measure?.default?.[0] : undefined);
  return name === undefined || nouns.some((noun) => noun.name === name) ? undefined : { name, at: end, how: 'noun' };
}

/** `top 5 customers with their average order value`: what is shown beside what ranks them. */
function isShownBeside({ at }: Mention, start: number | undefined, { thresholds }: Draft, sentence: Sentence): boolean {
  if (start === undefined || at <= start || thresholds.length > 0) return false;
  const back = [1, 2, 3, 4].find((step) => !/^(?:the|their|its|total|number|of|count)$/.test(sentence.word(at - step)));
  return back !== undefined && at - back >= start && /^(?:with|including|plus|and)$/.test(sentence.word(at - back));
}

function setRankBy(draft: Draft, name: string, { query }: ReadContext): void {
  const rankBy = query.params.find((param) => param.name === 'rank_by');
  if (rankBy) draft.settings.set(rankBy.name, [name]);
}
