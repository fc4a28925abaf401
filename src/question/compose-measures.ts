import type { Choice } from '../catalogue/query.ts';
import type { Draft, ReadContext } from './draft.ts';
import type { Sentence } from './sentence.ts';

import { UserError } from '../error.ts';
import { composeAverage, composePart, readPerCounted } from './compose-ratios.ts';
import { isMoney, measureNamed } from './draft.ts';
import { foldPhrase } from './tokens.ts';

/**
 * Sets the measure parameter of a draft: from nouns first, then from what `how many` counts, then from verbs. A word
 * that is both a measure and a dimension is decided by the words around it.
 */
export function composeMeasures(draft: Draft, sentence: Sentence, context: ReadContext): void {
  const { measure: param } = context.roles;
  decideEither(draft, sentence, context);
  actInstead(draft, sentence, context);
  if (!param) return;
  readPerCounted(draft, context);
  countAveraged(draft, context);
  composeCounting(draft, sentence, context);
  const nouns = draft.measures
    .filter(({ how }) => how !== 'verb')
    .filter((mention) => !isQueryName(mention, draft, sentence, context))
    .sort((left, right) => left.at - right.at);
  const said = nouns.length > 0 ? nouns : draft.measures;
  const ranking = rankingMeasure(draft, nouns, sentence);
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
function decideEither(draft: Draft, sentence: Sentence, { query }: ReadContext): void {
  const isWhole = draft.measures.some(({ name, how }) => {
    const kind = query.dataset?.measures.find((measure) => measure.name === name)?.aggregate.kind;
    return how === 'noun' && (kind === 'ratio' || kind === 'average');
  });
  const nounsElsewhere = draft.measures.some(({ how }) => how === 'noun');
  for (const { measure, dimension, at, end } of draft.either) {
    const before = sentence.word(at - 1);
    const after = sentence.word(end);
    const rank = draft.ranks.find((candidate) => candidate.at < at && at - candidate.at <= 4);
    const isOfMany = draft.groups.some(({ how, at: start }) => how === 'which' || (rank && start < rank.at));
    const isMost = /^(?:most|fewest|least)$/.test(rank?.word ?? '') && isOfMany;
    const isRanked = rank !== undefined && !isMost;
    const isOwner =
      /^(?:for|of|from|to|our|all|by|the|do|does|did|have|has|had)$/.test(before) &&
      /^(?:in|from|within|outside)$/.test(after);
    const asksForLess = draft.groups.length > 0 || draft.isTotal || isWhole || draft.counting !== undefined;
    if (isOwner && nounsElsewhere && asksForLess) continue; // `for customers in Norway` says no more than in Norway
    const subject = /^(?:the|our)$/.test(before) ? sentence.word(at - 2) : before;
    const isSubject = /^(?:do|does|did)$/.test(subject) && draft.groups.some(({ how }) => how === 'which');
    if (isSubject && draft.measures.some((measure) => measure.at >= end)) continue; // `which month do customers order most`
    const isAsked = /^(?:who|that|with|whose|which|having|where)$/.test(after);
    const isAveraged = draft.average !== undefined && draft.average < at && at - draft.average <= 3;
    const isPerOther = !nounsElsewhere && draft.averagePer !== undefined && draft.average === end;
    const isCounted = draft.counting === at || isAveraged || isPerOther || /^(?:counts?)$/.test(after);
    const isListed = draft.measures.some(
      (other) => (other.at === end && sentence.isAfter(end, ',')) || (other.at < at && sentence.isAfter(at, ',')),
    );
    const isJoined = isListed || /^(?:and|vs|versus)$/.test(before) || /^(?:and|vs|versus)$/.test(after);
    const isGrouped = draft.groups.some((group) => group.how !== 'bare' && group.name !== dimension);
    const asksHowMuch = draft.isTotal || draft.isGrowth || draft.isShare || draft.isTrend;
    const isMeasure =
      isCounted ||
      isMost ||
      (draft.counting !== undefined && draft.counting < at && !isAsked && !isRanked) ||
      (!isRanked && !isAsked && (nounsElsewhere ? isJoined : isGrouped || asksHowMuch) && !draft.isListing);
    if (isMeasure) draft.measures.push({ name: measure, at, how: 'noun' });
    else draft.groups.push({ name: dimension, at, how: 'bare' });
  }
  draft.groups.sort((left, right) => left.at - right.at);
}

/** `average number of items per order`: a dimension is counted where an average of it is asked for. */
function countAveraged(draft: Draft, context: ReadContext): void {
  const { average, averagePer } = draft;
  if (average === undefined || averagePer === undefined || draft.measures.some(({ how }) => how === 'noun')) return;
  const group = draft.groups.find(
    ({ how, at, end }) => how === 'bare' && (end === average || (at > average && at - average <= 3)),
  );
  if (group) countGroup(draft, group, context);
}

/** Makes a group the measure that counts its values; false where no measure does. */
function countGroup(draft: Draft, group: Draft['groups'][number], { roles }: ReadContext): boolean {
  const counts = roles.measure?.choices.find((choice) => choice.counts === group.name);
  if (!counts) return false;
  draft.groups.splice(draft.groups.indexOf(group), 1);
  draft.measures.push({ name: counts.name, at: group.at, how: 'noun' });
  return true;
}

/** `each customer ordered`, `placed an order`: what is done where something else is asked for, and no measure beside it. */
function actInstead(draft: Draft, sentence: Sentence, { lexicon }: ReadContext): void {
  for (const [index, mention] of draft.measures.entries()) {
    const { at, how } = mention;
    const isForm = how === 'noun' && lexicon.verbs(sentence.word(at)).length > 0;
    const isDone = draft.groups.some(({ end }) => end === at) || /^(?:an?|any|one|their)$/.test(sentence.word(at - 1));
    const asks = draft.counting !== undefined && draft.counting < at;
    if (isForm && isDone && asks) draft.measures[index] = { ...mention, how: 'verb' };
  }
}

/** The noun after `how many` as a measure: a count, a number of units, or the values of a dimension. */
function composeCounting(draft: Draft, sentence: Sentence, context: ReadContext): void {
  const { counting } = draft;
  if (counting === undefined) return;
  draft.isTotal = true;
  const group = draft.groups.find(({ at, how }) => at === counting && how === 'bare');
  if (group) {
    if (countGroup(draft, group, context)) return;
    throw new UserError(`${context.query.name} cannot count ${group.name}: ask for it by ${group.name}`);
  }
  const mention = draft.measures.find(({ at }) => at === counting);
  const choice = measureNamed(context, mention?.name);
  if (choice && isMoney(choice)) {
    const named = namedCount(sentence, counting, context);
    if (!named)
      throw new UserError(
        `"how many ${choice.label.toLowerCase()}" asks for a number, and ${choice.label.toLowerCase()} are an amount: ask how much, or how many of something else`,
      );
    draft.measures.splice(draft.measures.indexOf(mention!), 1, { name: named.name, at: counting, how: 'noun' });
    return;
  }
  if (mention) return;
  if (draft.measures.some(({ how }) => how === 'noun') && draft.values.some(({ at }) => at === counting)) return;
  const verb = draft.measures.find(({ how }) => how === 'verb');
  const verbs = verb && context.lexicon.verbs(sentence.word(verb.at));
  const units = (verbs ?? [])
    .map(({ value }) => measureNamed(context, value))
    .find((measure) => measure && !isMoney(measure) && !/COUNT\(/i.test(measure.sql));
  if (!units)
    throw new UserError(
      `"how many ${sentence.phrases(counting, 3).at(-1)?.text ?? ''}" does not say what to count: ask how many of a measure`,
    );
  draft.measures.push({ name: units.name, at: counting, how: 'noun' });
}

/** A measure that is called `number of sales`, for a question that counts sales. */
function namedCount(sentence: Sentence, index: number, context: ReadContext): Choice | undefined {
  for (const { folded } of sentence.phrases(index, 3)) {
    for (const words of [`number of ${folded}`, `${folded} count`]) {
      const found = context.lexicon.choices(foldPhrase(words)).find(({ param }) => param.role === 'measure');
      if (found) return measureNamed(context, found.value);
    }
  }
  return undefined;
}

type Mention = Draft['measures'][number];

/** The measure that rows are ranked by when it is another than what is shown: `sales of the top 5 customers by orders`. */
function rankingMeasure(draft: Draft, nouns: readonly Mention[], sentence: Sentence): Mention | undefined {
  const sorted = nouns.find(({ how }) => how === 'sort');
  if (sorted) return nouns.some(({ name, how }) => how !== 'sort' && name !== sorted.name) ? sorted : undefined;
  if (draft.ranks.length === 0) return undefined;
  const named = nouns.find(({ at }) => {
    const lead = [1, 2, 3].map((back) => sentence.word(at - back));
    const index = lead.findIndex((word) => !/^(?:the|total|number|of|sum|their|our|count|terms)$/.test(word));
    return /^(?:by|on|in)$/.test(lead[index] ?? '');
  });
  const others = nouns.filter(({ name }) => name !== named?.name);
  return others.length > 0 ? named : undefined;
}

function setRankBy(draft: Draft, name: string, { query }: ReadContext): void {
  const rankBy = query.params.find((param) => param.name === 'rank_by');
  if (rankBy) draft.settings.set(rankBy.name, [name]);
}
