import type { Choice } from '../catalogue/query.ts';
import type { Draft, ReadContext } from './draft.ts';
import type { Sentence } from './sentence.ts';

import { UserError } from '../error.ts';
import { isTime, measureNamed } from './draft.ts';
import { foldPhrase } from './tokens.ts';

/**
 * Decides what is counted: nouns first, then what `how many` counts, then what a verb stands for. Words that are both a
 * measure and a dimension are decided by what stands around them. Sets the measure's parameter.
 */
export function composeMeasures(draft: Draft, sentence: Sentence, context: ReadContext): void {
  const { measure: param } = context.roles;
  decideEither(draft, sentence);
  if (!param) return;
  readPerCounted(draft, context);
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
  names = composeAverage(draft, names, context);
  if (draft.settings.has(param.name) || names.length === 0) return;
  if (names.length > 1 && !param.many)
    throw new UserError(`${context.query.name} answers with one of ${names.join(', ')} at a time: keep one`);
  draft.settings.set(param.name, names);
  if (ranking && ranking.name !== names[0]) setRankBy(draft, ranking.name, context);
}

/** `orders per customer by country`: beside another grouping, per what a measure counts is an average. */
function readPerCounted(draft: Draft, { query, roles }: ReadContext): void {
  const isCounted = (name: string) => {
    const average = roles.show?.choices.find((choice) => choice.name === `average_per_${name}`);
    return query.dataset?.measures.some((measure) => measure.name === average?.counts && measure.counts === undefined);
  };
  const per = draft.groups.find(({ name, how }) => how === 'per' && isCounted(name));
  const isGrouped = draft.groups.some((group) => group !== per && !['bare', 'per'].includes(group.how));
  if (!per || !isGrouped || draft.average !== undefined) return;
  draft.groups.splice(draft.groups.indexOf(per), 1);
  draft.average = per.at;
  draft.averagePer = per.name;
}

/** `customers with more than 5 orders`: without another measure, the one that thresholds look at. */
function thresholdMeasures(draft: Draft): string[] {
  return [...new Set(draft.thresholds.flatMap(({ measure }) => measure ?? []))].slice(0, 1);
}

/** `sales orders`: the query's own name right before another measure only says where to ask. */
function isQueryName({ name, at }: Mention, draft: Draft, sentence: Sentence, { query }: ReadContext): boolean {
  const next = sentence.tokens[1];
  if (next?.kind === 'word' && next.afterComma) return false;
  return (
    at === 0 &&
    name === query.name &&
    sentence.word(0) === name &&
    draft.measures.some((other) => other.at === 1 && other.how === 'noun')
  );
}

/** `customers` is a measure where it is counted or grouped by something else, a dimension where it is listed or ranked. */
function decideEither(draft: Draft, sentence: Sentence): void {
  const nounsElsewhere = draft.measures.some(({ how }) => how === 'noun');
  for (const { measure, dimension, at } of draft.either) {
    const before = sentence.word(at - 1);
    const after = sentence.word(at + 1);
    const rank = draft.ranks.find((candidate) => candidate.at < at && at - candidate.at <= 4);
    const isMost = /^(?:most|fewest|least)$/.test(rank?.word ?? '') && draft.groups.some(({ how }) => how === 'which');
    const isRanked = rank !== undefined && !isMost;
    const isOwner = /^(?:for|of|from|our|all|by|the)$/.test(before) && /^(?:in|from|within|outside)$/.test(after);
    if (isOwner && nounsElsewhere && draft.groups.length > 0) continue; // `for customers in Norway` says no more than in Norway
    const isAsked = /^(?:who|that|with|whose|which|having|where)$/.test(after);
    const isCounted = draft.counting === at || /^(?:counts?)$/.test(after);
    const isJoined = /^(?:and|vs|versus)$/.test(before) || /^(?:and|vs|versus)$/.test(after);
    const isGrouped = draft.groups.some((group) => group.how !== 'bare' && group.name !== dimension);
    const asksHowMuch = draft.isTotal || draft.isGrowth || draft.isShare || draft.isTrend;
    const isMeasure =
      isCounted ||
      isMost ||
      (draft.counting !== undefined && !isAsked) ||
      (!isRanked &&
        !isAsked &&
        (nounsElsewhere ? isJoined : isGrouped || asksHowMuch) &&
        !(draft.isListing && !isGrouped));
    if (isMeasure) draft.measures.push({ name: measure, at, how: 'noun' });
    else draft.groups.push({ name: dimension, at, how: 'bare' });
  }
  draft.groups.sort((left, right) => left.at - right.at);
}

/** The noun after `how many` as a measure: a count, a number of units, or the values of a dimension. */
function composeCounting(draft: Draft, sentence: Sentence, context: ReadContext): void {
  const { counting } = draft;
  if (counting === undefined) return;
  draft.isTotal = true;
  const group = draft.groups.find(({ at, how }) => at === counting && how === 'bare');
  if (group) {
    const counts = context.roles.measure?.choices.find((choice) => choice.counts === group.name);
    if (!counts) throw new UserError(`${context.query.name} cannot count ${group.name}: ask for it by ${group.name}`);
    draft.groups.splice(draft.groups.indexOf(group), 1);
    draft.measures.push({ name: counts.name, at: counting, how: 'noun' });
    return;
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

function isMoney({ format = '' }: Choice): boolean {
  return /[$€£¥]/.test(format);
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

/** `average sales` is the ratio of sales over a count; with `per month` or `monthly` it is sales divided by months. */
function composeAverage(draft: Draft, names: readonly string[], context: ReadContext): string[] {
  if (draft.average === undefined) return [...names];
  const { show, measure } = context.roles;
  const [name = measure?.default?.[0], ...others] = names;
  const choice = measureNamed(context, name);
  if (!choice) throw new UserError(`${context.query.name} has no average of that: ask for one of its measures`);
  const adverb = draft.groups.find(({ how }) => how === 'adverb');
  const per = draft.averagePer ?? adverb?.name;
  if (per && show?.choices.some((one) => one.name === `average_per_${per}`)) {
    if (adverb && !draft.averagePer) draft.groups.splice(draft.groups.indexOf(adverb), 1);
    const ratio = ratioOf(choice, per, context);
    if (ratio) return [ratio.name, ...others];
    draft.show = `average_per_${per}`;
    draft.isTotal = true;
    return [choice.name, ...others];
  }
  if (isAverage(choice, context)) return [...names];
  const isOverTime = draft.groups.some(({ name: group }) => isTime(context, group) || CYCLES.has(group));
  const ratio = ratioOf(choice, undefined, context);
  if (!ratio || isOverTime) {
    const label = choice.label.toLowerCase();
    const next = ratio ? `${ratio.label.toLowerCase()} or ` : '';
    throw new UserError(
      `"average ${label}" does not say per what: ask for ${next}average ${label} per month, or per customer`,
    );
  }
  return [ratio.name, ...others];
}

/** Cycles of time, as rows: an average within them may be meant per order or per day. */
const CYCLES: ReadonlySet<string> = new Set(['weekday', 'month_of_year', 'quarter_of_year', 'hour_of_day']);

/** Whether a measure is an average or a rate already. */
function isAverage(choice: Choice, { query }: ReadContext): boolean {
  const declared = query.dataset?.measures.find(({ name }) => name === choice.name);
  if (declared) return declared.aggregate.kind === 'ratio' || declared.aggregate.kind === 'average';
  return /\bavg\s*\(|\//i.test(choice.sql);
}

/** The declared ratio of a measure over a count: of the count named, or of the only one that there is. */
function ratioOf(choice: Choice, per: string | undefined, { query, roles }: ReadContext): Choice | undefined {
  const measures = query.dataset?.measures ?? [];
  const isCount = (name: string) =>
    measures.some((measure) => measure.name === name && measure.aggregate.kind === 'count');
  const ratios = measures.filter(
    ({ aggregate }) =>
      aggregate.kind === 'ratio' &&
      aggregate.over === choice.name &&
      isCount(aggregate.under) &&
      (per === undefined || aggregate.under === per),
  );
  return ratios.length === 1 ? roles.measure?.choices.find(({ name }) => name === ratios[0]!.name) : undefined;
}
